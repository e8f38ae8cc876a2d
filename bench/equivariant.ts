/**
 * Bases of equivariant linear maps, against EMLP: the same representations, one run, the
 * programs in turn, each case in a fresh process.
 *
 *   node dist/bench/equivariant.js --python /path/to/venv/bin/python
 *
 * Writes bench/results/equivariant.json and equivariant.md.
 */
import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { cases } from "./equivariant/cases.js";
import type { Line } from "./equivariant/line.js";
import { markdown, type Results, type Row, withRatios } from "./equivariant/results.js";
import { describeMachine } from "./machine.js";

interface Program {
  name: string;
  command: string;
  arguments: readonly string[];
  environment?: Readonly<Record<string, string>>;
}

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    limit: { type: "string", default: "600" },
    repeats: { type: "string", default: "5" },
    only: { type: "string", default: "" },
    programs: { type: "string", default: "intertwine,emlp float32,emlp float64" },
  },
});
const limit = Number(values.limit);
const peer = fileURLToPath(new URL("../../bench/peers/equivariant_emlp.py", import.meta.url));
const emlp = (name: string, environment: Record<string, string>): Program => ({
  name,
  command: values.python,
  arguments: [peer, "--name", name],
  environment,
});
const programs: readonly Program[] = [
  {
    name: "intertwine",
    command: process.execPath,
    arguments: [fileURLToPath(new URL("./equivariant/intertwine.js", import.meta.url))],
  },
  emlp("emlp float32", {}),
  emlp("emlp float64", { JAX_ENABLE_X64: "True" }),
].filter(({ name }) => values.programs.split(",").includes(name));

/** Runs a program on a case; what it reported last counts, also when it was ended after that. */
async function run(program: Program, work: (typeof cases)[number]): Promise<Row> {
  const flags = ["--case", JSON.stringify(work), "--repeats", values.repeats];
  const child = spawn(program.command, [...program.arguments, ...flags], {
    env: { ...process.env, JAX_PLATFORMS: "cpu", ...program.environment },
  });
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 1000 * limit);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearTimeout(timer);
  const lines = output.split("\n").filter((text) => text.startsWith("{"));
  const { name } = work;
  if (lines.length > 0) {
    return JSON.parse(lines[lines.length - 1].replaceAll(":NaN", ":null")) as Line;
  }
  if (code === null) return { program: program.name, name, failure: `not in ${limit} s` };
  const last = complaints.trim().split("\n").pop() ?? "";
  console.error(complaints);
  return { program: program.name, name, failure: `failed: ${last.slice(0, 120)}` };
}

const versions = execFileSync(values.python, [
  "-c",
  "import sys, jax, numpy, emlp; print(f'EMLP {emlp.__version__}, JAX {jax.__version__}, NumPy {numpy.__version__}, Python {sys.version.split()[0]}')",
])
  .toString()
  .trim();
const machine = describeMachine();
const rows: Row[] = [];
for (const work of cases.filter(({ name }) => name.includes(values.only))) {
  for (const program of programs) {
    const row = await run(program, work);
    rows.push(row);
    console.error(
      `${work.name}: ${program.name} ${row.failure ?? `${row.firstSeconds?.toFixed(3)} s`}`,
    );
  }
}
const results: Results = { machine, peer: versions, limit, rows: withRatios(rows) };
const text = markdown(results);
if (values.only === "") {
  const path = (name: string): string =>
    fileURLToPath(new URL(`../../bench/results/${name}`, import.meta.url));
  writeWhole(path("equivariant.json"), `${JSON.stringify(results, null, 2)}\n`);
  writeWhole(path("equivariant.md"), text);
}
console.log(text);
