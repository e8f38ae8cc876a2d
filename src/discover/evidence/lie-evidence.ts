/**
 * What discovery reads, whatever it was measured on: quadratic forms in the coefficients c of
 * ξ = Σ c_p ξ_p, each as rows, so that ‖rows · c‖² is the form.
 *
 * | symbol  | name here | form                                                             |
 * | L       | rows      | ∫‖L_ξF‖², or ∫‖(1 − P_x) v_ξ‖² for a set with tangent projector P  |
 * | E       | size      | D(ξ): what L would be if the parts of ξ did not cancel            |
 * | V       | motion    | ∫‖v_ξ‖²                                                          |
 * |         | off       | ∫ of v_ξ across the set on which the samples lie; no rows when they lie on none |
 * | S       | floor     | what errors of estimated derivatives or tangents alone put into ‖L c‖², q × q Gram matrix |
 */
import type { LieAction } from "../../lie-derivative/index.js";
import { Matrix } from "../../numerics/index.js";

/** Something that the reader of a result should know, with a short name to test for. */
export interface Finding {
  readonly kind: FindingKind;
  /** A sentence: what it is, and what to do. */
  readonly message: string;
}

export type FindingKind =
  | "constant model"
  | "fewer rows than unknowns"
  | "not saturated"
  | "affine hull"
  | "algebraic set"
  | "not closed"
  | "not identified"
  | "flat"
  | "disconnected"
  | "duplicates"
  | "isolated points"
  | "fills the space"
  | "dimension unclear"
  | "noise floor"
  | "weak gap"
  | "holds within"
  | "unequal scales"
  | "leaves the space";

export interface LieEvidence {
  readonly action: LieAction;
  /** Of what, in words: "sphere cloud of 400 points". */
  readonly source: string;
  /** Whether L is known to rounding, or estimated. */
  readonly exact: boolean;
  /** N samples; 0 when L is a matrix of coefficients. */
  readonly samples: number;
  /** (N · r) × q, the r rows of a sample together; any K × q when samples is 0. */
  readonly rows: Matrix;
  readonly size: Matrix;
  readonly motion: Matrix;
  readonly off: Matrix;
  readonly floor?: Matrix;
  readonly findings: readonly Finding[];
}

/** v_{ξ_p}(x_i) as rows: (N · m) × q, times `factor`; row i · m + a is component a at x_i. */
export function velocities(action: LieAction, points: Matrix, factor = 1): Matrix {
  const { rows: N, columns: m } = points;
  const q = action.generators.length;
  const out = new Matrix(N * m, q);
  action.generators.forEach(({ input }, p) => {
    for (let i = 0; i < N; i++) {
      const v = input.at(points.row(i));
      for (let a = 0; a < m; a++) out.data[(i * m + a) * q + p] = factor * v[a];
    }
  });
  return out;
}
