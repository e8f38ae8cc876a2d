/**
 * Planar convolution and its derivatives as products of matrices whose one factor is never
 * written: patches of the image (or of the slope) are found where they lie. Depthwise ones, which
 * are no products of large matrices, a thread or lanes a number.
 *
 * | kind           | row of A           | inner axis           | column of B    |
 * | convolve       | pixel of output    | (cell, in channel)   | out channel    |
 * | convolveInput  | pixel of input     | (cell, out channel)  | in channel     |
 * | convolveFilter | (cell, in channel) | pixel of output      | out channel    |
 */
import { ShapeError } from "../../../../errors.js";
import type { ConvolveOperation, Place } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { joinLanes, lanesText } from "../shader/lanes.js";
import { type Access, type Dispatch, Shader, THREADS } from "../shader/shader.js";
import { storeText } from "./contract.js";
import { forEach, workgroupsFor } from "./map.js";
import { sumParts } from "./reduce.js";
import { type ProductSize, planTiles, tileText } from "./tiles.js";
import { inputPixelText, outputPixelText, windowParameters } from "./window.js";

export function convolve(memory: Memory, operation: ConvolveOperation): Dispatch[] {
  for (const { type } of operation.inputs) {
    if (!isFloat(type)) throw new ShapeError(`got ${type}; expected float32: cast it first.`);
  }
  const { window: w, outputs, kernel, kind } = operation;
  if (w.depthwise) {
    return [
      kind === "convolveFilter" ? filterByLanes(memory, operation) : byThreads(memory, operation),
    ];
  }
  const size = productSize(operation);
  const plan = planTiles(size);
  const [output] = outputs;
  const cut = plan.parts > 1;
  const parts = cut ? memory.append(plan.parts * size.rows * size.columns) : output.buffer;
  const place: Place = { ...output, buffer: parts };
  const shader = new Shader(memory, kernel);
  const access = shader.output(place);
  const program = {
    ...factors(shader, operation),
    store: storeText(shader, { inputs: [], outputs: [place] }, access),
  };
  const first = shader.finish(tileText(shader, size, plan, program));
  if (!cut) return [first];
  const extent = [1, plan.parts, size.rows * size.columns] as const;
  return [first, sumParts(memory, kernel, extent, parts, output.buffer)];
}

function productSize({ kind, window: w }: ConvolveOperation): ProductSize {
  const cells = w.windowHeight * w.windowWidth;
  const outputs = w.batch * w.outputHeight * w.outputWidth;
  const inputs = w.batch * w.inputHeight * w.inputWidth;
  const [ins, outs] = [w.inputChannels, w.outputChannels];
  if (kind === "convolve") return { batch: 1, rows: outputs, inner: cells * ins, columns: outs };
  if (kind === "convolveInput")
    return { batch: 1, rows: inputs, inner: cells * outs, columns: ins };
  return { batch: 1, rows: cells * ins, inner: outputs, columns: outs };
}

/** fn loadA, fn loadB of each kind. */
function factors(
  shader: Shader,
  { kind, window: w, inputs }: ConvolveOperation,
): { loads: string; alongA: boolean; alongB: boolean } {
  const names = windowParameters(shader, w);
  const [first, second] = inputs.map((place) => shader.input(place));
  const { inputChannels: ins, outputChannels: outs } = names;
  const head = (name: string, index: string): string =>
    `fn load${name}(base: u32, batch: u32, ${index}) -> f32`;
  if (kind === "convolve") {
    return {
      loads: `
${head("A", "row: u32, l: u32")} {
  let cell = l / ${ins};
  ${inputPixelText(names, "row", "cell")}
  if (!inside) { return 0.0; }
  return ${first.read(`pixel * ${ins} + l % ${ins}`)};
}
${head("B", "l: u32, column: u32")} { return ${second.read(`l * ${outs} + column`)}; }`,
      ...{ alongA: true, alongB: false },
    };
  }
  if (kind === "convolveInput") {
    return {
      loads: `
${head("A", "row: u32, l: u32")} {
  let cell = l / ${outs};
  ${outputPixelText(names, "row", "cell")}
  if (!inside) { return 0.0; }
  return ${first.read(`pixel * ${outs} + l % ${outs}`)};
}
${head("B", "l: u32, column: u32")} {
  let cell = l / ${outs};
  return ${second.read(`(cell * ${ins} + column) * ${outs} + l % ${outs}`)};
}`,
      ...{ alongA: true, alongB: true },
    };
  }
  return {
    loads: `
${head("A", "row: u32, l: u32")} {
  let cell = row / ${ins};
  ${inputPixelText(names, "l", "cell")}
  if (!inside) { return 0.0; }
  return ${first.read(`pixel * ${ins} + row % ${ins}`)};
}
${head("B", "l: u32, column: u32")} { return ${second.read(`l * ${outs} + column`)}; }`,
    ...{ alongA: false, alongB: false },
  };
}

