/**
 * Candidates whose output action is not known: what moves inputs, and beside it every matrix on the
 * outputs as a candidate of its own. A symmetry that is found then carries its B with it. Matrices
 * that vanish on the span of the outputs come out as spurious, and are listed apart.
 */
import { affineField, type LieAction, lieAction } from "../lie-derivative/index.js";
import { Matrix } from "../numerics/index.js";

/** The generators of `action` without their output matrices, and E_ab on ℝⁿ for all a, b. */
export function withUnknownOutput(action: LieAction): LieAction {
  const { inputs, outputs: n } = action;
  const still = affineField(Matrix.zeros(inputs));
  const units = Array.from({ length: n * n }, (_, k) => {
    const output = Matrix.zeros(n);
    output.data[k] = 1;
    return { name: `B${Math.floor(k / n) + 1},${(k % n) + 1}`, input: still, output };
  });
  return lieAction(
    `${action.name} with any output action`,
    [...action.generators.map(({ name, input }) => ({ name, input })), ...units],
    { outputs: n },
  );
}
