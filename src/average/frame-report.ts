/**
 * What the inspector says of one input of a frame: how many calls it costs, what leaves it
 * alone, and how near it is to where the frame must jump.
 */

export interface FrameReport {
  /** The frame's name. */
  readonly frame: string;
  /** Calls of the model that this input costs. */
  readonly calls: number;
  /** Dimension of what the points span, where the group is linear. */
  readonly rank?: number;
  readonly stabiliser: {
    /** How many elements; undefined when they are a continuum. */
    readonly order?: bigint;
    /** Such as "O(2) on the complement", "4! orders of equal rows". */
    readonly description: string;
  };
  /** How much the frame enlarges relative errors of the input, at least 1; Infinity where it is undefined. */
  readonly conditioning: number;
  /**
   * Frobenius norm of a smallest found change of the input after which the form jumps, in
   * the input's units: 0 on a discontinuity, Infinity where there is none.
   */
  readonly distance: number;
  /** Relative equivariance error to be expected in Float64: unit rounding times conditioning. */
  readonly errorBound: number;
  /** Sentences for the reader: what is special about this input, and what to do. */
  readonly findings: readonly string[];
}