/** Depthwise, forwards or to the image. */
function byThreads(
  memory: Memory,
  { kind, window: w, inputs, outputs, kernel }: ConvolveOperation,
) {
  const shader = new Shader(memory, kernel);
  const names = windowParameters(shader, w);
  const [first, filter] = inputs.map((place) => shader.input(place));
  const output = shader.output(outputs[0]);
  const count = sizeOf(outputs[0].shape);
  const { inputChannels: ins, outputChannels: outs } = names;
  const forwards = kind === "convolve";
  const channels = forwards ? outs : ins;
  const cells = `${names.windowHeight} * ${names.windowWidth}`;
  const body = [
    `let own = i / ${channels}; let c = i % ${channels};`,
    `let multiplier = ${outs} / ${ins};`,
    "var sum = 0.0;",
    `for (var cell = 0u; cell < ${cells}; cell++) {`,
    forwards ? inputPixelText(names, "own", "cell") : outputPixelText(names, "own", "cell"),
    "if (!inside) { continue; }",
    forwards
      ? `sum += ${first.read(`pixel * ${ins} + c / multiplier`)} * ${filter.read(`cell * ${outs} + c`)};`
      : `for (var q = c * multiplier; q < (c + 1u) * multiplier; q++) {
        sum += ${first.read(`pixel * ${outs} + q`)} * ${filter.read(`cell * ${outs} + q`)};
      }`,
    "}",
    output.write("i", "sum"),
  ];
  const main = forEach(shader.parameter(count), body);
  return shader.finish({ main, workgroups: workgroupsFor(count) });
}

/** Depthwise, to the filter: a workgroup a number of it. */
function filterByLanes(
  memory: Memory,
  { window: w, inputs, outputs, kernel }: ConvolveOperation,
): Dispatch {
  const shader = new Shader(memory, kernel);
  const names = windowParameters(shader, w);
  const [image, slope]: Access[] = inputs.map((place) => shader.input(place));
  const output = shader.output(outputs[0]);
  const items = sizeOf(outputs[0].shape);
  const lanes = { width: 1, height: THREADS, lines: 1 };
  const { inputChannels: ins, outputChannels: outs } = names;
  const pixels = shader.parameter(w.batch * w.outputHeight * w.outputWidth);
  const main = `
  if (group >= ${shader.parameter(items)}) { return; }
${lanesText(shader, lanes)}
  let cell = group / ${outs};
  let c = group % ${outs};
  let multiplier = ${outs} / ${ins};
  var result = 0.0;
  for (var own = y; own < ${pixels}; own += ${THREADS}u) {
    ${inputPixelText(names, "own", "cell")}
    if (inside) {
      result += ${image.read(`pixel * ${ins} + c / multiplier`)} * ${slope.read(`own * ${outs} + c`)};
    }
  }
  ${joinLanes("lanes", "result", (p, q) => `${p} + ${q}`)}
  if (t == 0u) { ${output.write("group", "result")} }`;
  const before = `var<workgroup> lanes: array<f32, ${THREADS}>;`;
  return shader.finish({ before, main, workgroups: items });
}
