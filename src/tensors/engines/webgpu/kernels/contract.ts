/** Products of matrices, each followed by its epilogue: by tiles, or by lanes where one is thin. */
import { ShapeError } from "../../../../errors.js";
import type { ContractOperation, NumberType, Place } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { broadcastText } from "../shader/broadcast.js";
import { chainText } from "../shader/chain.js";
import { joinLanes, lanesText, powerOfTwoFrom } from "../shader/lanes.js";
import { type Access, type Dispatch, Shader, THREADS } from "../shader/shader.js";
import { map } from "./map.js";
import { sumParts } from "./reduce.js";
import { planTiles, type TilePlan, tileText } from "./tiles.js";

type Epilogue = Pick<ContractOperation, "epilogue" | "inputs" | "outputs">;

export function contract(memory: Memory, operation: ContractOperation): Dispatch[] {
  const { inputs, outputs, kernel, epilogue } = operation;
  for (const { type } of inputs.slice(0, 2)) {
    if (!isFloat(type)) throw new ShapeError(`got ${type}; expected float32: cast it first.`);
  }
  const { batch, rows, inner, columns } = operation;
  const thin = Math.min(rows, columns) <= 4 || inner <= 4;
  if (thin && inner <= 4096) return [byLanes(memory, operation)];
  const plan = planTiles(operation);
  if (plan.parts === 1) return [byTiles(memory, operation, plan, operation)];
  const parts = memory.append(batch * plan.parts * rows * columns);
  const place: Place = { buffer: parts, type: "float32", shape: outputs[0].shape };
  const first = byTiles(memory, operation, plan, { inputs, outputs: [place] });
  const sum = sumParts(
    memory,
    kernel,
    [batch, plan.parts, rows * columns],
    parts,
    outputs[0].buffer,
  );
  if (epilogue === undefined) return [first, sum];
  const product: Place = { ...outputs[0], type: "float32" };
  const after = map(memory, {
    ...{ kind: "map", kernel, inputs: [product, ...inputs.slice(2)], outputs },
    ...{ steps: epilogue.steps, results: [epilogue.result] },
  });
  return [first, sum, ...after];
}

/** fn loadA, fn loadB: matrices one behind the other, each transposed or not. */
function loads(shader: Shader, operation: ContractOperation, a: Access, b: Access): string {
  const { rows, inner, columns, transposeA, transposeB, sharedA, sharedB } = operation;
  const strideA = shader.parameter(sharedA ? 0 : rows * inner);
  const strideB = shader.parameter(sharedB ? 0 : inner * columns);
  const [rowA, innerA] = transposeA ? [1, rows] : [inner, 1];
  const [columnB, innerB] = transposeB ? [inner, 1] : [1, columns];
  const atA = `row * ${shader.parameter(rowA)} + l * ${shader.parameter(innerA)}`;
  const atB = `l * ${shader.parameter(innerB)} + column * ${shader.parameter(columnB)}`;
  return `
fn loadA(base: u32, batch: u32, row: u32, l: u32) -> f32 { return ${a.read(`batch * ${strideA} + ${atA}`)}; }
fn loadB(base: u32, batch: u32, l: u32, column: u32) -> f32 { return ${b.read(`batch * ${strideB} + ${atB}`)}; }`;
}

/** fn store: the epilogue of a number of C, and its writing. */
export function storeText(
  shader: Shader,
  { epilogue, inputs, outputs }: Epilogue,
  output: Access,
): string {
  if (epilogue === undefined) {
    return `fn store(base: u32, at: u32, value: f32) { ${output.write("at", "value")} }`;
  }
  const others = inputs.slice(2);
  const { shape, type } = outputs[0];
  const shapes = others.map((place) => place.shape);
  const { lines, indices } = broadcastText(shader, shapes, shape, "at");
  const reads = others.map((place, k) => shader.input(place).read(indices[k]));
  const types: NumberType[] = ["float32", ...others.map((place) => place.type)];
  const chain = chainText(shader, epilogue.steps, types, ["value", ...reads]);
  return `
fn store(base: u32, at: u32, value: f32) {
  ${[...lines, ...chain.lines].join("\n  ")}
  ${output.write("at", chain.result(epilogue.result, type))}
}`;
}

/** @param end where it is written, and what is done to it before */
export function byTiles(
  memory: Memory,
  operation: ContractOperation,
  plan: TilePlan,
  end: Epilogue,
): Dispatch {
  const shader = new Shader(memory, operation.kernel);
  const { batch, rows, inner, columns, transposeA, transposeB } = operation;
  const [a, b] = operation.inputs.slice(0, 2).map((place) => shader.input(place));
  const output = shader.output(end.outputs[0]);
  const program = {
    loads: loads(shader, operation, a, b),
    ...{ alongA: !transposeA, alongB: transposeB },
    store: storeText(shader, end, output),
  };
  return shader.finish(tileText(shader, { batch, rows, inner, columns }, plan, program));
}

/** A number of C by lanes along the inner axis. */
function byLanes(memory: Memory, operation: ContractOperation): Dispatch {
  const { inner, columns, rows, outputs } = operation;
  const shader = new Shader(memory, operation.kernel);
  const height = inner <= 8 ? 1 : Math.min(powerOfTwoFrom(inner / 4), 64);
  const lanes = { width: 1, height, lines: THREADS / height };
  const items = sizeOf([operation.batch, rows, columns]);
  const names = Object.entries({ rows, inner, columns, items }).map(
    ([name, value]) => `let ${name} = ${shader.parameter(value)};`,
  );
  const [a, b] = operation.inputs.slice(0, 2).map((place) => shader.input(place));
  const before = `
var<workgroup> lanes: array<f32, ${THREADS}>;
${loads(shader, operation, a, b)}
${storeText(shader, operation, shader.output(outputs[0]))}`;
  const main = `
  ${names.join("\n  ")}
  ${lanesText(shader, lanes)}
  if (group * lines >= items) { return; }
  let item = group * lines + line;
  let column = item % columns;
  let row = (item / columns) % rows;
  let batch = item / (columns * rows);
  var result = 0.0;
  if (item < items) {
    for (var l = y; l < inner; l += height) {
      result += loadA(base, batch, row, l) * loadB(base, batch, l, column);
    }
  }
  ${joinLanes("lanes", "result", (p, q) => `${p} + ${q}`)}
  if (item < items && y == 0u) { store(base, item, result); }`;
  return shader.finish({ before, main, workgroups: Math.ceil(items / lanes.lines) });
}
