/**
 * Bianchi's types of the three-dimensional real Lie algebras with an abelian ideal
 * ℝ², on which the third generator acts by an invertible M (M. A. H. MacCallum, On
 * the classification of the real four-dimensional Lie algebras, 1999, table 1).
 *
 * | M, up to scale         | type  | parameter                   |
 * | diag(1, r), r ≠ 0, 1   | VI_h  | h = −((1 + r)/(1 − r))²      |
 * | (a, −1; 1, a)          | VII_h | h = a²                      |
 * | 1                      | V     |                             |
 * | (1, 1; 0, 1)           | IV    |                             |
 *
 * I is ℝ³, II heis(3), III aff(1) ⊕ ℝ, VIII sl(2,ℝ), IX so(3); VI₀ is e(1,1), VII₀ se(2).
 */
import { Matrix } from "../../../numerics/index.js";

export type BianchiType = "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX";

export interface Bianchi {
  readonly type: BianchiType;
  /** h, for VI (not positive) and VII (not negative). */
  readonly parameter?: number;
}

/** The type of ℝ ⋉_M ℝ², M invertible and 2 × 2; differences up to `tolerance` count as noise. */
export function bianchiOfAction(M: Matrix, tolerance: number): Bianchi {
  const half = M.trace() / 2;
  const rest = M.add(Matrix.identity(2), -half);
  const size = rest.frobeniusNorm();
  if (size <= tolerance * M.frobeniusNorm()) return { type: "V" };
  // M₀² = δ for the traceless part M₀: the eigenvalues of M are half ± √δ.
  const delta = rest.at(0, 0) ** 2 + rest.at(0, 1) * rest.at(1, 0);
  if (Math.abs(delta) <= tolerance * size * size) return { type: "IV" };
  const ratio = half * half <= (tolerance * M.frobeniusNorm()) ** 2 ? 0 : half ** 2 / delta;
  // (1 + r)/(1 − r) = half/√δ, and a = half/√−δ.
  return { type: delta > 0 ? "VI" : "VII", parameter: ratio === 0 ? 0 : -ratio };
}

/** "VI_h, h = −4.00", or the type alone. */
export function bianchiText({ type, parameter }: Bianchi): string {
  if (parameter === undefined) return type;
  if (parameter === 0) return `${type}_0`;
  return `${type}_h, h = ${parameter.toPrecision(4)}`;
}
