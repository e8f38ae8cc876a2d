import fc from "fast-check";
import { Matrix } from "../../../src/numerics/index.js";

/** Whole numbers from −bound to bound, zero more often than not. */
export function wholeMatrices(largest: number, bound = 3): fc.Arbitrary<Matrix> {
  const entry = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    fc.integer({ min: -bound, max: bound }),
  );
  return fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.integer({ min: 1, max: largest }))
    .chain(([rows, columns]) =>
      fc.array(entry, { minLength: rows * columns, maxLength: rows * columns }).map(
        (data) =>
          new Matrix(
            rows,
            columns,
            Float64Array.from(data, (x) => x + 0),
          ),
      ),
    );
}

/** The rank over ℚ by Bareiss' elimination without fractions, in BigInt: an oracle that shares nothing with the library. */
export function rationalRank(matrix: Matrix): number {
  const rows = matrix.toRows().map((row) => row.map(BigInt));
  let rank = 0;
  let previous = 1n;
  for (let column = 0; column < matrix.columns && rank < rows.length; column++) {
    const found = rows.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found], rows[rank]];
    const pivot = rows[rank][column];
    for (let i = rank + 1; i < rows.length; i++) {
      const factor = rows[i][column];
      rows[i] = rows[i].map((x, j) => (x * pivot - factor * rows[rank][j]) / previous);
    }
    previous = pivot;
    rank++;
  }
  return rank;
}
