import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { kroneckerSum, Matrix, SparseMatrix } from "../../../src/numerics/index.js";
import { wholeMatrices } from "./matrices.js";

const dense = (matrix: SparseMatrix): number[][] => matrix.toDense().toRows();
const sparse = SparseMatrix.fromDense;

describe("numerics/sparse/sparse-matrix", () => {
  it("adds what stands at one place and leaves out what adds up to zero", () => {
    const matrix = SparseMatrix.fromEntries(2, 3, [
      [1, 2, 5],
      [0, 1, 2],
      [1, 0, 1],
      [1, 2, -5],
      [0, 1, 0.5],
    ]);
    expect(dense(matrix)).to.deep.equal([
      [0, 2.5, 0],
      [1, 0, 0],
    ]);
    expect([...matrix.entries()]).to.deep.equal([
      [0, 1, 2.5],
      [1, 0, 1],
    ]);
    expect(matrix.nonZeros).to.equal(2);
  });

  it("agrees with dense matrices in everything", () => {
    fc.assert(
      fc.property(wholeMatrices(5), wholeMatrices(5), (A, B) => {
        const [a, b] = [sparse(A), sparse(B)];
        expect(dense(a)).to.deep.equal(A.toRows());
        expect(a.transpose().toDense().maxDifference(A.transpose())).to.equal(0);
        expect(a.transpose().transpose()).to.deep.equal(a);
        expect(a.kronecker(b).toDense().maxDifference(A.kronecker(B))).to.equal(0);
        const sum = SparseMatrix.directSum([a, b]).toDense();
        expect(sum.maxDifference(A.directSum(B))).to.equal(0);
        expect(a.add(a, -3).toDense().maxDifference(A.scale(-2))).to.equal(0);
        expect(a.add(a, -1).nonZeros).to.equal(0);
        const x = Float64Array.from({ length: A.columns }, (_, i) => i + 1);
        const y = Float64Array.from({ length: A.rows }, (_, i) => i - 2);
        expect(a.apply(x)).to.deep.equal(A.apply(x));
        expect(a.applyTranspose(y)).to.deep.equal(A.transpose().apply(y));
        const C = A.transpose();
        expect(a.multiply(C).maxDifference(A.multiply(C))).to.equal(0);
        const twice = SparseMatrix.stack([a, a]);
        expect(dense(twice)).to.deep.equal([...A.toRows(), ...A.toRows()]);
        const order = [A.rows - 1, 0, 0];
        expect(dense(a.selectRows(order))).to.deep.equal(order.map((i) => A.toRows()[i]));
      }),
    );
  });

  it("makes the sum of Kronecker that a Lie algebra does to a product", () => {
    fc.assert(
      fc.property(wholeMatrices(3), wholeMatrices(2), (A, B) => {
        const [P, Q] = [A.multiply(A.transpose()), B.multiply(B.transpose())];
        const expected = P.kronecker(Matrix.identity(Q.rows)).add(
          Matrix.identity(P.rows).kronecker(Q),
        );
        expect(
          kroneckerSum([sparse(P), sparse(Q)])
            .toDense()
            .maxDifference(expected),
        ).to.equal(0);
        expect(kroneckerSum([sparse(P)])).to.deep.equal(sparse(P));
      }),
    );
    expect(dense(kroneckerSum([]))).to.deep.equal([[0]]);
  });

  it("takes empty shapes", () => {
    const none = SparseMatrix.fromEntries(0, 4, []);
    expect(none.toDense().rows).to.equal(0);
    expect(none.transpose().rows).to.equal(4);
    expect(SparseMatrix.directSum([]).rows).to.equal(0);
    expect(SparseMatrix.stack([none, SparseMatrix.identity(4)]).rows).to.equal(4);
    expect(SparseMatrix.identity(3).selectRows([]).columns).to.equal(3);
  });

  it("holds a million entries", () => {
    const size = 1000;
    const triangle = SparseMatrix.fromEntries(
      size,
      size,
      (function* () {
        for (let k = size * size - 1; k >= 0; k--) {
          const [i, j] = [k % size, Math.floor(k / size)];
          yield [i, j, i >= j ? 1 : -1] as const;
        }
      })(),
    );
    expect(triangle.nonZeros).to.equal(size * size);
    const ones = new Float64Array(size).fill(1);
    // row i has i + 1 ones and size − 1 − i minus ones
    expect(triangle.apply(ones)).to.deep.equal(
      Float64Array.from({ length: size }, (_, i) => 2 * (i + 1) - size),
    );
  });

  it("refuses what does not fit, by name and place", () => {
    expect(() => SparseMatrix.fromEntries(2, 2, [[0, 2, 1]])).to.throw(ShapeError, "(0, 2)");
    expect(() => SparseMatrix.fromEntries(2, 2, [[0.5, 1, 1]])).to.throw(ShapeError, "(0.5, 1)");
    expect(() => SparseMatrix.fromEntries(2, 2, [[1, 1, Number.NaN]])).to.throw(DomainError, "NaN");
    expect(() => SparseMatrix.fromEntries(-1, 2, [])).to.throw(ShapeError, "-1 × 2");
    const infinite = new Matrix(1, 2, Float64Array.of(0, Number.POSITIVE_INFINITY));
    expect(() => sparse(infinite)).to.throw(DomainError, "(0, 1)");
    const I = SparseMatrix.identity(2);
    expect(() => SparseMatrix.stack([])).to.throw(ShapeError, "no columns");
    expect(() => SparseMatrix.stack([I, SparseMatrix.identity(3)])).to.throw(ShapeError, "2, 3");
    expect(() => SparseMatrix.combine([I], [1, 2])).to.throw(ShapeError, "2 factors");
    expect(() => I.scale(Number.NaN)).to.throw(DomainError, "factors[0]");
    expect(() => I.apply([1])).to.throw(ShapeError, "apply");
    expect(() => I.selectRows([2])).to.throw(ShapeError, "chosen[0]");
    expect(() => kroneckerSum([sparse(Matrix.zeros(1, 2))])).to.throw(ShapeError, "terms[0]");
  });

  it("checks arrays that are handed over", () => {
    const parts = {
      rows: 1,
      columns: 2,
      rowStarts: Int32Array.of(0, 2),
      columnIndices: Int32Array.of(0, 1),
      values: Float64Array.of(3, 4),
    };
    expect(dense(SparseMatrix.fromCompressedRows(parts))).to.deep.equal([[3, 4]]);
    for (const broken of [
      { rowStarts: Int32Array.of(0, 1) },
      { columnIndices: Int32Array.of(1, 0) },
      { columnIndices: Int32Array.of(0, 2) },
      { rows: 2 },
    ]) {
      expect(() => SparseMatrix.fromCompressedRows({ ...parts, ...broken })).to.throw(ShapeError);
    }
    const values = Float64Array.of(3, Number.NaN);
    expect(() => SparseMatrix.fromCompressedRows({ ...parts, values })).to.throw(
      DomainError,
      "(0, 1)",
    );
  });
});
