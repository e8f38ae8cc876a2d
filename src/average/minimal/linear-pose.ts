/**
 * Poses of groups that move points linearly, perhaps after a shift: x_i = b + g c_i.
 *
 * | symbol | name here  | shape | meaning                                              |
 * | g      | element    | d × d | an element of the group's linear part                |
 * | c      | form       | n × d | rows c_i = g⁻¹ (x_i − b)                             |
 * | b      | shift      | d     | the centroid where the group has translations, or 0  |
 * | S      | stabiliser |       | {s : s c_i = c_i for all i}                          |
 * | Π      | in carry   | d × d | projector on the vectors that S fixes                |
 * | g Π    | carry      | d × d | takes vectors of the form back to the input          |
 *
 * Law: another choice g s of the element, s ∈ S, gives the same form and the same g Π.
 */
import type { MatrixLieGroup } from "../../groups/index.js";
import type { ComplexMatrix, Matrix } from "../../numerics/index.js";
import type { Pose } from "../frame.js";

/** What leaves a form alone. */
export interface Stabiliser {
  /** Such as "trivial", "O(2)", "SU(3)". */
  readonly name: string;
  /** How many elements; undefined for a continuum. */
  readonly order?: bigint;
  /** Coordinates of the form that it moves, ascending; none where it is trivial. */
  readonly moved: Int32Array;
  /** Its elements as matrices that act on the form's points; for complex points as (X, −Y; Y, X). */
  group(): MatrixLieGroup;
}

/** What the choice of a basis rested on; lengths relative to the longest point. */
export interface BasisChoice {
  /** Rows of the input that the axes were made from, in the order of the axes. */
  readonly rows: Int32Array;
  /** The shortest part of a chosen row outside the span of those before it; Infinity without one. */
  readonly kept: number;
  /** The longest such part that counted as none; 0 without one. */
  readonly dropped: number;
}

export interface LinearPose<Points extends Matrix | ComplexMatrix = Matrix> extends Pose<Points> {
  readonly element: Points;
  readonly inverse: Points;
  /** Dimension of what the points (less the shift) span. */
  readonly rank: number;
  readonly carry: Points;
  /** Real parts, then imaginary parts, for complex points. */
  readonly shift: Float64Array;
  readonly stabiliser: Stabiliser;
  readonly basis?: BasisChoice;
}
