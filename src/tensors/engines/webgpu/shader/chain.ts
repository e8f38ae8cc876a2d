/** A chain of scalar operations as WGSL: one `let` a step. */
import { ShapeError } from "../../../../errors.js";
import type { BinaryCode, MapStep, NumberType, UnaryCode } from "../../../plan/index.js";
import { isFloat, valueTypes } from "../../../plan/index.js";
import { FLOAT_BINARY, FLOAT_UNARY, WHOLE_BINARY, WHOLE_UNARY } from "../functions/codes.js";
import type { Shader } from "./shader.js";

export interface ChainText {
  readonly lines: readonly string[];
  /** The value that becomes each output, of its type. @throws ShapeError where it has another */
  result(value: number, type: NumberType): string;
}

/** @param inputs expressions, of the types `types` */
export function chainText(
  shader: Shader,
  steps: readonly MapStep[],
  types: readonly NumberType[],
  inputs: readonly string[],
): ChainText {
  const all = valueTypes(types, steps);
  const lines = inputs.map((text, k) => `let v${k} = ${text};`);
  const float = (value: number): string => (isFloat(all[value]) ? `v${value}` : `f32(v${value})`);
  steps.forEach((step, k) => {
    const out = inputs.length + k;
    lines.push(`let v${out} = ${stepText(shader, step, all, out, float)};`);
  });
  return {
    lines,
    result(value, type) {
      if (isFloat(all[value]) === isFloat(type)) return `v${value}`;
      throw new ShapeError(
        `a map gives ${type} from value ${value}, which is ${all[value]}; end the chain with toFloat or toInteger.`,
      );
    },
  };
}

function stepText(
  shader: Shader,
  step: MapStep,
  types: readonly NumberType[],
  out: number,
  float: (value: number) => string,
): string {
  if (step.code === "constant") return shader.constant(step.value, types[out]);
  const { code, from } = step;
  const [a, b, c] = from;
  if (code === "select") {
    const condition = isFloat(types[a]) ? `!isZero(v${a})` : `v${a} != 0`;
    const [yes, no] = isFloat(types[out]) ? [float(b), float(c)] : [`v${b}`, `v${c}`];
    return `select(${no}, ${yes}, ${condition})`;
  }
  const whole = from.every((value) => !isFloat(types[value]));
  if (from.length === 1) {
    const own = whole ? WHOLE_UNARY[code as UnaryCode] : undefined;
    return own?.(`v${a}`) ?? FLOAT_UNARY[code as UnaryCode](float(a));
  }
  const own = whole ? WHOLE_BINARY[code as BinaryCode] : undefined;
  return own?.(`v${a}`, `v${b}`) ?? FLOAT_BINARY[code as BinaryCode](float(a), float(b));
}
