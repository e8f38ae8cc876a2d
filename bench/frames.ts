/**
 * Frames against the official code of minimal frame averaging: the groups and sizes of the
 * paper's first experiment, batches, and whole forward passes, in one run.
 *
 *   node dist/bench/frames.js --python /path/to/venv/bin/python --reference /path/to/MFA
 *
 * Writes bench/results/frames.json and frames.md.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import type { Line } from "./frames/line.js";
import { markdown, type Results } from "./frames/results.js";
import { describeMachine } from "./machine.js";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    reference: { type: "string" },
    threads: { type: "string", default: "1" },
    rounds: { type: "string", default: "3" },
    budget: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
if (values.reference === undefined) {
  console.error("frames: give --reference, a folder with the main branch of divelab/MFA.");
  process.exit(1);
}
const peer = fileURLToPath(new URL("../../bench/peers/frames_mfa.py", import.meta.url));
const own = fileURLToPath(new URL("./frames/intertwine.js", import.meta.url));
const shared = ["--budget", values.budget!, "--only", values.only!];
const programs = [
  { command: process.execPath, flags: [own, ...shared] },
  ...values.threads!.split(",").map((threads) => ({
    command: values.python!,
    flags: [peer, "--reference", values.reference!, "--threads", threads, ...shared],
  })),
];

/** The lines of a program, which may use as many CPUs as it has threads. */
function run({ command, flags }: (typeof programs)[number]): Line[] {
  const output = execFileSync(command, flags, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 26,
  });
  return output
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .map((text) => JSON.parse(text) as Line);
}

const machine = describeMachine();
const best = new Map<string, Line>();
for (let round = 0; round < Number(values.rounds); round++) {
  for (let k = 0; k < programs.length; k++) {
    for (const line of run(programs[(k + round) % programs.length])) {
      const key = `${line.program}\n${line.name}`;
      const before = best.get(key);
      if (!before?.seconds || (line.seconds ?? Number.POSITIVE_INFINITY) < before.seconds) {
        best.set(key, line);
      }
      console.log(`${line.program}  ${line.name}  ${line.seconds ?? line.failure}`);
    }
  }
}
const lines = [...best.values()];
const reference = lines.find(({ program }) => program !== "intertwine");
const results: Results = {
  machine,
  peer: `divelab/MFA, branch main; ${reference?.version ?? "not run"}; the least of ${values.rounds} rounds of medians, programs in turn`,
  lines,
};
if (values.only === "") {
  const folder = new URL("../../bench/results/", import.meta.url);
  writeWhole(
    fileURLToPath(new URL("frames.json", folder)),
    `${JSON.stringify(results, null, 2)}\n`,
  );
  writeWhole(fileURLToPath(new URL("frames.md", folder)), markdown(results));
}
console.log(markdown(results));
