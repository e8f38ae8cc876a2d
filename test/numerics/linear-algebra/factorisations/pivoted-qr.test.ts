import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../../src/errors.js";
import { qrWithColumnPivoting } from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { gaussian, orthonormalityError } from "../matrices.js";

function expectFactors(A: Matrix): void {
  const { Q, R, permutation } = qrWithColumnPivoting(A);
  const small = Math.min(A.rows, A.columns);
  expect([Q.rows, Q.columns]).deep.equal([A.rows, small]);
  expect([R.rows, R.columns]).deep.equal([small, A.columns]);
  expect([...permutation].sort((a, b) => a - b)).deep.equal(
    Array.from({ length: A.columns }, (_, j) => j),
  );
  expect(orthonormalityError(Q)).below(1e-13);
  const permuted = new Matrix(A.rows, A.columns);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.columns; j++) {
      permuted.data[i * A.columns + j] = A.at(i, permutation[j]);
    }
  }
  expect(Q.multiply(R).maxDifference(permuted)).at.most(1e-13 * A.frobeniusNorm());
  for (let i = 0; i < small; i++) {
    for (let j = 0; j < i; j++) expect(R.at(i, j)).equal(0);
    if (i > 0) {
      expect(Math.abs(R.at(i, i))).at.most(Math.abs(R.at(i - 1, i - 1)) * (1 + 1e-12) + 1e-300);
    }
  }
}

describe("qrWithColumnPivoting", () => {
  it("satisfies A Π = Q R with orthonormal Q and descending |R_kk|", () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) =>
        expectFactors(gaussian(rows, columns, seed)),
      ),
      { numRuns: 50 },
    );
    expectFactors(gaussian(120, 110, 1));
    expectFactors(
      gaussian(30, 3, 2)
        .multiply(gaussian(3, 20, 3))
        .scale(1e200),
    );
    expectFactors(new Matrix(4, 6));
  });

  it("takes the longest column first", () => {
    const { permutation, R } = qrWithColumnPivoting(
      Matrix.fromRows([
        [1, 0, 3],
        [0, 2, 4],
      ]),
    );
    expect(permutation[0]).equal(2);
    expect(Math.abs(R.at(0, 0))).closeTo(5, 1e-15);
  });

  it("answers for matrices without rows or columns", () => {
    const { Q, R, permutation } = qrWithColumnPivoting(new Matrix(0, 3));
    expect([Q.rows, Q.columns, R.rows, R.columns]).deep.equal([0, 0, 0, 3]);
    expect([...permutation]).deep.equal([0, 1, 2]);
    expect(qrWithColumnPivoting(new Matrix(3, 0)).Q.columns).equal(0);
  });

  it("refuses NaN by name", () => {
    const A = new Matrix(2, 1, Float64Array.of(0, Number.NaN));
    expect(() => qrWithColumnPivoting(A)).throw(
      DomainError,
      "qrWithColumnPivoting: A(1, 0) is NaN",
    );
  });
});
