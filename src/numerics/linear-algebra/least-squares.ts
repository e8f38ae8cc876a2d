/**
 * The x of least norm among those that minimise ‖A x − b‖, from the singular value
 * decomposition of A itself: x = Σ v_k (u_kᵀ b)/σ_k over the values that count as nonzero.
 * Never AᵀA, whose condition is the square.
 *
 * | symbol | name      | shape                                        |
 * | A      | A         | m × n                                        |
 * | b      | B         | m × k, one problem a column                  |
 * | x      | solution  | n × k                                        |
 * | ‖Ax−b‖ | residuals | k                                            |
 */
import { ShapeError } from "../../errors.js";
import { Matrix, type Vector } from "../matrix.js";
import { linearAlgebra } from "./backend/backend.js";
import { singularFactors } from "./factorisations/singular-values.js";
import { requireFinite, requireRepresentable } from "./finite-matrix.js";
import { crossProduct, product } from "./products.js";
import { decideRank, type RankDecision, type RankOptions } from "./rank.js";

export interface LeastSquares extends RankDecision {
  /** n × k: the solution of least norm for each column of B. */
  solution: Matrix;
  /** ‖A x − b‖ for each column, length k. */
  residuals: Vector;
}

/** Rows for each column from which A is brought to its triangle first. */
const TALL = 1.5;

/**
 * Least squares of minimum norm, for any shape and rank of A, with the rank decision and
 * the gap that it rests on. Singular values at most tolerance · σ₁ count as zero. Without
 * rows or columns the solution is zero.
 * @throws ShapeError when B has other rows than A; DomainError when A or B is not finite, the
 * tolerance is outside [0, 1) or the solution beyond Float64
 */
export function leastSquares(A: Matrix, B: Matrix, options: RankOptions = {}): LeastSquares {
  const caller = "leastSquares";
  if (B.rows !== A.rows) {
    throw new ShapeError(
      `${caller}: B has ${B.rows} rows and A has ${A.rows}; expected as many, one problem in each column of B.`,
    );
  }
  requireFinite(caller, "A", A);
  requireFinite(caller, "B", B);
  const reducible = A.rows > TALL * A.columns && A.columns > 0 && B.columns > 0;
  const { R, C } = reducible ? linearAlgebra().orthogonalReduction(A, B) : { R: A, C: B };
  const { U, values, V } = singularFactors(caller, R, "thin", "thin");
  const decision = decideRank(caller, values, options);
  const coordinates = crossProduct(U, C);
  for (let k = 0; k < values.length; k++) {
    const row = coordinates.row(k);
    for (let j = 0; j < row.length; j++) row[j] = k < decision.rank ? row[j] / values[k] : 0;
  }
  requireRepresentable(caller, "the solution", coordinates.data);
  const solution = product(V, coordinates);
  return { solution, residuals: columnNorms(product(A, solution).subtract(B)), ...decision };
}

/** The norm of each column. */
function columnNorms(matrix: Matrix): Vector {
  return Float64Array.from({ length: matrix.columns }, (_, j) =>
    new Matrix(matrix.rows, 1, matrix.column(j)).frobeniusNorm(),
  );
}
