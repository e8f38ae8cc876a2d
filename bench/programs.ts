/**
 * Steps of the n-body network (49 383 parameters, Float32, Adam) on one thread, against eager
 * PyTorch: the same work, one run, the programs in turn, each in a fresh process.
 *
 *   node dist/bench/programs.js --python /path/to/venv/bin/python
 *
 * 100 samples are a batch in one pose, 600 the batch in six poses. Processor time is counted. Writes
 * bench/results/programs.json and programs.md.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { nativeProgram } from "../src/native/program-build.js";
import { bodyNetwork, programTrainer } from "../src/networks/index.js";
import { RandomStream } from "../src/numerics/index.js";
import { describeMachine } from "./machine.js";

interface Line {
  program: string;
  version: string;
  samples: number;
  parameters: number;
  /** Of processor time for a step: the median, and the fastest and the slowest. */
  milliseconds: number;
  range: [number, number];
}

/** Samples that our program computes at once. */
const PART = 20;
/** Steps of 100 epochs on 3000 samples, 100 at a time. */
const STEPS = 3000;

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "3" },
    samples: { type: "string", default: "100,600" },
    repeats: { type: "string", default: "15" },
    only: { type: "string" },
  },
});

function measure(program: string, samples: number, repeats: number): Line {
  const network = bodyNetwork({ samples: PART });
  const trainer = programTrainer(network, { optimiser: { weightDecay: 5e-6 } });
  const random = RandomStream.fromSeed(0);
  const inputs = Object.fromEntries(
    network.nodes
      .filter(({ operation }) => operation === "input")
      .map(({ name, rows, columns }) => [name, random.normals(rows * columns)]),
  );
  const batches = Array.from({ length: samples / PART }, () => inputs);
  for (let k = 0; k < 5; k++) trainer.trainTogether(batches);
  const times = Array.from({ length: repeats }, () => {
    const before = process.cpuUsage();
    trainer.trainTogether(batches);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return {
    ...{ program, version: process.version, samples, parameters: network.parameterCount },
    milliseconds: times[repeats >> 1],
    range: [times[0], times[repeats - 1]],
  };
}

function linesOf(program: string): Line[] {
  const flags = ["--samples", values.samples, "--repeats", values.repeats];
  const peer = fileURLToPath(new URL("../../bench/peers/programs_torch.py", import.meta.url));
  const here = fileURLToPath(import.meta.url);
  const [command, first] =
    program === "pytorch" ? [values.python, [peer]] : [process.execPath, [here, "--only", program]];
  const native = program === "intertwine native" ? "on" : "off";
  const text = execFileSync(command, [...first, ...flags], {
    encoding: "utf8",
    env: { ...process.env, INTERTWINE_NATIVE: native, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const sizes = values.samples.split(",").map(Number);
if (values.only !== undefined) {
  for (const samples of sizes) {
    console.log(JSON.stringify(measure(values.only, samples, Number(values.repeats))));
  }
} else {
  const machine = describeMachine();
  const native = nativeProgram();
  if (!native.used) console.error(`without the native kernel: ${native.detail}`);
  const programs = ["intertwine", ...(native.used ? ["intertwine native"] : []), "pytorch"];
  const lines: Line[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const first = round % programs.length;
    for (const program of [...programs.slice(first), ...programs.slice(0, first)]) {
      lines.push(...linesOf(program));
    }
  }
  const rows = sizes.flatMap((samples) => {
    const of = (program: string): Line => {
      const found = lines
        .filter((line) => line.program === program && line.samples === samples)
        .sort((a, b) => a.milliseconds - b.milliseconds);
      const range: [number, number] = [
        Math.min(...found.map((line) => line.range[0])),
        Math.max(...found.map((line) => line.range[1])),
      ];
      return { ...found[found.length >> 1], range };
    };
    const ours = of("intertwine").milliseconds;
    return programs.map((program) => {
      const line = of(program);
      return { ...line, ratio: line.milliseconds / ours };
    });
  });
  writeWhole("bench/results/programs.json", `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  const table = rows.map((row) =>
    [
      ...["", row.program, row.version, row.samples, row.milliseconds.toFixed(1)],
      ...[row.range.map((time) => time.toFixed(1)).join(" – "), row.ratio.toFixed(2)],
      ...[((STEPS * row.milliseconds) / 1000).toFixed(0), ""],
    ].join(" | "),
  );
  const text = [
    "# Steps of the n-body network, one thread",
    "",
    `${machine.processor}, ${machine.system}, Node ${machine.node}, load ${machine.load.toFixed(1)} before the run.`,
    "A ratio above 1 says that intertwine in WebAssembly is faster.",
    "",
    "| program | version | samples in a step | ms a step | fastest – slowest | ratio | seconds for 100 epochs |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...table.map((line) => line.trim()),
    "",
  ].join("\n");
  writeWhole("bench/results/programs.md", text);
  console.log(text);
}
