/**
 * One iteration of the alternating direction method of multipliers at a fixed penalty,
 * in plain TypeScript: what the compiled loop (compiled-steps.ts) is tested against.
 *
 *   w ← w̄ + Q Lᵀ(M − U)
 *   X ← α L(w) + (1 − α) M + U
 *   M ← prox of γ/ρ times the norm at X, U ← X − M
 *
 * | symbol | name here          | shape                                        |
 * | w      | state.w            | P                                            |
 * | M      | state.M            | rows × q by columns, the split copy of L(w)  |
 * | U      | state.U            | the same, the multiplier divided by ρ        |
 * | L(w)   | state.L            | the same                                     |
 * | α      | relaxation         | in (0, 2); 1 is the plain method             |
 * | γ/ρ    | threshold          |                                              |
 */
import type { Vector } from "../../../numerics/index.js";
import { type Freedom, norm } from "../data/data-term.js";
import type { LieOperator } from "../lie-operator.js";
import { type MatrixNorm, nuclearNorm } from "../matrix-norm.js";

export interface SplittingState {
  w: Vector;
  M: Vector;
  U: Vector;
  L: Vector;
}

export interface StepReport {
  /** ‖L(w) − M‖ and ‖M − M before‖ of the last iteration. */
  primal: number;
  dual: number;
  sizeOfL: number;
  sizeOfM: number;
  sizeOfU: number;
  /** Of M. */
  rank: number;
}

export interface StepSettings extends Freedom {
  threshold: number;
  relaxation: number;
  /** Iterations. */
  count: number;
  /** Steps that Anderson's acceleration combines; 0 for none. The reference has none. */
  memory: number;
}

/** Carries the state on by some iterations. */
export type Steps = (
  operator: LieOperator,
  state: SplittingState,
  settings: StepSettings,
) => StepReport;

/** The steps that lower this norm. */
export const proximalSteps =
  (lowering: MatrixNorm): Steps =>
  (operator, state, settings) => {
    const { projector, offset, threshold, relaxation, count } = settings;
    const { rows, generators } = operator;
    let report: StepReport = { primal: 0, dual: 0, sizeOfL: 0, sizeOfM: 0, sizeOfU: 0, rank: 0 };
    for (let step = 0; step < count; step++) {
      const target = state.M.map((value, i) => value - state.U[i]);
      const moved = projector.apply(operator.adjoint(target));
      state.w = offset.map((value, i) => value + moved[i]);
      state.L = operator.apply(state.w);
      const X = state.L.map((l, i) => relaxation * l + (1 - relaxation) * state.M[i] + state.U[i]);
      const { lowered, rank } = lowering.prox(X, rows, generators, threshold);
      state.U = X.map((value, i) => value - lowered[i]);
      report = {
        primal: norm(state.L.map((value, i) => value - lowered[i])),
        dual: norm(lowered.map((value, i) => value - state.M[i])),
        sizeOfL: norm(state.L),
        sizeOfM: norm(lowered),
        sizeOfU: norm(state.U),
        rank,
      };
      state.M = lowered;
    }
    return report;
  };

export const referenceSteps: Steps = proximalSteps(nuclearNorm);
