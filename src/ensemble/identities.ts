/**
 * How far rounding carries one law from the identities that hold at every law, on any
 * data π and on their symmetrisation π^G.
 *
 * | symbol        | name here                                           |
 * | μ, μ^G, P_#μ  | law, its symmetrisation and its projection on E^G   |
 * | R^FA, R^DA    | populationRisk                                      |
 * | D_μR          | populationDrift of the scheme named by its exponent |
 *
 * Laws: R^FA(μ) ≤ R^DA(μ) (Jensen's inequality), with equality at μ^G, where D_μR^DA and
 * D_μR^FA agree too. On π^G: D_μR(M_g μ, M_g z) = M_g D_μR(μ, z), hence at μ^G a point of
 * E^G is moved within E^G.
 */
import type { Matrix } from "../numerics/index.js";
import { symmetrisedData } from "./deterministic-data.js";
import { projectedCloud, symmetrisedCloud } from "./distance/index.js";
import { type PopulationProblem, populationDrift, populationRisk } from "./drift.js";

/** All but `driftGap` are 0 up to rounding, or negative. */
export interface IdentityDeviations {
  /** R^FA(μ) − R^DA(μ), negative or 0. */
  riskGap: number;
  /** |R^FA(μ^G) − R^DA(μ^G)| */
  riskGapSymmetrised: number;
  /** Largest entry of D_μR^DA − D_μR^FA at μ^G. */
  driftGapSymmetrised: number;
  /** Largest entry of D_μR(M_g μ, M_g z) − M_g D_μR(μ, z) on π^G, over g and the particles z of μ. */
  equivariance: number;
  /** Largest entry of (I − P) D_μR(μ^G, P z) on π^G, over the particles z of μ. */
  outOfFixedSpace: number;
  /** For contrast, largest entry of D_μR^DA − D_μR^FA at μ itself: no identity holds there. */
  driftGap: number;
}

/**
 * @param problem with any weighted data
 * @param law N × D, a uniform law on its rows
 * @throws ShapeError for particles of another dimension
 */
export function identityDeviations(problem: PopulationProblem, law: Matrix): IdentityDeviations {
  const { symmetry } = problem;
  const even = { ...problem, data: symmetrisedData(problem.data, symmetry) };
  const symmetrised = symmetrisedCloud(law, symmetry.parameters).cloud;
  const projected = (z: Matrix): Matrix => projectedCloud(z, symmetry.projector);

  const riskGap = (at: Matrix): number =>
    populationRisk(problem, "feature-averaging", at) -
    populationRisk(problem, "augmentation-orbit", at);
  const driftGap = (at: Matrix): number =>
    populationDrift(problem, "feature-averaging", at, law).maxDifference(
      populationDrift(problem, "augmentation-orbit", at, law),
    );

  const drift = populationDrift(even, "vanilla", law);
  const equivariance = symmetry.parameters.map((matrix) => {
    const act = (z: Matrix): Matrix => z.multiply(matrix.transpose());
    return populationDrift(even, "vanilla", act(law)).maxDifference(act(drift));
  });
  const atFixed = populationDrift(even, "vanilla", symmetrised, projected(law));
  return {
    riskGap: riskGap(law),
    riskGapSymmetrised: Math.abs(riskGap(symmetrised)),
    driftGapSymmetrised: driftGap(symmetrised),
    equivariance: Math.max(...equivariance),
    outOfFixedSpace: atFixed.maxDifference(projected(atFixed)),
    driftGap: driftGap(law),
  };
}
