/** What is timed, in the order of the report; the same names in bench/peers/linear_algebra_numpy.py. */
export const OPERATIONS = [
  "SVD, U and V",
  "singular values",
  "null space",
  "symmetric eigen",
  "thin QR",
  "Cholesky",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** What one contestant reports of one operation: a JSON line, the same from every contestant. */
export interface Line {
  peer: string;
  /** Of the program and of what computes for it. */
  version: string;
  n: number;
  operation: Operation;
  /** Processor time of one call: median over the repetitions, the warm-up left out. */
  milliseconds: number;
  /** How far the result is from its law, relative to the matrix: a proof that it was computed. */
  error: number;
}
