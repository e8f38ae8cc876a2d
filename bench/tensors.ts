/**
 * Steps of training, the same weights and data in every program: our plan on WebAssembly and on the
 * machine's own library, our backend and those of TensorFlow.js eagerly, PyTorch and JAX.
 *
 *   node dist/bench/tensors.js --python /path/to/venv/bin/python --nodes /path/to/node22,/path/to/node24
 *
 * Each program is a process of its own; they take turns in every round, and the order moves on by one.
 * Writes bench/results/tensors.json and tensors.md.
 */
import { rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { describeMachine } from "./machine.js";
import { writeCase } from "./tensors/case-file.js";
import { type CaseName, makeCase } from "./tensors/cases.js";
import { type Contestant, isTelling, others, ours, peers, run } from "./tensors/contestants.js";
import type { Line } from "./tensors/line.js";
import { joined, markdown } from "./tensors/results.js";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    nodes: { type: "string", default: "" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "1.5" },
    threads: { type: "string", default: "1" },
    cases: {
      type: "string",
      default: "mlp-32,mlp-512,cnn-32,cnn-512,messages-32,messages-512,ensemble-32",
    },
    only: { type: "string" },
  },
});

const machine = describeMachine();
const threads = values.threads.split(",").map(Number);
const contestants: Contestant[] = [
  ...ours(process.execPath),
  ...threads.flatMap((count) => (count > 1 ? ours(process.execPath, undefined, count) : [])),
  ...others(process.execPath),
  ...threads.flatMap((count) => peers(values.python, count)),
  ...values.nodes.split(",").flatMap((node) => (node === "" ? [] : ours(node, isTelling))),
].filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
const lines: Line[] = [];
for (const part of values.cases.split(",")) {
  const [name, size] = part.split("-") as [CaseName, string];
  const batch = Number(size);
  const folder = join(tmpdir(), `intertwine-tensors-${process.pid}`);
  writeCase(folder, makeCase(name, batch));
  const able = contestants.filter(({ takes }) => takes?.(name, batch) ?? true);
  for (let round = 0; round < Number(values.rounds); round++) {
    const first = round % able.length;
    for (const contestant of [...able.slice(first), ...able.slice(0, first)]) {
      const found = await run(contestant, { name, batch, folder, seconds: values.seconds });
      lines.push(...found);
      for (const { program, version, form, processor, failure } of found) {
        const what = failure ?? `${processor!.median.toFixed(1)} µs`;
        console.error(part, program, version, form, what, `load ${loadavg()[0].toFixed(1)}`);
      }
    }
  }
  rmSync(folder, { recursive: true });
}
const order = contestants.map(({ name }) => name);
const rows = joined(lines).sort((a, b) => order.indexOf(a.program) - order.indexOf(b.program));
const inCases = values.cases
  .split(",")
  .flatMap((part) => rows.filter(({ case: name, batch }) => `${name}-${batch}` === part));
const results = { machine, loadAfter: loadavg()[0], rows: inCases };
const text = markdown(results);
if (values.only === undefined) {
  writeWhole("bench/results/tensors.json", `${JSON.stringify(results, null, 1)}\n`);
  writeWhole("bench/results/tensors.md", text);
}
console.log(text);
