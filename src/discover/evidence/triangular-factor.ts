/**
 * A tall matrix A (rows × q) through its q × q factor R with RᵀR = AᵀA, taken block by block from
 * orthogonal factorisations: singular values keep all digits, which AᵀA itself would halve.
 */
import { Matrix, qrWithColumnPivoting } from "../../numerics/index.js";

const BLOCK = 1024;

/** R, at most q × q; A itself when it is no taller than 2 q. */
export function triangularFactor(A: Matrix): Matrix {
  const q = A.columns;
  if (A.rows <= 2 * q || q === 0) return A;
  let factor = new Matrix(0, q);
  const step = Math.max(BLOCK, 2 * q);
  for (let start = 0; start < A.rows; start += step) {
    const end = Math.min(A.rows, start + step);
    const block = new Matrix(end - start, q, A.data.subarray(start * q, end * q));
    factor = orthogonalFactor(stacked([factor, block]));
  }
  return factor;
}

/** The matrices on top of each other; all have the same number of columns. */
export function stacked(parts: readonly Matrix[]): Matrix {
  const columns = parts[0].columns;
  const out = new Matrix(
    parts.reduce((sum, part) => sum + part.rows, 0),
    columns,
  );
  let offset = 0;
  for (const part of parts) {
    out.data.set(part.data, offset);
    offset += part.data.length;
  }
  return out;
}

/** R with its columns in A's order, so that RᵀR = AᵀA. */
function orthogonalFactor(A: Matrix): Matrix {
  const { R, permutation } = qrWithColumnPivoting(A);
  const out = new Matrix(R.rows, R.columns);
  permutation.forEach((original, j) => {
    for (let i = 0; i < R.rows; i++) out.data[i * R.columns + original] = R.at(i, j);
  });
  return out;
}
