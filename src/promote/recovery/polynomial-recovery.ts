/**
 * The published question as a problem: a polynomial that hides a symmetry, all monomials of its
 * degree as the library, a candidate group, and nested samples (experiments of Otto, Zolman, Kutz,
 * Brunton, arXiv 2311.00212).
 *
 * | symbol  | name here | shape                                                               |
 * | F       | target    | coefficients w* on the monomials of degree ≤ d                      |
 * | n_lib   |           | target.basis.size; n_lib + 1 samples are there                      |
 * | μ       | measure   | "drawn": as published, uniform points, one more than functions that |
 * |         |           | L_ξF needs, from the seed; "exact": uniform on [−1, 1]ᵐ             |
 *
 * Drawn points are so few that their Gram matrix is ill-conditioned. They cost samples, and are
 * part of the published numbers.
 */
import {
  type AffineGroup,
  affineAction,
  lieDerivative,
  polynomialMaps,
} from "../../lie-derivative/index.js";
import {
  boxMeasure,
  type Matrix,
  type MonomialBasis,
  monteCarloMeasure,
  RandomStream,
  uniformPoints,
  type Vector,
} from "../../numerics/index.js";
import { type RecoveryProblem, recoveryProblem } from "./recovery-problem.js";

/** A polynomial ℝᵐ → ℝ with samples of it, such as `composedPolynomial` makes. */
export interface PolynomialTarget {
  readonly basis: MonomialBasis;
  /** w* on the basis. */
  readonly coefficients: Vector;
  /** The first n of more points are the same n. */
  data(count: number): { readonly points: Matrix };
}

export interface PolynomialRecoveryOptions {
  /** Default "drawn". */
  readonly measure?: "drawn" | "exact";
  /** Of the drawn measure. */
  readonly seed: number;
}

/** @throws ShapeError when the group acts on another number of variables */
export function polynomialRecovery(
  target: PolynomialTarget,
  group: AffineGroup,
  { measure = "drawn", seed }: PolynomialRecoveryOptions,
): RecoveryProblem {
  const { basis, coefficients: truth } = target;
  const { variables } = basis;
  const derivative = lieDerivative(polynomialMaps(variables, basis.degree), affineAction(group));
  const { points } = target.data(basis.size + 1);
  if (measure === "exact") {
    return recoveryProblem(derivative, { points, truth, measure: boxMeasure(variables) });
  }
  const reached = new Set(
    derivative.blocks.flatMap((block) => [...block.entries()].map(([k]) => k)),
  );
  const stream = RandomStream.fromSeed(seed).split("measure");
  const drawn = monteCarloMeasure(uniformPoints(reached.size + 1, variables, stream));
  return recoveryProblem(derivative, { points, truth, measure: drawn });
}
