/**
 * Kernels for Jupyter beside each other, in one run.
 *
 *   node dist/bench/kernel.js --deno /path/to/deno
 *
 * Writes bench/results/kernel.json and kernel.md.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { contestants } from "./kernel/contestants.js";
import { measure, type Row } from "./kernel/measure.js";
import { describeMachine } from "./machine.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({
  options: { deno: { type: "string" }, only: { type: "string" } },
});
const machine = describeMachine();
const rows: Record<string, Row> = {};
for (const contestant of contestants(root, values.deno)) {
  if (values.only !== undefined && !contestant.name.startsWith(values.only)) continue;
  console.error(contestant.name);
  rows[contestant.name] = await measure(contestant, root);
}
const names = Object.keys(rows);
const measured = Object.keys(rows[names[0]]);
const table = [
  `| | ${names.join(" | ")} |`,
  `| --- | ${names.map(() => "---:").join(" | ")} |`,
  ...measured.map((what) => `| ${what} | ${names.map((name) => rows[name][what]).join(" | ")} |`),
].join("\n");
console.log(table);
if (values.only === undefined) {
  const head = `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load before ${machine.load}`;
  writeWhole(
    `${root}/bench/results/kernel.json`,
    `${JSON.stringify({ machine, rows }, null, 2)}\n`,
  );
  writeWhole(`${root}/bench/results/kernel.md`, `# Kernels\n\n${head}\n\n${table}\n`);
}
process.exit(0);
