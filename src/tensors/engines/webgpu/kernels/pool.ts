/** Pools: a thread a number; backwards, each pixel asks the windows that cover it. */
import { ShapeError } from "../../../../errors.js";
import type { PoolOperation } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { type Access, type Dispatch, Shader } from "../shader/shader.js";
import { forEach, workgroupsFor } from "./map.js";
import { inputPixelText, outputPixelText, type WindowNames, windowParameters } from "./window.js";

export function pool(memory: Memory, operation: PoolOperation): Dispatch[] {
  const { kind, pooling, window: w, inputs, outputs, kernel } = operation;
  for (const { type } of inputs) {
    if (!isFloat(type)) throw new ShapeError(`got ${type}; expected float32: cast it first.`);
  }
  const shader = new Shader(memory, kernel);
  const names = windowParameters(shader, w);
  const back = kind === "poolBack";
  const mean = pooling === "mean";
  const slope = back ? shader.input(inputs[0]) : undefined;
  const image = back && mean ? undefined : shader.input(inputs[back ? 1 : 0]);
  const output = shader.output(outputs[0]);
  const count = sizeOf(outputs[0].shape);
  const cells = `${names.windowHeight} * ${names.windowWidth}`;
  const before = visitText(names, image, mean);
  const own = `let own = i / ${names.outputChannels}; let c = i % ${names.outputChannels};`;
  const body =
    slope === undefined
      ? [
          own,
          `let seen = visit(base, own, c);`,
          output.write("i", mean ? "(seen.x / seen.y)" : "seen.x"),
        ]
      : [
          own,
          "var sum = 0.0;",
          `for (var cell = 0u; cell < ${cells}; cell++) {`,
          outputPixelText(names, "own", "cell"),
          "if (!inside) { continue; }",
          "let seen = visit(base, pixel, c);",
          `let slope = ${slope.read(`pixel * ${names.outputChannels} + c`)};`,
          mean ? "sum += slope / seen.y;" : "if (u32(seen.y) == cell) { sum += slope; }",
          "}",
          output.write("i", "sum"),
        ];
  const main = forEach(shader.parameter(count), body);
  return [shader.finish({ before, main, workgroups: workgroupsFor(count) })];
}

/** fn visit: of a window, (sum, count), or (maximum, the cell where it is first). */
function visitText(names: WindowNames, image: Access | undefined, mean: boolean): string {
  const read = image?.read(`pixel * ${names.outputChannels} + c`);
  const take = mean
    ? `seen += vec2f(${read ?? "0.0"}, 1.0);`
    : `let value = ${read};
    if (seen.y < 0.0 || less(seen.x, value) || (isNan(value) && !isNan(seen.x))) {
      seen = vec2f(value, f32(cell));
    }`;
  return `
fn visit(base: u32, own: u32, c: u32) -> vec2f {
  var seen = vec2f(${mean ? "0.0, 0.0" : "fromBits(0xff800000u), -1.0"});
  for (var cell = 0u; cell < ${names.windowHeight} * ${names.windowWidth}; cell++) {
    ${inputPixelText(names, "own", "cell")}
    if (!inside) { continue; }
    ${take}
  }
  return seen;
}`;
}
