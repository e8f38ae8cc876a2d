/** What each code does to numbers, float32 rounded after every operation, integers modulo 2³². */
import type { BinaryCode, TernaryCode, UnaryCode } from "../../plan/index.js";

const f = Math.fround;
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Ties to the even number. */
function round(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** erf by 2/√π e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!!, all of whose terms have one sign. */
export function errorFunction(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 4.5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 120 && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Nearest integer towards 0; what lies beyond int32 becomes its end, NaN 0. */
export function toInteger(x: number): number {
  if (Number.isNaN(x)) return 0;
  return Math.trunc(Math.min(Math.max(x, -0x80000000), 0x7fffffff));
}

const bit = (truth: boolean): number => (truth ? 1 : 0);

export const UNARY: Readonly<Record<UnaryCode, (x: number) => number>> = {
  negative: (x) => -x,
  absolute: Math.abs,
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : x),
  reciprocal: (x) => 1 / x,
  square: (x) => x * x,
  squareRoot: Math.sqrt,
  inverseSquareRoot: (x) => 1 / Math.sqrt(x),
  exponential: Math.exp,
  exponentialMinusOne: Math.expm1,
  logarithm: Math.log,
  logarithmOfOnePlus: Math.log1p,
  sine: Math.sin,
  cosine: Math.cos,
  tangent: Math.tan,
  arcSine: Math.asin,
  arcCosine: Math.acos,
  arcTangent: Math.atan,
  hyperbolicSine: Math.sinh,
  hyperbolicCosine: Math.cosh,
  hyperbolicTangent: Math.tanh,
  arcHyperbolicSine: Math.asinh,
  arcHyperbolicCosine: Math.acosh,
  arcHyperbolicTangent: Math.atanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => (x < 0 ? 0 : x),
  relu6: (x) => (x < 0 ? 0 : x > 6 ? 6 : x),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  selu: (x) => SELU_SCALE * (x < 0 ? SELU_ALPHA * Math.expm1(x) : x),
  errorFunction,
  floor: Math.floor,
  ceiling: Math.ceil,
  round,
  step: (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0),
  isNaN: (x) => bit(Number.isNaN(x)),
  isInfinite: (x) => bit(Math.abs(x) === Infinity),
  isFinite: (x) => bit(Number.isFinite(x)),
  not: (x) => bit(x === 0),
  toInteger,
  toBoolean: (x) => bit(x !== 0),
  toFloat: (x) => x,
  copy: (x) => x,
};

/** The remainder that has the divisor's sign. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? f(rest + b) : rest;
}

export const FLOAT_BINARY: Readonly<Record<BinaryCode, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  maximum: Math.max,
  minimum: Math.min,
  modulo,
  floorDivide: (a, b) => Math.floor(f(a / b)),
  arcTangent2: Math.atan2,
  leakyRelu: (x, slope) => (x < 0 ? slope * x : x),
  equal: (a, b) => bit(a === b),
  notEqual: (a, b) => bit(a !== b),
  less: (a, b) => bit(a < b),
  lessEqual: (a, b) => bit(a <= b),
  greater: (a, b) => bit(a > b),
  greaterEqual: (a, b) => bit(a >= b),
  and: (a, b) => bit(a !== 0 && b !== 0),
  or: (a, b) => bit(a !== 0 || b !== 0),
};

/** By squaring, modulo 2³²; a power below 0 of what is not ±1 is 0. */
function wholePower(base: number, exponent: number): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? (exponent % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  for (let [square, rest] = [base, exponent]; rest > 0; rest >>= 1) {
    if (rest & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

/** Of integers, where they differ from those of floats. Quotients and remainders by 0 are 0. */
export const WHOLE_BINARY: Readonly<Partial<Record<BinaryCode, (a: number, b: number) => number>>> =
  {
    multiply: Math.imul,
    power: wholePower,
    modulo: (a, b) => (b === 0 ? 0 : modulo(a, b)),
    floorDivide: (a, b) => (b === 0 ? 0 : Math.floor(a / b)),
  };

export const TERNARY: Readonly<
  Record<TernaryCode, (condition: number, yes: number, no: number) => number>
> = { select: (condition, yes, no) => (condition !== 0 ? yes : no) };
