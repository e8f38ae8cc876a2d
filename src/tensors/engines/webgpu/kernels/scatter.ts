/**
 * Rows added to rows by an index, in the order of the index, so that every run gives the same
 * bits: a thread owns a number of the output, and nothing is added by atomic operations. Where the
 * index is a constant of the plan, as the edges of a graph are, the rows that go to each place are
 * listed beforehand; otherwise threads look through the index together, a strip of it at a time.
 */
import type { ScatterOperation } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import type { Memory } from "../memory/memory.js";
import { type Dispatch, Shader, THREADS } from "../shader/shader.js";
import { forEach, workgroupsFor } from "./map.js";

export function scatter(memory: Memory, operation: ScatterOperation): Dispatch[] {
  const { role, values } = memory.graph.buffers[operation.inputs[1].buffer];
  return [
    role === "constant" && values !== undefined
      ? byLists(memory, operation, values)
      : bySearch(memory, operation),
  ];
}

function byLists(
  memory: Memory,
  { inputs, outputs, rows, count, inner, kernel }: ScatterOperation,
  indices: ArrayLike<number>,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const source = shader.input(inputs[0]);
  const output = shader.inPlace(outputs[0]);
  const words = listsOf(indices, rows, count);
  const lists = shader.input({ buffer: memory.append(words.length, words), type: "int32" });
  const body = [
    `let inner = ${shader.parameter(inner)};`,
    "let row = i / inner;",
    "let column = i % inner;",
    `var sum = ${output.read("i")};`,
    `let end = ${lists.word("row + 1u")};`,
    `for (var k = ${lists.word("row")}; k < end; k++) {`,
    `  sum += ${source.read(`${lists.word("k")} * inner + column`)};`,
    "}",
    output.write("i", "sum"),
  ];
  const total = rows * inner;
  const main = forEach(shader.parameter(total), body);
  return shader.finish({ main, workgroups: workgroupsFor(total) });
}

/** For each row where its list begins, the end of the last, and the lists: a stable sort by counting. */
function listsOf(indices: ArrayLike<number>, rows: number, count: number): Int32Array {
  const inside = (row: number): boolean => row >= 0 && row < rows;
  const starts = new Int32Array(rows + 1);
  let kept = 0;
  for (let k = 0; k < count; k++) {
    if (!inside(indices[k])) continue;
    starts[indices[k] + 1]++;
    kept++;
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const words = new Int32Array(rows + 1 + kept);
  for (let row = 0; row <= rows; row++) words[row] = starts[row] + rows + 1;
  for (let k = 0; k < count; k++) {
    if (inside(indices[k])) words[rows + 1 + starts[indices[k]]++] = k;
  }
  return words;
}

function bySearch(
  memory: Memory,
  { inputs, outputs, rows, count, inner, kernel }: ScatterOperation,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const [source, indices] = inputs.map((place) => shader.input(place));
  const output = shader.inPlace(outputs[0]);
  const names = Object.entries({ total: rows * inner, count, inner }).map(
    ([name, value]) => `let ${name} = ${shader.parameter(value)};`,
  );
  const before = `var<workgroup> strip: array<u32, ${THREADS}>;`;
  const main = `
  ${names.join("\n  ")}
  if (group * ${THREADS}u >= total) { return; }
  let i = group * ${THREADS}u + t;
  let row = i / inner;
  let column = i % inner;
  var sum = ${isFloat(outputs[0].type) ? "0.0" : "0"};
  if (i < total) { sum = ${output.read("i")}; }
  for (var first = 0u; first < count; first += ${THREADS}u) {
    if (first + t < count) { strip[t] = ${indices.word("first + t")}; }
    workgroupBarrier();
    let end = min(count - first, ${THREADS}u);
    if (i < total) {
      for (var k = 0u; k < end; k++) {
        if (strip[k] == row) { sum += ${source.read("(first + k) * inner + column")}; }
      }
    }
    workgroupBarrier();
  }
  if (i < total) { ${output.write("i", "sum")} }`;
  return shader.finish({ before, main, workgroups: Math.ceil((rows * inner) / THREADS) });
}
