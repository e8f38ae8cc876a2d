/**
 * The type of each value in a chain of scalar operations. What involves a float32 is one;
 * integers stay integers, but for what leaves them (square roots, quotients, functions of
 * analysis); comparisons and logic give booleans; booleans reckon as the integers 0 and 1.
 */
import type { MapStep, NumberType } from "./operation.js";

const BOOLEAN: ReadonlySet<string> = new Set([
  ...["isNaN", "isInfinite", "isFinite", "not", "toBoolean"],
  ...["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual", "and", "or"],
]);
/** Of integers they give integers; every other operation gives float32. */
const WHOLE: ReadonlySet<string> = new Set([
  ...["negative", "absolute", "sign", "square", "relu", "relu6"],
  ...["floor", "ceiling", "round", "step"],
  ...["add", "subtract", "multiply", "power", "maximum", "minimum", "modulo", "floorDivide"],
]);

export const isFloat = (type: NumberType): boolean => type === "float32";

/** Types of the inputs, followed by those of the steps. */
export function valueTypes(
  inputs: readonly NumberType[],
  steps: readonly MapStep[],
): readonly NumberType[] {
  const types = [...inputs];
  for (const step of steps) types.push(typeOf(step, types));
  return types;
}

function typeOf(step: MapStep, types: readonly NumberType[]): NumberType {
  if (step.code === "constant") return step.type ?? "float32";
  if (BOOLEAN.has(step.code)) return "bool";
  if (step.code === "toInteger") return "int32";
  const from = step.from.map((value) => types[value]);
  if (step.code === "copy") return from[0];
  if (step.code === "select") return from[1] === from[2] ? from[1] : common([from[1], from[2]]);
  return WHOLE.has(step.code) ? common(from) : "float32";
}

const common = (types: readonly NumberType[]): NumberType =>
  types.some(isFloat) ? "float32" : "int32";
