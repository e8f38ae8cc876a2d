/** Rearrangements, fills, indices and rows taken by an index: a thread a number that is written. */
import type {
  FillOperation,
  GatherOperation,
  IndexOperation,
  RearrangeOperation,
} from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import { mergedAxes, sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { bitsOf, type Dispatch, Shader } from "../shader/shader.js";
import { forEach, workgroupsFor } from "./map.js";

interface Axis {
  readonly length: number;
  readonly strides: readonly number[];
}

export function rearrange(memory: Memory, operation: RearrangeOperation): Dispatch[] {
  const { shape, inputStrides, outputStrides, outputOffset, keepsRest, outputs } = operation;
  const size = sizeOf(outputs[0].shape);
  const covered = sizeOf(shape);
  if (covered === 0) return keepsRest ? [] : [fillWith(memory, operation, 0)];
  let { inputOffset } = operation;
  const merged = mergedAxes(shape, [inputStrides, outputStrides]);
  const axes = merged.filter(({ length, strides }) => {
    if (strides[1] !== 0) return true;
    // All write to one place: the last one stays.
    inputOffset += (length - 1) * strides[0];
    return false;
  });
  axes.sort((a, b) => Math.abs(b.strides[1]) - Math.abs(a.strides[1]));
  if (keepsRest || covered >= size) return [move(memory, operation, axes, inputOffset)];
  const nested = axes.every(
    ({ length, strides: [, stride] }, k) =>
      stride > 0 && (k === 0 || axes[k - 1].strides[1] >= stride * length),
  );
  if (nested) return [spread(memory, operation, axes, inputOffset)];
  const cleared = fillWith(memory, operation, 0);
  return [cleared, move(memory, { ...operation, outputOffset }, axes, inputOffset)];
}

/** A thread a number that is moved, neighbours of the output side by side. */
function move(
  memory: Memory,
  { inputs, outputs, outputOffset, kernel }: RearrangeOperation,
  axes: readonly Axis[],
  inputOffset: number,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const input = shader.input(inputs[0]);
  // The rest of the output stays, so that it counts as read.
  const output = shader.inPlace(outputs[0]);
  const count = axes.reduce((product, { length }) => product * length, 1);
  const body = [`var rest = i;`];
  const [from, to] = [[shader.parameter(inputOffset)], [shader.parameter(outputOffset)]];
  for (let k = axes.length - 1; k >= 0; k--) {
    const length = shader.parameter(axes[k].length);
    body.push(k === 0 ? "let c0 = rest;" : `let c${k} = rest % ${length}; rest /= ${length};`);
    from.push(`c${k} * ${shader.parameter(axes[k].strides[0])}`);
    to.push(`c${k} * ${shader.parameter(axes[k].strides[1])}`);
  }
  body.push(`${output.word(to.join(" + "))} = ${input.word(from.join(" + "))};`);
  const main = forEach(shader.parameter(count), body);
  return shader.finish({ main, workgroups: workgroupsFor(count) });
}

/** A thread a number of the output, 0 where nothing is moved to. */
function spread(
  memory: Memory,
  { inputs, outputs, outputOffset, kernel }: RearrangeOperation,
  axes: readonly Axis[],
  inputOffset: number,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const input = shader.input(inputs[0]);
  const output = shader.output(outputs[0]);
  const count = sizeOf(outputs[0].shape);
  const offset = shader.parameter(outputOffset);
  const body = [`var rest = i - ${offset};`, `var inside = i >= ${offset};`];
  const from = [shader.parameter(inputOffset)];
  axes.forEach(({ length, strides }, k) => {
    const [stride, most] = [shader.parameter(strides[1]), shader.parameter(length)];
    body.push(`let c${k} = rest / ${stride}; rest %= ${stride};`);
    body.push(`inside = inside && c${k} < ${most};`);
    from.push(`c${k} * ${shader.parameter(strides[0])}`);
  });
  body.push(
    "var word = 0u;",
    `if (inside && rest == 0u) { word = ${input.word(from.join(" + "))}; }`,
    `${output.word("i")} = word;`,
  );
  const main = forEach(shader.parameter(count), body);
  return shader.finish({ main, workgroups: workgroupsFor(count) });
}

function fillWith(
  memory: Memory,
  { outputs, kernel }: Pick<RearrangeOperation, "outputs" | "kernel">,
  bits: number,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const output = shader.output(outputs[0]);
  const count = sizeOf(outputs[0].shape);
  const body = [`${output.word("i")} = ${shader.parameter(bits)};`];
  const main = forEach(shader.parameter(count), body);
  return shader.finish({ main, workgroups: workgroupsFor(count) });
}

export function fill(memory: Memory, operation: FillOperation): Dispatch[] {
  const { outputs, value } = operation;
  return [fillWith(memory, operation, isFloat(outputs[0].type) ? bitsOf(value) : value | 0)];
}

export function index(memory: Memory, { outputs, extent, kernel }: IndexOperation): Dispatch[] {
  const shader = new Shader(memory, kernel);
  const output = shader.output(outputs[0]);
  const count = sizeOf(outputs[0].shape);
  const number = `(i / ${shader.parameter(extent[2])}) % ${shader.parameter(extent[1])}`;
  const type = isFloat(outputs[0].type) ? "f32" : "u32";
  const body = [output.write("i", `${type}(${number})`)];
  const main = forEach(shader.parameter(count), body);
  return [shader.finish({ main, workgroups: workgroupsFor(count) })];
}

export function gather(memory: Memory, operation: GatherOperation): Dispatch[] {
  const { inputs, outputs, kernel, batch } = operation;
  const shader = new Shader(memory, kernel);
  const [table, indices] = inputs.map((place) => shader.input(place));
  const output = shader.output(outputs[0]);
  const { outer, rows, count, inner } = operation;
  const sizes = Object.entries({ outer, rows, count, inner }).map(
    ([name, value]) => `let ${name} = ${shader.parameter(value)};`,
  );
  const total = batch * outer * count * inner;
  const body = [
    ...sizes,
    "let column = i % inner;",
    "let k = (i / inner) % count;",
    "let line = i / (inner * count);",
    // Those below 0 are large as unsigned numbers.
    `let row = ${indices.word("(line / outer) * count + k")};`,
    "var word = 0u;",
    `if (row < rows) { word = ${table.word("(line * rows + row) * inner + column")}; }`,
    `${output.word("i")} = word;`,
  ];
  const main = forEach(shader.parameter(total), body);
  return [shader.finish({ main, workgroups: workgroupsFor(total) })];
}
