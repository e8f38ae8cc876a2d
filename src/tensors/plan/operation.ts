/**
 * What a step of training is made of: a list of primitive operations over buffers of numbers
 * of four bytes. Every kernel of TensorFlow.js that we carry becomes one or a few of them;
 * a device is what runs them.
 *
 * | name      | does                                                                         |
 * | map       | out[i] = f(inputs[i] …), inputs broadcast to the shape of the outputs        |
 * | reduce    | out[o, i] = ⊕_r in[o, r, i]                                                  |
 * | contract  | C[b] = A[b] B[b], each transposed or not, one A or B for all b where batch is 1 |
 * | rearrange | out[offset + Σ stride_k i_k] = in[offset′ + Σ stride′_k i_k] for all i below shape |
 * | fill      | out = value                                                                  |
 * | index     | out[o, r, i] = r                                                             |
 * | gather    | out[b, o, k, i] = in[b, o, index[b, k], i]; 0 for an index outside            |
 * | scatter   | out[index[k], i] += in[k, i] in the order of k; an index outside is left out |
 * | cumulate  | out[o, r, i] = ⊕_{s ≤ r} in[o, s, i]                                          |
 * | softmax   | out[o, j] = exp in[o, j] / Σ_j exp in[o, j], or its logarithm                 |
 * | convolve, convolveInput, convolveFilter | planar convolution and its two derivatives     |
 * | pool, poolBack | planar maximum or mean over windows, and its derivative                  |
 * | noise     | uniform or normal numbers from (key, counter): the same bits on every device |
 *
 * All tensors are contiguous and row-major: a place is a whole buffer with a shape. Booleans
 * are the integers 0 and 1. float32 follows IEEE: one operation, one rounding.
 */

export type NumberType = "float32" | "int32" | "bool";

/** A buffer read with a shape. */
export interface Place {
  readonly buffer: number;
  readonly shape: readonly number[];
  readonly type: NumberType;
}

export const UNARY_CODES = [
  ...["negative", "absolute", "sign", "reciprocal", "square", "squareRoot", "inverseSquareRoot"],
  ...["exponential", "exponentialMinusOne", "logarithm", "logarithmOfOnePlus"],
  ...["sine", "cosine", "tangent", "arcSine", "arcCosine", "arcTangent"],
  ...["hyperbolicSine", "hyperbolicCosine", "hyperbolicTangent"],
  ...["arcHyperbolicSine", "arcHyperbolicCosine", "arcHyperbolicTangent"],
  ...["sigmoid", "softplus", "relu", "relu6", "elu", "selu", "errorFunction"],
  ...["floor", "ceiling", "round", "step", "isNaN", "isInfinite", "isFinite", "not"],
  ...["toInteger", "toBoolean", "toFloat", "copy"],
] as const;
export const BINARY_CODES = [
  ...["add", "subtract", "multiply", "divide", "power", "maximum", "minimum", "modulo"],
  ...["floorDivide", "arcTangent2", "leakyRelu"],
  ...["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual", "and", "or"],
] as const;
/** select(condition, yes, no). */
export const TERNARY_CODES = ["select"] as const;

export type UnaryCode = (typeof UNARY_CODES)[number];
export type BinaryCode = (typeof BINARY_CODES)[number];
export type TernaryCode = (typeof TERNARY_CODES)[number];

/** A scalar operation on earlier values: `from` below the number of inputs is an input, above it a step. */
export type MapStep =
  | { readonly code: UnaryCode | BinaryCode | TernaryCode; readonly from: readonly number[] }
  | {
      readonly code: "constant";
      readonly value: number;
      /** float32 without it. */
      readonly type?: NumberType;
    };

interface Common {
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
  /** The kernel that it came from, such as "BatchMatMul". */
  readonly kernel: string;
  /** The line of the user's program that asked for it, where known. */
  readonly line?: string;
  /** After passes: the operations that it does, by their numbers in the graph before. */
  readonly parts?: readonly number[];
}

export interface MapOperation extends Common {
  readonly kind: "map";
  /** Types of the steps follow from their codes and the inputs' types; int32 arithmetic wraps. */
  readonly steps: readonly MapStep[];
  /** For each output, the value (input or step) that is written there. All outputs have one shape. */
  readonly results: readonly number[];
}

