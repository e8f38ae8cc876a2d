/**
 * The largest subspace that supports strongly invariant laws, with the group unknown
 * (algorithm A5): the free flow keeps the laws on E when E is large enough, so E grows
 * from {0}, one direction at a time, until training no longer leaves it.
 *
 * | symbol | name here                    |
 * | E_j    | basis of step j, D × j       |
 * | q_j    | distance, RMD²(ν_T, (P_j)_#ν_T) by its closed form |
 * | δ_j    | threshold                    |
 * | v_j    | direction                    |
 *
 * q_0 is ½ whatever the data: all mass begins at 0, and nothing of it is left there.
 */
import { ConvergenceError, DomainError } from "../../errors.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import { relativeDistanceToProjection } from "../distance/index.js";
import type { EnsembleOptions } from "../options.js";
import { type FleetControl, trainEnsembles } from "../parallel/train-ensembles.js";
import { type JointSymmetry, noSymmetry } from "../symmetry.js";
import type { EnsembleRun } from "../training/run.js";
import { predictedLeak } from "./leak.js";
import { residualDirections, withDirection } from "./residual.js";

/**
 * How E grows: along the top eigenvector of (1/N) Σ r_i r_iᵀ, r_i = θ_i − P_j θ_i, or
 * along the mean of the r_i, which after j = 0 is lost in the noise floor.
 */
export type DirectionRule = "principal" | "mean";

export interface SubspaceSearchOptions
  extends Omit<EnsembleOptions, "symmetry" | "scheme" | "start" | "noiseProjector"> {
  /** Default "principal". */
  direction?: DirectionRule;
  /** δ, one number for all steps, or "leak": LEAK_FACTOR times what minibatch noise explains. Default "leak". */
  threshold?: number | "leak";
}

export interface SubspaceSearchStep {
  /** j */
  dimension: number;
  /** E_j, D × j, orthonormal. */
  basis: Matrix;
  /** q_j */
  distance: number;
  /** δ_j */
  threshold: number;
  accepted: boolean;
  /** Eigenvalues of the residuals' uncentred covariance, descending. */
  residualSpectrum: Vector;
  /** Share of the residuals' energy that their mean carries. */
  meanShare: number;
  run: EnsembleRun;
}

export interface SubspaceSearch {
  /** D × dim, orthonormal; the whole of Z when nothing smaller is kept. */
  basis: Matrix;
  steps: SubspaceSearchStep[];
}

/** The off-subspace flow may amplify the predicted leak by so much, in RMD², before E is rejected. */
export const LEAK_FACTOR = 10;

/** Below this RMD² a departure is rounding: the threshold where data hold no chance. */
const ROUNDING = 1e-20;
/** RMD² to a projection is ½ at the most: a threshold from there on could reject nothing. */
const LARGEST_DISTANCE = 0.5;

/**
 * @throws DomainError for a threshold that is not between 0 and ½; ConvergenceError when
 *   minibatch noise could explain any departure, so that nothing can be decided; and what
 *   trainEnsembles throws
 */
export async function findInvariantSubspace(
  options: SubspaceSearchOptions,
  control: FleetControl = {},
): Promise<SubspaceSearch> {
  const { direction = "principal", threshold = "leak", ...rest } = options;
  if (threshold !== "leak" && !(threshold > 0 && threshold < LARGEST_DISTANCE)) {
    throw new DomainError(
      `findInvariantSubspace: got the threshold ${threshold}; expected an RMD² between 0 and ${LARGEST_DISTANCE}, or "leak".`,
    );
  }
  const D = options.unit.parameterDimension;
  const steps: SubspaceSearchStep[] = [];
  let basis = new Matrix(D, 0);
  for (;;) {
    const symmetry = heldIn(noSymmetry(options.unit), basis);
    const training = { ...rest, symmetry, start: "strongly-invariant" as const };
    const [run, heldRun] = await trainEnsembles(
      [
        { ...training, scheme: "vanilla" as const },
        { ...training, scheme: "equivariant" as const, snapshots: CONTROL_SNAPSHOTS },
      ].slice(0, threshold === "leak" ? 2 : 1),
      control,
    );
    const distance = relativeDistanceToProjection(run.particles, symmetry.projector);
    const delta =
      threshold === "leak" ? Math.max(ROUNDING, LEAK_FACTOR * predictedLeak(heldRun)) : threshold;
    const { spectrum, top, mean, meanShare } = residualDirections(run.particles, basis);
    const whole = basis.columns === D;
    if (!whole && delta >= LARGEST_DISTANCE) {
      const { batch, horizon } = run.settings;
      throw new ConvergenceError(
        `findInvariantSubspace: at dimension ${basis.columns} the noise of minibatches alone may carry the particles off by an RMD² of ${delta.toPrecision(2)}, and no distance exceeds ${LARGEST_DISTANCE}: nothing can be decided with batches of ${batch}, horizon ${horizon} and ${run.settings.particles} particles. Take larger batches, a shorter horizon or more particles (the noise goes with horizon / (particles · batch)).`,
      );
    }
    const accepted = whole || (basis.columns > 0 && distance <= delta);
    steps.push({
      ...{ dimension: basis.columns, basis, distance, threshold: delta, accepted },
      ...{ residualSpectrum: spectrum, meanShare, run },
    });
    if (accepted) return { basis, steps };
    if (spectrum[0] === 0) {
      throw new ConvergenceError(
        `findInvariantSubspace: no particle left {0} in ${run.settings.steps} steps; take a longer horizon, or data that tell the particles where to go.`,
      );
    }
    basis = withDirection(basis, direction === "principal" ? top : mean);
  }
}

const CONTROL_SNAPSHOTS = 60;

/** The trivial group with E in the place of its fixed space: starts, noise and control runs are held in E. */
function heldIn(symmetry: JointSymmetry, basis: Matrix): JointSymmetry {
  return { ...symmetry, basis, projector: basis.multiply(basis.transpose()) };
}
