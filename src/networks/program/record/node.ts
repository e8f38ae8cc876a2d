/**
 * What a program is made of, as plain data: nodes in the order in which they are computed. It
 * goes through JSON and the structured clone, so that other threads and other machines can
 * replay it.
 */

/** Matrix sizes. */
export type Shape = readonly [rows: number, columns: number];

export type UnaryName = "silu" | "relu" | "tanh" | "mish" | "sigmoid" | "scale" | "square";
export type BinaryName = "add" | "subtract" | "multiply";
export type LossName = "mean" | "absoluteError" | "squaredError" | "crossEntropy" | "logistic";

export type OperationName =
  | "input"
  | "constant"
  | "parameter"
  | UnaryName
  | BinaryName
  | LossName
  | "linear"
  | "layerNorm"
  | "batchNorm"
  | "dropout"
  | "concatenate"
  | "columns"
  | "reshape"
  | "gather"
  | "difference"
  | "segmentSum"
  | "segmentMean"
  | "neighbourSum"
  | "blockSum"
  | "repeat"
  | "rotate"
  | "rowSum"
  | "softmax";

/** One tensor and how it is computed; rows × columns Float32 numbers, or Int32 indices. */
export interface Tensor {
  /** Its place among the nodes. */
  readonly index: number;
  readonly operation: OperationName;
  readonly rows: number;
  readonly columns: number;
  readonly indices: boolean;
  /** The nodes that it is computed from. */
  readonly from: readonly number[];
  /** The parameters that it is computed from: weight, bias; gain, shift. */
  readonly parameters: readonly number[];
  /** Of an input. */
  readonly name?: string;
  /** A rate, a factor, a first column, a size: see Program. */
  readonly value?: number;
  readonly transposed?: boolean;
  readonly data?: Float32Array | Int32Array;
}

/** How a parameter begins. */
export type ParameterStart =
  | { readonly kind: "uniform"; readonly bound: number }
  | { readonly kind: "normal"; readonly deviation: number }
  | { readonly kind: "constant"; readonly value: number };

export interface Parameter {
  readonly rows: number;
  readonly columns: number;
  readonly start: ParameterStart;
}

/** All of a program. */
export interface ProgramData {
  readonly samples: number;
  readonly nodes: readonly Tensor[];
  readonly parameters: readonly Parameter[];
  /** Nodes by the names of the outputs. */
  readonly outputs: Readonly<Record<string, number>>;
  /** The node that is minimised, or -1. */
  readonly loss: number;
}
