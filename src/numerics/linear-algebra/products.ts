/** Products of matrices through the backend, where they are large enough for the way to it to pay. */
import { ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import { linearAlgebra } from "./backend/backend.js";
import { requireFinite } from "./finite-matrix.js";

/** Multiplications up to which loops in JavaScript are as quick as the backend. */
const FEW = 4096;

/** A B, for A (m × p) and B (p × n). @throws ShapeError, DomainError when A or B is not finite */
export function product(A: Matrix, B: Matrix): Matrix {
  return multiply("product", A, B, false);
}

/** Aᵀ B, for A (p × m) and B (p × n). @throws ShapeError, DomainError when A or B is not finite */
export function crossProduct(A: Matrix, B: Matrix): Matrix {
  return multiply("crossProduct", A, B, true);
}

function multiply(caller: string, A: Matrix, B: Matrix, transposed: boolean): Matrix {
  const [rows, inner] = transposed ? [A.columns, A.rows] : [A.rows, A.columns];
  if (inner !== B.rows) {
    throw new ShapeError(
      `${caller}: A is ${A.rows} × ${A.columns} and B is ${B.rows} × ${B.columns}; expected as many ${transposed ? "rows" : "columns"} of A as rows of B.`,
    );
  }
  requireFinite(caller, "A", A);
  requireFinite(caller, "B", B);
  const multiplications = rows * inner * B.columns;
  if (multiplications === 0) return new Matrix(rows, B.columns);
  if (multiplications > FEW) return linearAlgebra().product(A, B, transposed);
  return (transposed ? A.transpose() : A).multiply(B);
}
