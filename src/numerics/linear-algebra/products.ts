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
  return smallProduct(transposed ? A.transpose() : A, B);
}

/** A B in tiles of 2 × 2: each number is read half as often. Sums run over k in order. */
function smallProduct({ rows, columns: inner, data: a }: Matrix, B: Matrix): Matrix {
  const { columns, data: b } = B;
  const out = new Matrix(rows, columns);
  const { data } = out;
  for (let i = 0; i < rows; i += 2) {
    const first = i * inner;
    const second = i + 1 < rows ? first + inner : first;
    for (let j = 0; j < columns; j += 2) {
      const next = j + 1 < columns ? 1 : 0;
      let [p, q, r, s] = [0, 0, 0, 0];
      for (let k = 0, at = j; k < inner; k++, at += columns) {
        const x = a[first + k];
        const y = a[second + k];
        const u = b[at];
        const v = b[at + next];
        p += x * u;
        q += x * v;
        r += y * u;
        s += y * v;
      }
      // At an edge the tile is one wide, and writes the same number twice.
      const to = i * columns + j;
      const below = second === first ? to : to + columns;
      data[to] = p;
      data[to + next] = q;
      data[below] = r;
      data[below + next] = s;
    }
  }
  return out;
}
