/**
 * minimise data(w) + γ ‖L(w)‖: which solver, and what both answer.
 *
 * | solver       | good at                                                             |
 * | central path | few free coefficients, high accuracy, ill-conditioned problems      |
 * | splitting    | many free coefficients, other norms than the nuclear one            |
 */
import { DomainError } from "../../errors.js";
import type { Vector } from "../../numerics/index.js";
import { centralPath } from "./central-path/central-path.js";
import { type DataTerm, norm } from "./data/data-term.js";
import type { LieOperator } from "./lie-operator.js";
import { type MatrixNorm, nuclearNorm } from "./matrix-norm.js";
import { requireIterations, splitting } from "./splitting/splitting.js";

export interface SolverOptions {
  /** γ; default 1, for the noiseless problem, which has no other scale. */
  weight?: number;
  /** Both residuals; default 1e-7. */
  tolerance?: number;
  /** Of the splitting at most; default 3000. */
  iterations?: number;
  /** What is lowered beside the data term; default the nuclear norm. */
  norm?: MatrixNorm;
  /** Default: the one that should be quicker. */
  solver?: "central path" | "splitting";
  /** Where to begin; default at the least-squares solution of least norm. */
  start?: SolverStart;
}

/** A point from which a solver can go on: what an earlier one returned, or any w. */
export interface SolverStart {
  readonly w: Float64Array;
  /** Λ by columns. */
  readonly multiplier?: Float64Array;
  /** ρ of the splitting. */
  readonly penalty?: number;
}

export interface SolverProgress {
  readonly iteration: number;
  /** As the solver defines it, relative. */
  readonly primalResidual: number;
  readonly dualResidual: number;
  /** Of the last iteration; fits noiseless data exactly. */
  readonly w: Float64Array;
}

export interface Solution extends SolverProgress {
  /** Λ in the affine part of the dual's feasible set. By columns. */
  readonly multiplier: Float64Array;
  readonly converged: boolean;
  readonly penalty?: number;
}

/** L(w₀) below this share of ‖S‖ ‖R‖ ‖w₀‖ counts as zero. */
const SYMMETRIC_TOLERANCE = 1e-14;
/** Steps and iterations that a problem takes as a rule, for the choice between the solvers. */
const [USUAL_STEPS, USUAL_ITERATIONS] = [20, 250];

/** Yields as it goes on. @throws DomainError for options out of range; as the solvers */
export function* minimise(
  data: DataTerm,
  options: SolverOptions = {},
): Generator<SolverProgress, Solution> {
  const { weight = 1, tolerance = 1e-7, norm: lowered = nuclearNorm, solver } = options;
  requireOptions(weight, tolerance);
  requireIterations(options.iterations);
  if (solver === "central path" && lowered !== nuclearNorm) {
    throw new DomainError(
      `promote: the central path is the nuclear norm's; the ${lowered.name} one needs the splitting.`,
    );
  }
  const { operator, start } = data;
  const size = operator.rows * operator.generators;
  const scale = norm(operator.stacked.values) * norm(start) * (operator.root?.frobeniusNorm() ?? 1);
  const symmetric = norm(operator.apply(start)) <= SYMMETRIC_TOLERANCE * scale;
  const known = { iteration: 0, primalResidual: 0, dualResidual: 0, w: start, converged: true };
  if (size === 0 || (symmetric && !data.dependsOnPenalty)) {
    return { ...known, multiplier: new Float64Array(size) };
  }
  if (!data.dependsOnPenalty && data.free().kernel.rows === 0) {
    return { ...known, multiplier: subgradient(operator, start, lowered, weight) };
  }
  const path = lowered === nuclearNorm && (solver ?? quicker(data)) === "central path";
  return yield* path ? centralPath(data, options) : splitting(data, options);
}

/** Λ with ⟨Λ, L(w)⟩ = γ ‖L(w)‖ and dual norm γ, nearly: what a small proximal step takes off, by its length. */
function subgradient(
  operator: LieOperator,
  w: Vector,
  lowered: MatrixNorm,
  weight: number,
): Vector {
  const L = operator.apply(w);
  const step = 1e-8 * norm(L);
  const less = lowered.prox(L, operator.rows, operator.generators, step).lowered;
  return L.map((value, i) => (weight * (value - less[i])) / step);
}

/** By the multiplications that they should take. */
function quicker(data: DataTerm): NonNullable<SolverOptions["solver"]> {
  const { rows, generators, coefficients, parameters: P } = data.operator;
  const [large, small] = [Math.max(rows, generators), Math.min(rows, generators)];
  const D = data.free().kernel.rows;
  const size = large * small;
  const step = 3 * D * size * small + (D * D * size) / 2 + D ** 3 / 6 + 20 * size * small;
  const thin = 1 + 8 / small; // products with few columns are slow
  const iteration = P * P + coefficients * size + 2 * size * small + 12 * small ** 3;
  return USUAL_STEPS * step * thin <= USUAL_ITERATIONS * iteration ? "central path" : "splitting";
}

function requireOptions(weight: number, tolerance: number): void {
  if (!(weight > 0 && Number.isFinite(weight))) {
    throw new DomainError(`promote: got the weight ${weight}; expected a positive number.`);
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new DomainError(`promote: got the tolerance ${tolerance}; expected one in (0, 1).`);
  }
}

/** Runs a generator of steps to its end, without a pause. */
export function finish<Progress, Result>(steps: Generator<Progress, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
