/**
 * A_1 ⊕ … ⊕ A_k in Kronecker's sense, Σ_a I ⊗ … ⊗ A_a ⊗ … ⊗ I: what a Lie algebra does to
 * a tensor product. Index (i_1, …, i_k) stands at ((i_1 · d_2 + i_2) · d_3 + …), as in A ⊗ B.
 */
import { ShapeError } from "../../errors.js";
import { Triplets } from "./compressed-rows.js";
import { SparseMatrix } from "./sparse-matrix.js";

/** The sum for square matrices; without any, the 1 × 1 zero. @throws ShapeError */
export function kroneckerSum(terms: readonly SparseMatrix[]): SparseMatrix {
  terms.forEach((term, a) => {
    if (term.rows !== term.columns) {
      throw new ShapeError(
        `kroneckerSum: terms[${a}] is ${term.rows} × ${term.columns}; expected square matrices.`,
      );
    }
  });
  const size = terms.reduce((product, term) => product * term.rows, 1);
  const expected = terms.reduce((sum, term) => sum + (term.nonZeros * size) / term.rows, 0);
  const entries = new Triplets(expected);
  let stride = size;
  for (const { rows, rowStarts, columnIndices, values } of terms) {
    stride /= rows;
    for (let at = 0; at < size; at++) {
      const i = Math.floor(at / stride) % rows;
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
        entries.push(at, at + (columnIndices[k] - i) * stride, values[k]);
      }
    }
  }
  return SparseMatrix.fromCompressedRows(entries.compress(size, size));
}
