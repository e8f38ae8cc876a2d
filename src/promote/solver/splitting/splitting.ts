/**
 * minimise data(w) + γ ‖L(w)‖, the nuclear norm unless another is given, by the alternating direction method of multipliers
 * (algorithms A5 and A6 of the nuclear-norm relaxation in Otto, Zolman, Kutz, Brunton,
 * arXiv 2311.00212), with over-relaxation and an adapted penalty.
 *
 * | symbol | name here         |                                                         |
 * | γ      | weight            | 1 for the noiseless problem, which has no other scale   |
 * | ρ      | penalty           | starts at √min(q, rows) γ/‖L(w₀)‖_F; by 1.5 either way   |
 * |        |                   | after a block of iterations when one residual leads by 5 |
 * |        | primalResidual    | ‖L(w) − M‖ / max(‖L(w)‖, ‖M‖, 10⁻³ ‖L(w₀)‖), for M may be 0 |
 * |        | dualResidual      | ‖M − M before‖ / ‖U‖                                    |
 *
 * The law: what it returns after convergence has a duality gap near 0 (optimality.ts), which
 * proves that no other w is better, wherever the iteration began.
 */
import { DomainError } from "../../../errors.js";
import { type DataTerm, type Freedom, norm } from "../data/data-term.js";
import { nuclearNorm } from "../matrix-norm.js";
import type { Solution, SolverOptions, SolverProgress } from "../minimise.js";
import { compiledSteps } from "./compiled-steps.js";
import { proximalSteps, type SplittingState, type Steps } from "./step.js";

export interface SplittingOptions extends Omit<SolverOptions, "solver"> {
  /** α in (0, 2); default 1.7. */
  relaxation?: number;
  /** Steps that Anderson's acceleration combines within a block; default 10, 0 for none. */
  memory?: number;
  /** Who iterates; default the compiled loop for the nuclear norm, TypeScript for others. */
  steps?: Steps;
}

const PLAIN_BLOCK = 10;
/** From this iteration on steps are combined within blocks, first short ones, then long ones. */
const PLAIN_UNTIL = 20;
const SHORT_UNTIL = 200;
const [SHORT_BLOCK, LONG_BLOCK] = [20, 50];
/** Of ‖L(w₀)‖, below which ‖L(w)‖ is no scale any more. */
const SMALLEST_SHARE = 1e-3;
const ADAPT_FACTOR = 1.5;
const ADAPT_RATIO = 5;

/** Yields between blocks of ten iterations. @throws DomainError for options out of range */
export function* splitting(
  data: DataTerm,
  options: SplittingOptions = {},
): Generator<SolverProgress, Solution> {
  const { weight = 1, tolerance = 1e-7, iterations = 3000, relaxation = 1.7 } = options;
  const { memory = 10, start = { w: data.start }, norm: lowered = nuclearNorm } = options;
  const { steps = lowered === nuclearNorm ? compiledSteps : proximalSteps(lowered) } = options;
  requireIterations(iterations);
  requireRelaxation(relaxation);
  const { operator } = data;
  const size = operator.rows * operator.generators;
  const w = Float64Array.from(start.w);
  const L = operator.apply(w);
  const length = norm(L);
  const least = SMALLEST_SHARE * norm(operator.apply(data.start));
  const reference = length > 0 ? length : 1;
  const small = Math.min(operator.rows, operator.generators);
  let penalty = start.penalty ?? (weight * Math.sqrt(small)) / reference;
  const state: SplittingState = {
    ...{ w, L, M: L.slice() },
    U: (start.multiplier ?? new Float64Array(size)).map((value) => value / penalty),
  };
  let freedom = data.freedom(penalty);
  for (let done = 0; ; ) {
    const plain = done < PLAIN_UNTIL || memory === 0;
    const block = plain ? PLAIN_BLOCK : done < SHORT_UNTIL ? SHORT_BLOCK : LONG_BLOCK;
    const count = Math.min(block, iterations - done);
    const settings = { threshold: weight / penalty, relaxation, count };
    const report = steps(operator, state, {
      ...{ ...freedom, ...settings },
      memory: plain ? 0 : memory,
    });
    done += count;
    const primalResidual = ratio(report.primal, Math.max(report.sizeOfL, report.sizeOfM, least));
    const dualResidual = ratio(report.dual, report.sizeOfU);
    const residuals = { primalResidual, dualResidual };
    const now = { iteration: done, ...residuals, penalty, w: state.w };
    const converged = primalResidual <= tolerance && dualResidual <= tolerance;
    if (converged || done >= iterations) {
      return { ...now, ...lastUpdate(data, freedom, state, penalty), converged };
    }
    yield now;
    const change = changeOf(primalResidual, dualResidual);
    if (change !== 1) {
      penalty *= change;
      state.U = state.U.map((value) => value / change);
      if (data.dependsOnPenalty) freedom = data.freedom(penalty);
    }
  }
}

/** One more update of w gives the multiplier that lies in the dual's affine space. */
function lastUpdate(
  { operator }: DataTerm,
  { projector, offset }: Freedom,
  state: SplittingState,
  penalty: number,
): Pick<Solution, "w" | "multiplier"> {
  const target = state.M.map((value, i) => value - state.U[i]);
  const moved = projector.apply(operator.adjoint(target));
  const w = offset.map((value, i) => value + moved[i]);
  const multiplier = operator.apply(w).map((value, i) => penalty * (value - target[i]));
  return { w, multiplier };
}

/** By what the penalty is multiplied. */
function changeOf(primal: number, dual: number): number {
  if (primal > ADAPT_RATIO * dual) return ADAPT_FACTOR;
  return dual > ADAPT_RATIO * primal ? 1 / ADAPT_FACTOR : 1;
}

function ratio(part: number, whole: number): number {
  return part === 0 ? 0 : part / whole;
}

/** @throws DomainError unless it is a whole number from 1 on */
export function requireIterations(iterations = 1): void {
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new DomainError(
      `promote: got ${iterations} iterations; expected a whole number from 1 on.`,
    );
  }
}

function requireRelaxation(relaxation: number): void {
  if (!(relaxation > 0 && relaxation < 2)) {
    throw new DomainError(`promote: got the relaxation ${relaxation}; expected one in (0, 2).`);
  }
}
