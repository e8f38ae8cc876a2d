/** What goes along an axis: running sums and products, and softmax. */
import { ShapeError } from "../../../../errors.js";
import type { CumulateOperation, SoftmaxOperation } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import type { Memory } from "../memory/memory.js";
import { joinLanes, lanesFor, lanesText } from "../shader/lanes.js";
import { type Dispatch, Shader, THREADS, wgslType } from "../shader/shader.js";
import { forEach, workgroupsFor } from "./map.js";

/** From where a line is shared by a workgroup, and how many lines keep a device busy without that. */
const LONG = 512;
const MANY = 2048;

export function cumulate(memory: Memory, operation: CumulateOperation): Dispatch[] {
  const [outer, length, inner] = operation.extent;
  const shared = length >= LONG && outer * inner < MANY;
  return [shared ? byWorkgroups(memory, operation) : byThreads(memory, operation)];
}

/** Names of a line's numbers, and how one is taken in. */
function lineText(shader: Shader, operation: CumulateOperation) {
  const { reduction, exclusive, reverse, inputs, outputs } = operation;
  const [, length, inner] = operation.extent;
  const type = wgslType(inputs[0].type);
  const join = (a: string, b: string): string => `${a} ${reduction === "sum" ? "+" : "*"} ${b}`;
  const start = `${type}(${reduction === "sum" ? 0 : 1})`;
  const sizes = { steps: length, inner, first: reverse ? length - 1 : 0, onward: reverse ? -1 : 1 };
  const names = [
    ...Object.entries(sizes).map(([name, value]) => `let ${name} = ${shader.parameter(value)};`),
    `let exclusive = ${shader.parameter(exclusive ? 1 : 0)} != 0u;`,
  ].join(" ");
  const input = shader.input(inputs[0]);
  const output = shader.output(outputs[0]);
  const take = `let place = ((line / inner) * steps + first + k * onward) * inner + line % inner;
      let value = ${input.read("place")};`;
  const next = join("result", "value");
  const write = `let before = result;
      result = ${next};
      ${output.write("place", "select(result, before, exclusive)")}`;
  return { type, start, names, take, write, next, join };
}

function byThreads(memory: Memory, operation: CumulateOperation): Dispatch {
  const shader = new Shader(memory, operation.kernel);
  const [outer, , inner] = operation.extent;
  const { start, names, take, write } = lineText(shader, operation);
  const body = [
    names,
    "let line = i;",
    `var result = ${start};`,
    `for (var k = 0u; k < steps; k++) {
      ${take}
      ${write}
    }`,
  ];
  const main = forEach(shader.parameter(outer * inner), body);
  return shader.finish({ main, workgroups: workgroupsFor(outer * inner) });
}

/** A thread's piece of the line, then the pieces before it, then the piece again. */
function byWorkgroups(memory: Memory, operation: CumulateOperation): Dispatch {
  const shader = new Shader(memory, operation.kernel);
  const [outer, , inner] = operation.extent;
  const { type, start, names, take, write, next, join } = lineText(shader, operation);
  const lines = shader.parameter(outer * inner);
  const main = `
  if (group >= ${lines}) { return; }
  ${names}
  let line = group;
  let piece = (steps + ${THREADS - 1}u) / ${THREADS}u;
  let end = min(steps, (t + 1u) * piece);
  var result = ${start};
  for (var k = t * piece; k < end; k++) {
      ${take}
      result = ${next};
  }
  pieces[t] = result;
  workgroupBarrier();
  for (var step = 1u; step < ${THREADS}u; step *= 2u) {
    var earlier = ${start};
    if (t >= step) { earlier = pieces[t - step]; }
    workgroupBarrier();
    pieces[t] = ${join("earlier", "pieces[t]")};
    workgroupBarrier();
  }
  result = ${start};
  if (t > 0u) { result = pieces[t - 1u]; }
  for (var k = t * piece; k < end; k++) {
      ${take}
      ${write}
  }`;
  const before = `var<workgroup> pieces: array<${type}, ${THREADS}>;`;
  return shader.finish({ before, main, workgroups: outer * inner });
}

export function softmax(memory: Memory, operation: SoftmaxOperation): Dispatch[] {
  const { outer, columns, logarithm, inputs, outputs, kernel } = operation;
  if (!isFloat(inputs[0].type)) {
    throw new ShapeError(`got ${inputs[0].type}; expected float32: cast it first.`);
  }
  const shader = new Shader(memory, kernel);
  const lanes = lanesFor(1, columns);
  const input = shader.input(inputs[0]);
  const output = shader.output(outputs[0]);
  const join = joinLanes("lanes", "top", (a, b) => `larger(${a}, ${b})`);
  const add = joinLanes("lanes", "sum", (a, b) => `${a} + ${b}`);
  const each = (body: string): string => `
  if (line < outer - first) {
    for (var j = y; j < columns; j += height) {
      let at = (first + line) * columns + j;
      ${body}
    }
  }`;
  const value = input.read("at");
  const main = `
  let outer = ${shader.parameter(outer)};
  let columns = ${shader.parameter(columns)};
${lanesText(shader, lanes)}
  let first = group * lines;
  if (first >= outer) { return; }
  var top = fromBits(0xff800000u);
  ${each(`top = larger(top, ${value});`)}
  ${join}
  var sum = 0.0;
  ${each(`sum += exponential(${value} - top);`)}
  ${add}
  ${
    logarithm
      ? `let below = logarithm(sum);${each(output.write("at", `((${value} - top) - below)`))}`
      : each(output.write("at", `(exponential(${value} - top) / sum)`))
  }`;
  const before = `var<workgroup> lanes: array<f32, ${THREADS}>;`;
  return [shader.finish({ before, main, workgroups: Math.ceil(outer / lanes.lines) })];
}
