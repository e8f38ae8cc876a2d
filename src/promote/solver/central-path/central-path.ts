/**
 * minimise data(w) + γ ‖L(w)‖_* along the central path of its semidefinite form, by Newton's
 * method (src/native/sources/promote/nuclear-path.h has the formulas). Some twenty steps, however
 * ill-conditioned the problem; each costs the free dimension D times two products of the
 * size of L(w), where the splitting's cost nothing of the kind.
 *
 * | symbol | name here      |                                                              |
 * | μ      |                | from ‖L(w₀)‖_F/√q down, by 0.1 or 0.3 a step                 |
 * |        | primalResidual | relative duality gap that the barrier leaves open            |
 * |        | dualResidual   | length of the Newton step over that of w, w₀                 |
 */
import { ConvergenceError } from "../../../errors.js";
import type { Vector } from "../../../numerics/index.js";
import { promoteModule, putOperator, tooLarge } from "../compiled-module.js";
import { type DataTerm, type FreeSpace, norm } from "../data/data-term.js";
import type { LieOperator } from "../lie-operator.js";
import type { Solution, SolverOptions, SolverProgress } from "../minimise.js";

/** Newton steps at most; some twenty are the rule. */
export const LARGEST_STEPS = 100;
/** Of the objective at w₀: below it the objective, which may come down to 0, is no scale any more. */
const SMALLEST_SHARE = 1e-3;
/** μ, value, slope, and whether there is a step to be tried. */
const SCALARS = 4;

/** Yields after each Newton step. @throws ConvergenceError when a singular value decomposition fails */
export function* centralPath(
  data: DataTerm,
  options: Pick<SolverOptions, "weight" | "tolerance" | "start"> & { steps?: number } = {},
): Generator<SolverProgress, Solution> {
  const { weight = 1, tolerance = 1e-7, steps = LARGEST_STEPS } = options;
  const { operator } = data;
  const space = data.free();
  const small = Math.min(operator.rows, operator.generators);
  const { kernel, start } = space;
  const D = kernel.rows;
  const state = new Float64Array(2 * D + SCALARS);
  if (options.start) {
    state.set(kernel.apply(options.start.w.map((value, i) => value - start[i])));
  }
  const size = norm(operator.apply(start));
  const first = data.value(start) + weight * size;
  state[2 * D] = (size > 0 ? size : 1) / Math.sqrt(small);
  for (let iteration = 1; ; iteration++) {
    const { w, multiplier, open, step } = newtonStep(operator, space, weight, state);
    const objective = data.value(w) + weight * dualSize(operator, multiplier, w, weight);
    const reference = Math.max(objective, SMALLEST_SHARE * first);
    const primalResidual = reference > 0 ? open / reference : 0;
    const dualResidual = step / Math.max(norm(w), norm(start), Number.MIN_VALUE);
    const now = { iteration, primalResidual, dualResidual, w };
    const converged = primalResidual <= tolerance && dualResidual <= tolerance;
    if (converged || iteration >= steps) return { ...now, multiplier, converged };
    yield now;
  }
}

/** ‖L(w)‖_*, nearly: ⟨Λ, L(w)⟩/γ comes close along the path, and ‖L(w)‖_F is below it always. */
function dualSize(operator: LieOperator, multiplier: Vector, w: Vector, weight: number): number {
  const L = operator.apply(w);
  const inner = L.reduce((sum, value, i) => sum + value * multiplier[i], 0) / weight;
  return Math.max(inner, norm(L));
}

function newtonStep(
  operator: LieOperator,
  { start, kernel, quadratic, linear }: FreeSpace,
  weight: number,
  state: Float64Array,
): { w: Vector; multiplier: Vector; open: number; step: number } {
  const { parameters, coefficients, rows, generators } = operator;
  const size = rows * generators;
  return promoteModule.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const parts = putOperator(operator, memory);
      const [from, basis] = [start, kernel.data].map(memory.put);
      const forms = [quadratic?.data, linear].map((part) => (part ? memory.put(part) : 0));
      const at = memory.put(state);
      const [w, multiplier, report] = [parameters, size, 2].map(memory.room);
      memory.reserve(3 * size * kernel.rows + 3 * kernel.rows ** 2 + 12 * size);
      const status = exports.nuclear_path(
        ...([parameters, coefficients, rows, generators] as const),
        ...parts,
        ...([kernel.rows, from, basis] as const),
        ...(forms as [number, number]),
        ...([weight, 1, at, w, multiplier, report] as const),
      );
      if (status !== 0) {
        throw new ConvergenceError(
          `promote: the singular values of a ${rows} × ${generators} matrix were not found; check the data for very large numbers.`,
        );
      }
      state.set(memory.numbers(at, state.length));
      const [open, step] = memory.numbers(report, 2);
      return {
        w: memory.numbers(w, parameters),
        multiplier: memory.numbers(multiplier, size),
        ...{ open, step },
      };
    },
  );
}
