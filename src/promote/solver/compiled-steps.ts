/**
 * The iterations of step.ts, and what exact data leave free (exact-data.ts), in WebAssembly:
 * src/native/sources/promote.cpp.
 */
import { ConvergenceError, EnvironmentError } from "../../errors.js";
import { EigenModule, type EigenModuleExports } from "../../native/eigen-module.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import type { Freedom } from "./data-term.js";
import type { LieOperator } from "./lie-operator.js";
import type { Steps } from "./step.js";

interface PromoteExports extends EigenModuleExports {
  exact_freedom(
    samples: number,
    parameters: number,
    design: number,
    values: number,
    gram: number,
    tolerance: number,
    curvature: number,
    start: number,
    projector: number,
    offset: number,
    report: number,
  ): number;
  nuclear_iterations(
    parameters: number,
    coefficients: number,
    rows: number,
    generators: number,
    starts: number,
    columns: number,
    values: number,
    root: number,
    projector: number,
    offset: number,
    threshold: number,
    relaxation: number,
    count: number,
    memory: number,
    w: number,
    M: number,
    U: number,
    L: number,
    report: number,
  ): number;
}

const module = new EigenModule<PromoteExports>("promote");
const REPORTED = 6;
/** Copies of rows × q and of squares of min(rows, q) that an iteration works in. */
const [WORKING_COPIES, WORKING_SQUARES] = [6, 6];

/** @throws EnvironmentError out of memory, ConvergenceError when an eigenvalue iteration fails */
export const compiledSteps: Steps = (operator, state, settings) => {
  const { parameters, coefficients, rows, generators, stacked, root } = operator;
  const small = Math.min(rows, generators);
  return module.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const sparse = [stacked.rowStarts, stacked.columnIndices, stacked.values].map(memory.put);
      const rootByColumns = root ? memory.put(root.transpose().data) : 0;
      const projector = memory.put(settings.projector.data);
      const offset = memory.put(settings.offset);
      const [w, M, U, L] = [state.w, state.M, state.U, state.L].map(memory.put);
      const report = memory.room(REPORTED);
      memory.reserve(
        (WORKING_COPIES + 2 * settings.memory) * (rows + coefficients) * generators +
          WORKING_SQUARES * small * small,
      );
      const status = exports.nuclear_iterations(
        ...([parameters, coefficients, rows, generators] as const),
        ...(sparse as [number, number, number]),
        ...([rootByColumns, projector, offset] as const),
        ...([settings.threshold, settings.relaxation, settings.count, settings.memory] as const),
        ...([w, M, U, L, report] as const),
      );
      if (status !== 0) {
        throw new ConvergenceError(
          `promote: the eigenvalues of a ${small} × ${small} Gram matrix were not found; check the data for very large numbers.`,
        );
      }
      state.w = memory.numbers(w, parameters);
      state.M = memory.numbers(M, rows * generators);
      state.U = memory.numbers(U, rows * generators);
      state.L = memory.numbers(L, rows * generators);
      const [primal, dual, sizeOfL, sizeOfM, sizeOfU, rank] = memory.numbers(report, REPORTED);
      return { primal, dual, sizeOfL, sizeOfM, sizeOfU, rank };
    },
  );
};

export interface ExactFreedom extends Freedom {
  /** w₀ */
  readonly start: Vector;
  /** ‖Θ w₀ − Y‖ */
  readonly residual: number;
  /** Whether ZᵀHZ is regular; Q and w̄ are of no use otherwise. */
  readonly regular: boolean;
}

/**
 * w₀, Q and w̄ of Θ w = Y by Householder QR of Θᵀ and Cholesky of ZᵀHZ.
 * @throws EnvironmentError out of memory
 */
export function compiledExactFreedom(
  operator: LieOperator,
  design: Matrix,
  values: Vector,
  tolerances: { readonly design: number; readonly curvature: number },
): ExactFreedom {
  const { rows: N, columns: P } = design;
  return module.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const given = [design.data, values, operator.gram().data].map(memory.put);
      const [start, projector, offset, report] = [P, P * P, P, 2].map(memory.room);
      memory.reserve(4 * P * P + 2 * N * P);
      const status = exports.exact_freedom(
        ...([N, P] as const),
        ...(given as [number, number, number]),
        ...([tolerances.design, tolerances.curvature] as const),
        ...([start, projector, offset, report] as const),
      );
      return {
        start: memory.numbers(start, P),
        projector: new Matrix(P, P, memory.numbers(projector, P * P)),
        offset: memory.numbers(offset, P),
        residual: memory.numbers(report, 2)[1],
        regular: status === 0,
      };
    },
  );
}

function tooLarge(operator: LieOperator, cause: unknown): EnvironmentError {
  return new EnvironmentError(
    `promote: ${operator.generators} generators on ${operator.parameters} coefficients do not fit into the 4 GiB of WebAssembly; take a smaller space of models or fewer generators.`,
    { cause },
  );
}