export type Reduction =
  | "sum"
  | "mean"
  | "product"
  | "maximum"
  | "minimum"
  | "all"
  | "any"
  | "argMaximum"
  | "argMinimum";

export interface ReduceOperation extends Common {
  readonly kind: "reduce";
  readonly reduction: Reduction;
  /** [outer, reduced, inner] of the input. */
  readonly extent: readonly [number, number, number];
}

export interface ContractOperation extends Common {
  readonly kind: "contract";
  readonly batch: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Whether inputs[0] (A), inputs[1] (B) is one matrix for the whole batch. */
  readonly sharedA: boolean;
  readonly sharedB: boolean;
  /** Steps on each number of C before it is written: value 0 is C, the following inputs are inputs[2 …], broadcast. */
  readonly epilogue?: { readonly steps: readonly MapStep[]; readonly result: number };
}

export interface RearrangeOperation extends Common {
  readonly kind: "rearrange";
  readonly shape: readonly number[];
  readonly inputOffset: number;
  readonly inputStrides: readonly number[];
  readonly outputOffset: number;
  readonly outputStrides: readonly number[];
  /** Whether the rest of the output stays as it was (another operation wrote it before), or becomes 0. */
  readonly keepsRest: boolean;
}

export interface FillOperation extends Common {
  readonly kind: "fill";
  readonly value: number;
}

export interface IndexOperation extends Common {
  readonly kind: "index";
  readonly extent: readonly [number, number, number];
}

export interface GatherOperation extends Common {
  readonly kind: "gather";
  readonly batch: number;
  readonly outer: number;
  /** Rows of the table, indices in a batch, numbers in a row. */
  readonly rows: number;
  readonly count: number;
  readonly inner: number;
}

/** inputs: values [count, inner], index [count]; the output [rows, inner] is added to, not cleared. */
export interface ScatterOperation extends Common {
  readonly kind: "scatter";
  readonly rows: number;
  readonly count: number;
  readonly inner: number;
}

export interface CumulateOperation extends Common {
  readonly kind: "cumulate";
  readonly reduction: "sum" | "product";
  readonly extent: readonly [number, number, number];
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

export interface SoftmaxOperation extends Common {
  readonly kind: "softmax";
  readonly outer: number;
  readonly columns: number;
  readonly logarithm: boolean;
}

/** Geometry of a planar window: images are [batch, height, width, channels]. */
export interface Window {
  readonly batch: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly inputChannels: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
  readonly outputChannels: number;
  readonly windowHeight: number;
  readonly windowWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Each input channel has its own outputChannels / inputChannels filters: filter [h, w, in, multiplier]. */
  readonly depthwise: boolean;
}

/**
 * convolve: (image, filter [h, w, in, out]) → image; convolveInput: (slope of output, filter) → slope
 * of image; convolveFilter: (image, slope of output) → slope of filter.
 */
export interface ConvolveOperation extends Common {
  readonly kind: "convolve" | "convolveInput" | "convolveFilter";
  readonly window: Window;
}

/** pool: image → image; poolBack: (slope of output, image, output) → slope of image. Means count what lies inside. */
export interface PoolOperation extends Common {
  readonly kind: "pool" | "poolBack";
  readonly pooling: "maximum" | "mean";
  readonly window: Window;
}

/**
 * inputs: [] or [a counter, int32, one number]. Number n of the output comes from block ⌊n/2⌋ of
 * Threefry-2×32-20 with this key and the words (n >> 1, counter), word n mod 2 of it: uniform
 * on [0, 1) in steps of 2⁻²⁴, or normal by the integer table of engines/normal-table.ts.
 */
export interface NoiseOperation extends Common {
  readonly kind: "noise";
  readonly law: "uniform" | "normal";
  readonly key: readonly [number, number];
}

export type Operation =
  | MapOperation
  | ReduceOperation
  | ContractOperation
  | RearrangeOperation
  | FillOperation
  | IndexOperation
  | GatherOperation
  | ScatterOperation
  | CumulateOperation
  | SoftmaxOperation
  | ConvolveOperation
  | PoolOperation
  | NoiseOperation;

export type OperationKind = Operation["kind"];
