/** How each scalar operation is written, on f32 and, where it stays among integers, on i32. */
import type { BinaryCode, UnaryCode } from "../../../plan/index.js";

type Unary = (x: string) => string;
type Binary = (x: string, y: string) => string;

const call =
  (name: string): Unary =>
  (x) =>
    `${name}(${x})`;
const calls =
  (name: string): Binary =>
  (x, y) =>
    `${name}(${x}, ${y})`;
const between =
  (sign: string): Binary =>
  (x, y) =>
    `${x} ${sign} ${y}`;
const judged =
  (truth: Binary): Binary =>
  (x, y) =>
    `bit(${truth(x, y)})`;

export const FLOAT_UNARY: Readonly<Record<UnaryCode, Unary>> = {
  negative: (x) => `-${x}`,
  absolute: call("abs"),
  sign: call("signOf"),
  reciprocal: (x) => `1.0 / ${x}`,
  square: (x) => `${x} * ${x}`,
  squareRoot: call("squareRoot"),
  inverseSquareRoot: (x) => `1.0 / squareRoot(${x})`,
  exponential: call("exponential"),
  exponentialMinusOne: call("exponentialMinusOne"),
  logarithm: call("logarithm"),
  logarithmOfOnePlus: call("logarithmOfOnePlus"),
  sine: call("sine"),
  cosine: call("cosine"),
  tangent: call("tangent"),
  arcSine: call("arcSine"),
  arcCosine: call("arcCosine"),
  arcTangent: call("arcTangent"),
  hyperbolicSine: call("hyperbolicSine"),
  hyperbolicCosine: call("hyperbolicCosine"),
  hyperbolicTangent: call("hyperbolicTangent"),
  arcHyperbolicSine: call("arcHyperbolicSine"),
  arcHyperbolicCosine: call("arcHyperbolicCosine"),
  arcHyperbolicTangent: call("arcHyperbolicTangent"),
  sigmoid: call("sigmoid"),
  softplus: call("softplus"),
  relu: call("relu"),
  relu6: call("relu6"),
  elu: call("elu"),
  selu: call("selu"),
  errorFunction: call("errorFunction"),
  floor: call("below"),
  ceiling: call("above"),
  round: call("round"),
  step: call("stepOf"),
  isNaN: (x) => `bit(isNan(${x}))`,
  isInfinite: (x) => `bit(infinite(${x}))`,
  isFinite: (x) => `bit(finite(${x}))`,
  not: (x) => `bit(isZero(${x}))`,
  toInteger: call("wholePart"),
  toBoolean: (x) => `bit(!isZero(${x}))`,
  toFloat: (x) => x,
  copy: (x) => x,
};

export const WHOLE_UNARY: Readonly<Partial<Record<UnaryCode, Unary>>> = {
  negative: (x) => `-${x}`,
  absolute: call("abs"),
  sign: call("sign"),
  square: (x) => `${x} * ${x}`,
  relu: (x) => `max(${x}, 0)`,
  relu6: (x) => `clamp(${x}, 0, 6)`,
  floor: (x) => x,
  ceiling: (x) => x,
  round: (x) => x,
  step: (x) => `bit(${x} > 0)`,
  isNaN: () => "0",
  isInfinite: () => "0",
  isFinite: () => "1",
  not: (x) => `bit(${x} == 0)`,
  toInteger: (x) => x,
  toBoolean: (x) => `bit(${x} != 0)`,
  copy: (x) => x,
};

export const FLOAT_BINARY: Readonly<Record<BinaryCode, Binary>> = {
  add: between("+"),
  subtract: between("-"),
  multiply: between("*"),
  divide: between("/"),
  power: calls("power"),
  maximum: calls("larger"),
  minimum: calls("smaller"),
  modulo: calls("modulo"),
  floorDivide: calls("floorDivide"),
  arcTangent2: calls("arcTangent2"),
  leakyRelu: calls("leakyRelu"),
  equal: judged(calls("equal")),
  notEqual: judged((x, y) => `!equal(${x}, ${y})`),
  less: judged(calls("less")),
  lessEqual: judged(calls("lessEqual")),
  greater: judged((x, y) => `less(${y}, ${x})`),
  greaterEqual: judged((x, y) => `lessEqual(${y}, ${x})`),
  and: judged((x, y) => `!isZero(${x}) && !isZero(${y})`),
  or: judged((x, y) => `!isZero(${x}) || !isZero(${y})`),
};

export const WHOLE_BINARY: Readonly<Partial<Record<BinaryCode, Binary>>> = {
  add: between("+"),
  subtract: between("-"),
  multiply: between("*"),
  power: calls("wholePower"),
  maximum: calls("max"),
  minimum: calls("min"),
  modulo: calls("wholeModulo"),
  floorDivide: calls("wholeQuotient"),
  equal: judged(between("==")),
  notEqual: judged(between("!=")),
  less: judged(between("<")),
  lessEqual: judged(between("<=")),
  greater: judged(between(">")),
  greaterEqual: judged(between(">=")),
  and: judged((x, y) => `${x} != 0 && ${y} != 0`),
  or: judged((x, y) => `${x} != 0 || ${y} != 0`),
};
