/** The iterations of step.ts in WebAssembly. */
import { ConvergenceError } from "../../../errors.js";
import { promoteModule, putOperator, tooLarge } from "../compiled-module.js";
import type { Steps } from "./step.js";

const REPORTED = 6;
/** Copies of rows × q and of squares of min(rows, q) that an iteration works in. */
const [WORKING_COPIES, WORKING_SQUARES] = [6, 6];

/** @throws EnvironmentError out of memory, ConvergenceError when an eigenvalue iteration fails */
export const compiledSteps: Steps = (operator, state, settings) => {
  const { parameters, coefficients, rows, generators } = operator;
  const small = Math.min(rows, generators);
  return promoteModule.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const parts = putOperator(operator, memory);
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
        ...parts,
        ...([projector, offset] as const),
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
