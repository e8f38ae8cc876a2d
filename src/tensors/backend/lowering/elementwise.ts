/** Kernels that work number by number. */
import type { BinaryCode, NumberType, Place, UnaryCode } from "../../plan/index.js";
import { type Chain, mapped } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  listed,
  viewed,
} from "./lowering.js";

const UNARY: Readonly<Record<string, UnaryCode>> = {
  Abs: "absolute",
  Acos: "arcCosine",
  Acosh: "arcHyperbolicCosine",
  Asin: "arcSine",
  Asinh: "arcHyperbolicSine",
  Atan: "arcTangent",
  Atanh: "arcHyperbolicTangent",
  Ceil: "ceiling",
  Cos: "cosine",
  Cosh: "hyperbolicCosine",
  Elu: "elu",
  Erf: "errorFunction",
  Exp: "exponential",
  Expm1: "exponentialMinusOne",
  Floor: "floor",
  IsFinite: "isFinite",
  IsInf: "isInfinite",
  IsNan: "isNaN",
  Log: "logarithm",
  Log1p: "logarithmOfOnePlus",
  LogicalNot: "not",
  Neg: "negative",
  Reciprocal: "reciprocal",
  Relu: "relu",
  Relu6: "relu6",
  Round: "round",
  Rsqrt: "inverseSquareRoot",
  Selu: "selu",
  Sigmoid: "sigmoid",
  Sign: "sign",
  Sin: "sine",
  Sinh: "hyperbolicSine",
  Softplus: "softplus",
  Sqrt: "squareRoot",
  Square: "square",
  Tan: "tangent",
  Tanh: "hyperbolicTangent",
};

const BINARY: Readonly<Record<string, BinaryCode>> = {
  Add: "add",
  Atan2: "arcTangent2",
  Equal: "equal",
  FloorDiv: "floorDivide",
  Greater: "greater",
  GreaterEqual: "greaterEqual",
  Less: "less",
  LessEqual: "lessEqual",
  LogicalAnd: "and",
  LogicalOr: "or",
  Maximum: "maximum",
  Minimum: "minimum",
  Mod: "modulo",
  Multiply: "multiply",
  NotEqual: "notEqual",
  Pow: "power",
  RealDiv: "divide",
  Sub: "subtract",
};

/** TensorFlow.js gives integers for quotients that are rounded down, those of floats too. */
const RESULT: Readonly<Record<string, NumberType>> = { FloorDiv: "int32" };

function unary(code: UnaryCode): Lowering {
  return ({ x }, _, emitter) => mapped(emitter, [x], (chain) => chain.step(code, 0));
}

function binary(code: BinaryCode, type?: NumberType): Lowering {
  return ({ a, b }, _, emitter) => mapped(emitter, [a, b], (chain) => chain.step(code, 0, 1), type);
}

const entriesOf = <Code>(
  codes: Readonly<Record<string, Code>>,
  lowering: (code: Code, kernel: string) => Lowering,
): [string, Lowering][] =>
  Object.entries(codes).map(([kernel, code]) => [kernel, lowering(code, kernel)]);

export const ELEMENTWISE: Readonly<Record<string, Lowering>> = {
  ...Object.fromEntries(entriesOf(UNARY, unary)),
  ...Object.fromEntries(entriesOf(BINARY, (code, kernel) => binary(code, RESULT[kernel]))),
  AddN: (inputs, _, emitter) => sumOf(listed(inputs), emitter),
  Cast: cast,
  ClipByValue: clipped,
  EluGrad: ({ dy, y }, _, emitter) => mapped(emitter, [dy, y], eluSlope),
  FusedBatchNorm: normalised,
  LeakyRelu: leaky,
  Prelu: ({ x, alpha }, _, emitter) =>
    mapped(emitter, [x, alpha], (chain) => chain.step("leakyRelu", 0, 1)),
  Select: selected,
  SquaredDifference: ({ a, b }, _, emitter) =>
    mapped(emitter, [a, b], (chain) => chain.step("square", chain.step("subtract", 0, 1))),
  Step: stepped,
};

function sumOf(places: readonly Place[], emitter: Emitter): Place {
  return mapped(emitter, places, (chain) => {
    let sum = 0;
    for (let k = 1; k < places.length; k++) sum = chain.step("add", sum, k);
    return sum;
  });
}

function cast({ x }: Inputs, { dtype }: Attributes, emitter: Emitter): Place {
  const type = dtype as NumberType;
  if (type === x.type) return x;
  if (type === "int32" && x.type === "bool") return { ...x, type };
  const code = type === "float32" ? "toFloat" : type === "bool" ? "toBoolean" : "toInteger";
  return mapped(emitter, [x], (chain) => chain.step(code, 0));
}

function clipped({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { clipValueMin, clipValueMax } = attributes as Record<string, number>;
  return mapped(
    emitter,
    [x],
    (chain) => {
      const raised = chain.step("maximum", 0, chain.constant(clipValueMin));
      return chain.step("minimum", raised, chain.constant(clipValueMax));
    },
    x.type,
  );
}

/** elu′ from y = elu(x): 1, and y + 1 below 0. */
function eluSlope(chain: Chain): number {
  const below = chain.step("less", 1, chain.constant(0));
  const slope = chain.step("add", 1, chain.constant(1));
  return chain.step("select", below, chain.step("multiply", 0, slope), 0);
}

function leaky({ x }: Inputs, { alpha }: Attributes, emitter: Emitter): Place {
  return mapped(emitter, [x], (chain) =>
    chain.step("leakyRelu", 0, chain.constant(alpha as number)),
  );
}

/** 1 above 0, alpha at and below it; NaN stays. */
function stepped({ x }: Inputs, { alpha }: Attributes, emitter: Emitter): Place {
  const low = (alpha ?? 0) as number;
  return mapped(emitter, [x], (chain) => {
    const step = chain.step("step", 0);
    if (low === 0) return step;
    const lies = chain.step("lessEqual", 0, chain.constant(0));
    return chain.step("select", lies, chain.constant(low), step);
  });
}

/** A condition with one axis chooses rows of what has several. */
function selected({ condition, t, e }: Inputs, _: Attributes, emitter: Emitter): Place {
  const rank = t.shape.length;
  const byRow = condition.shape.length === 1 && rank > 1;
  const chosen = byRow
    ? viewed(condition, [condition.shape[0], ...new Array<number>(rank - 1).fill(1)])
    : condition;
  return mapped(emitter, [chosen, t, e], (chain) => chain.step("select", 0, 1, 2));
}

/** (x − mean) scale / √(variance + ε) + offset. */
function normalised(inputs: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { x, mean, variance, offset, scale } = inputs;
  const epsilon = (attributes.varianceEpsilon ?? 0.001) as number;
  const places = [x, mean, variance];
  const scaleAt = scale === undefined ? undefined : places.push(scale) - 1;
  const offsetAt = offset === undefined ? undefined : places.push(offset) - 1;
  return mapped(emitter, places, (chain) => {
    const centred = chain.step("subtract", 0, 1);
    const shifted = chain.step("add", 2, chain.constant(epsilon));
    const inverse = chain.step("inverseSquareRoot", shifted);
    const factor = scaleAt === undefined ? inverse : chain.step("multiply", inverse, scaleAt);
    const result = chain.step("multiply", centred, factor);
    return offsetAt === undefined ? result : chain.step("add", result, offsetAt);
  });
}
