import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import { nullSpace, orthonormalBasis, rank } from "../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { gaussian, geometric, orthonormalityError, withSingularValues } from "./matrices.js";

/** Columns from … to − 1. */
function slice(A: Matrix, from: number, to: number): Matrix {
  return Matrix.fromRows(A.toRows().map((row) => row.slice(from, to)));
}

/** ‖(1 − T Tᵀ) B‖ for orthonormal T. */
function outside(T: Matrix, B: Matrix): number {
  return B.subtract(T.multiply(T.transpose().multiply(B))).frobeniusNorm();
}

describe("nullSpace", () => {
  // Wedin: rounding A by ε turns the null space by about ε over the smallest kept value.
  for (const [smallest, admitted] of [
    [1e-2, 1e-12],
    [1e-8, 1e-6],
  ]) {
    it(`finds 5 of 100 directions below values down to ${smallest} to ${admitted}`, () => {
      const values = [...geometric(95, smallest), 0, 0, 0, 0, 0];
      const { A, V } = withSingularValues(100, 100, values);
      const found = nullSpace(A);
      expect(found.rank).equal(95);
      expect([found.basis.rows, found.basis.columns]).deep.equal([100, 5]);
      expect(outside(slice(V, 95, 100), found.basis)).below(admitted);
      expect(found.gap.kept).closeTo(smallest, 1e-14);
      expect(found.gap.dropped).below(1e-14);
      expect(found.gap.ratio).above(1e4);
    });
  }

  it("satisfies A · basis = 0, orthonormality, and rank + nullity = columns", () => {
    const size = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(size, size, size, fc.nat(), (rows, columns, inner, seed) => {
        const other = seed ^ 1;
        const A = gaussian(rows, inner, seed).multiply(gaussian(inner, columns, other));
        const found = nullSpace(A, { tolerance: 1e-13 });
        expect(found.rank).equal(Math.min(rows, columns, inner));
        expect(found.basis.columns).equal(columns - found.rank);
        expect(orthonormalityError(found.basis)).below(1e-13);
        expect(A.multiply(found.basis).maxAbs()).at.most(1e-12 * A.frobeniusNorm());
      }),
      { numRuns: 40 },
    );
  });

  it("finds the constant vector, the null space of first differences on a ring", () => {
    const n = 31;
    const A = Matrix.identity(n);
    for (let i = 0; i < n; i++) A.data[i * n + ((i + 1) % n)] -= 1;
    const { basis } = nullSpace(A);
    expect(basis.columns).equal(1);
    for (let i = 0; i < n; i++) {
      expect(basis.at(i, 0) * basis.at(0, 0)).closeTo(1 / n, 1e-14);
    }
  });

  it("is everything for matrices without rows and for zero, with rank 0", () => {
    for (const A of [new Matrix(0, 3), new Matrix(2, 3), new Matrix(5, 3)]) {
      const found = nullSpace(A);
      expect(found.rank).equal(0);
      expect([found.basis.rows, found.basis.columns]).deep.equal([3, 3]);
      expect(orthonormalityError(found.basis)).below(1e-15);
      expect(found.gap).deep.equal({ kept: 0, dropped: 0, ratio: Number.POSITIVE_INFINITY });
    }
  });

  it("is {0} for full column rank and for no columns", () => {
    const full = nullSpace(Matrix.identity(4));
    expect([full.basis.rows, full.basis.columns, full.rank]).deep.equal([4, 0, 4]);
    expect(full.gap).deep.equal({ kept: 1, dropped: 0, ratio: 1 / Number.EPSILON });
    const none = nullSpace(new Matrix(4, 0));
    expect([none.basis.rows, none.basis.columns, none.rank]).deep.equal([0, 0, 0]);
    expect(nullSpace(Matrix.fromRows([[0]])).basis.columns).equal(1);
    expect(nullSpace(Matrix.fromRows([[7]])).basis.columns).equal(0);
  });

  it("takes its tolerance relative to the largest singular value", () => {
    for (const scale of [1e-200, 1, 1e200]) {
      const A = Matrix.diagonal([1, 1e-3, 1e-7]).scale(scale);
      expect(nullSpace(A).rank).equal(3);
      expect(nullSpace(A, { tolerance: 1e-5 }).rank).equal(2);
      expect(nullSpace(A, { tolerance: 1e-2 }).rank).equal(1);
      expect(nullSpace(A, { tolerance: 1e-5 }).gap.ratio).closeTo(1e4, 1e-8);
    }
  });

  it("refuses NaN and tolerances outside [0, 1) by name", () => {
    expect(() => nullSpace(new Matrix(1, 1, Float64Array.of(Number.NaN)))).throw(
      DomainError,
      "nullSpace: A(0, 0) is NaN",
    );
    for (const tolerance of [-1, 1, Number.NaN]) {
      expect(() => nullSpace(Matrix.identity(2), { tolerance })).throw(DomainError, "tolerance is");
    }
  });
});

describe("orthonormalBasis", () => {
  it("spans the range and only it", () => {
    const { A, U } = withSingularValues(40, 25, [...geometric(12, 1e-4), ...Array(13).fill(0)]);
    const { basis, rank: found } = orthonormalBasis(A);
    expect([basis.rows, basis.columns, found]).deep.equal([40, 12, 12]);
    expect(orthonormalityError(basis)).below(1e-13);
    expect(outside(slice(U, 0, 12), basis)).below(1e-10);
  });

  it("is empty for zero and empty matrices", () => {
    for (const A of [new Matrix(3, 2), new Matrix(3, 0)]) {
      const { basis } = orthonormalBasis(A);
      expect([basis.rows, basis.columns]).deep.equal([3, 0]);
    }
  });
});

describe("rank", () => {
  it("counts independent columns", () => {
    expect(rank(gaussian(20, 4, 1).multiply(gaussian(4, 30, 2)))).equal(4);
    expect(
      rank(
        Matrix.fromRows([
          [1, 2],
          [2, 4],
        ]),
      ),
    ).equal(1);
    expect(rank(new Matrix(0, 5))).equal(0);
    expect(rank(new Matrix(5, 5))).equal(0);
    expect(rank(Matrix.diagonal([1, 1e-11]))).equal(1);
    expect(rank(Matrix.diagonal([1, 1e-11]), { tolerance: 0 })).equal(2);
  });
});
