/**
 * A step of training of the networks of src/represent: rotated digits by functions on the circle, by
 * steerable convolutions and by the rivals, sets and Tetris, by our plan and by PyTorch, the same weights
 * and batches in every program.
 *
 *   node dist/bench/represent.js --python /path/to/venv/bin/python
 *
 * All programs run from the beginning to the end and take turns in short blocks; the order moves on by
 * one. Writes bench/results/represent.json and represent.md.
 */
import { rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { useDevice } from "../src/tensors/index.js";
import { describeMachine } from "./machine.js";
import { caseName } from "./represent/cases.js";
import { programs, start } from "./represent/contestants.js";
import { handOver } from "./represent/hand-over.js";
import type { Block } from "./represent/line.js";
import { markdown, type Row } from "./represent/results.js";
import { spread } from "./tensors/line.js";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "0.3" },
    cases: {
      type: "string",
      default:
        "digits-64,digits steerable-64,digits equivariant-64,classical-64,sets-64,tetris cpu-64,tetris cpu-512,tetris reference-64",
    },
    only: { type: "string" },
  },
});

const machine = describeMachine();
const chosen = values.only?.split(",");
const contestants = programs(values.python, machine.cores)
  .filter(({ name, threads }) => chosen?.includes(`${name} ${threads}`) ?? true)
  .map(start);
const rows: Row[] = [];
const report = (...parts: readonly unknown[]): void =>
  console.error(...parts, `load ${loadavg()[0].toFixed(1)}`);

await useDevice("webassembly");
for (const name of values.cases.split(",")) {
  const folder = join(tmpdir(), `intertwine-represent-${process.pid}`);
  handOver(folder, caseName(name));
  const opened: Row[] = [];
  const able: typeof contestants = [];
  for (const contestant of contestants.filter(({ takes }) => takes(name))) {
    const { name: program, threads } = contestant;
    const { failure, ...first } = await contestant.open({ open: name, folder });
    report(name, program, threads, failure ?? `first loss ${first.losses?.[0]}`);
    opened.push({ case: name, program, threads, failure, ...first });
    if (failure === undefined) able.push(contestant);
  }
  const blocks = new Map(able.map((contestant) => [contestant, [] as Block[]]));
  for (let round = 0; round < Number(values.rounds); round++) {
    const first = round % able.length;
    for (const contestant of [...able.slice(first), ...able.slice(0, first)]) {
      const command = { case: name, seconds: Number(values.seconds) };
      blocks.get(contestant)!.push(await contestant.measure(command));
    }
  }
  for (const row of opened) {
    const contestant = able.find((one) => one.name === row.program && one.threads === row.threads);
    const found = contestant && blocks.get(contestant);
    if (found === undefined) rows.push(row);
    else {
      const of = (which: "processor" | "wall") =>
        spread(found.map((answer) => answer[which] ?? Number.NaN));
      rows.push({ ...row, processor: of("processor"), wall: of("wall") });
      report(name, row.program, row.threads, `${of("processor").median.toFixed(0)} µs`);
    }
  }
  rmSync(folder, { recursive: true });
}
for (const contestant of contestants) contestant.end();

const results = { machine, loadAfter: loadavg()[0], rounds: Number(values.rounds), rows };
const text = markdown(results);
if (chosen === undefined) {
  writeWhole("bench/results/represent.json", `${JSON.stringify(results, null, 1)}\n`);
  writeWhole("bench/results/represent.md", text);
}
console.log(text);
