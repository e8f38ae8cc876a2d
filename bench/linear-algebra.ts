/**
 * Dense factorisations through LAPACK and through WebAssembly, against NumPy: the same
 * work, one run, contestants in turn, one thread each.
 *
 *   node dist/bench/linear-algebra.js --python /path/to/venv/bin/python
 *
 * Writes bench/results/linear-algebra.json and linear-algebra.md.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { contestants, run } from "./linear-algebra/contestants.js";
import type { Line } from "./linear-algebra/operations.js";
import { gather, markdown, type Results } from "./linear-algebra/results.js";
import { describeMachine } from "./machine.js";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "5" },
    sizes: { type: "string", default: "200,500,1000" },
  },
});
const rounds = Number(values.rounds);
const programs = contestants(values.python);
const machine = describeMachine();

/** Calls in one process: as many as take about a second. */
const repetitions = (n: number): number => Math.max(3, Math.round(25 * (200 / n) ** 2));

const lines: Line[] = [];
for (let round = 0; round < rounds; round++) {
  for (const n of values.sizes.split(",").map(Number)) {
    const first = round % programs.length;
    for (const program of [...programs.slice(first), ...programs.slice(0, first)]) {
      const options = { size: n, seed: round, repetitions: repetitions(n) };
      lines.push(...(await run(program, options)));
      console.error(`round ${round + 1} of ${rounds}: ${program.name}, n = ${n}`);
    }
  }
}
const versions = Object.fromEntries(lines.map((line) => [line.peer, line.version]));
const results: Results = { machine, rounds, versions, rows: gather(lines) };
const folder = new URL("../../bench/results/", import.meta.url);
const text = markdown(results);
writeWhole(
  fileURLToPath(new URL("linear-algebra.json", folder)),
  `${JSON.stringify(results, null, 2)}\n`,
);
writeWhole(fileURLToPath(new URL("linear-algebra.md", folder)), text);
console.log(text);
