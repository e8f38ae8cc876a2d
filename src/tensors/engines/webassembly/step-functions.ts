/**
 * The functions of steps.h for the scalar operations: one for floats, one for integers, and what
 * must be converted first.
 */
import type { BinaryCode, NumberType, UnaryCode } from "../../plan/index.js";

/** The order is that of STEPS in steps.h; `i.` are those of integers, `p.` two operations at once. */
export const STEP_NAMES = [
  ...["negative", "absolute", "sign", "reciprocal", "square", "squareRoot", "inverseSquareRoot"],
  ...["exponential", "exponentialMinusOne", "logarithm", "logarithmOfOnePlus"],
  ...["sine", "cosine", "tangent", "arcSine", "arcCosine", "arcTangent"],
  ...["hyperbolicSine", "hyperbolicCosine", "hyperbolicTangent"],
  ...["arcHyperbolicSine", "arcHyperbolicCosine", "arcHyperbolicTangent"],
  ...["sigmoid", "softplus", "relu", "relu6", "elu", "selu", "errorFunction"],
  ...["floor", "ceiling", "round", "step", "isNaN", "isInfinite", "isFinite", "not"],
  ...["toInteger", "toBoolean", "copy"],
  ...["add", "subtract", "multiply", "divide", "power", "maximum", "minimum", "modulo"],
  ...["floorDivide", "arcTangent2", "leakyRelu"],
  ...["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual", "and", "or"],
  "select",
  ...["i.negative", "i.absolute", "i.sign", "i.square", "i.relu", "i.relu6", "i.step", "i.not"],
  ...["i.toBoolean", "i.toFloat"],
  ...["i.add", "i.subtract", "i.multiply", "i.power", "i.maximum", "i.minimum", "i.modulo"],
  "i.floorDivide",
  ...["i.equal", "i.notEqual", "i.less", "i.lessEqual", "i.greater", "i.greaterEqual"],
  ...["i.and", "i.or"],
  ...["p.multiplyAdd", "p.multiplySubtract", "p.multiplySubtractFrom", "p.multiplyMultiply"],
  ...["p.addMultiply", "p.subtractMultiply", "p.addAdd"],
] as const;

const NUMBERS = new Map<string, number>(STEP_NAMES.map((name, k) => [name, k]));

/** The number of a function that is known to be there. */
export function stepNumber(name: string): number {
  const number = NUMBERS.get(name);
  if (number === undefined) throw new RangeError(`stepNumber: no function is called ${name}`);
  return number;
}

const COSTLY: ReadonlySet<string> = new Set([
  ...STEP_NAMES.slice(STEP_NAMES.indexOf("exponential"), STEP_NAMES.indexOf("relu")),
  ...["elu", "selu", "errorFunction", "power", "modulo", "floorDivide", "arcTangent2"],
  ...["i.power", "i.modulo", "i.floorDivide"],
]);

/** Of calls of functions on one number each, in about sixteenths of nanoseconds. */
export function costOf(calls: readonly { readonly name: string }[]): number {
  return calls.reduce((sum, { name }) => sum + (COSTLY.has(name) ? 16 : 2), 0);
}

/** What a step becomes: its first operand itself, a constant, or a function of operands made floats or not. */
export type Lowered =
  | { readonly same: true }
  | { readonly constant: number; readonly type: NumberType }
  | { readonly name: string; readonly floats: boolean };

const SAME_FOR_WHOLE: ReadonlySet<string> = new Set(["floor", "ceiling", "round", "toInteger"]);
const NEVER: ReadonlyMap<string, number> = new Map([
  ["isNaN", 0],
  ["isInfinite", 0],
  ["isFinite", 1],
]);

export function lowerUnary(code: UnaryCode, type: NumberType): Lowered {
  if (code === "copy") return { same: true };
  if (type === "float32") {
    return code === "toFloat" ? { same: true } : { name: code, floats: true };
  }
  if (SAME_FOR_WHOLE.has(code) || (code === "toBoolean" && type === "bool")) return { same: true };
  const value = NEVER.get(code);
  if (value !== undefined) return { constant: value, type: "bool" };
  const whole = `i.${code}`;
  return NUMBERS.has(whole) ? { name: whole, floats: false } : { name: code, floats: true };
}

export function lowerBinary(code: BinaryCode, a: NumberType, b: NumberType): Lowered {
  const whole = `i.${code}`;
  if (a !== "float32" && b !== "float32" && NUMBERS.has(whole)) {
    return { name: whole, floats: false };
  }
  return { name: code, floats: true };
}
