import { expect } from "chai";
import fc from "fast-check";
import { Matrix as Oracle, QrDecomposition } from "ml-matrix";
import { DomainError } from "../../../../src/errors.js";
import { thinQR } from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { onEachBackend } from "../backends.js";
import { gaussian, orthonormalityError } from "../matrices.js";

function expectFactors(A: Matrix): void {
  const { Q, R } = thinQR(A);
  const small = Math.min(A.rows, A.columns);
  expect([Q.rows, Q.columns, R.rows, R.columns]).deep.equal([A.rows, small, small, A.columns]);
  expect(orthonormalityError(Q)).below(1e-13);
  expect(Q.multiply(R).maxDifference(A)).at.most(1e-13 * A.frobeniusNorm());
  for (let i = 0; i < small; i++) {
    expect(R.at(i, i)).at.least(0);
    for (let j = 0; j < i; j++) expect(R.at(i, j)).equal(0);
  }
}

onEachBackend("thinQR", () => {
  it("satisfies A = Q R with orthonormal Q and a diagonal that is not negative", () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) =>
        expectFactors(gaussian(rows, columns, seed)),
      ),
      { numRuns: 40 },
    );
    for (const scale of [1e-300, 1e300]) expectFactors(gaussian(30, 20, 1).scale(scale));
    expectFactors(gaussian(250, 120, 2));
    expectFactors(gaussian(40, 3, 1).multiply(gaussian(3, 30, 2)));
    expectFactors(new Matrix(4, 3));
  });

  // (3, 4) = (3/5, 4/5) · 5.
  it("finds the factors of a column", () => {
    const { Q, R } = thinQR(Matrix.fromRows([[3], [4]]));
    expect(R.at(0, 0)).closeTo(5, 1e-15);
    expect(Q.at(0, 0)).closeTo(0.6, 1e-15);
    expect(Q.at(1, 0)).closeTo(0.8, 1e-15);
  });

  it("agrees with ml-matrix up to signs", () => {
    const A = gaussian(40, 25, 5);
    const expected = new QrDecomposition(new Oracle(A.toRows())).upperTriangularMatrix;
    const { R } = thinQR(A);
    for (let i = 0; i < 25; i++) {
      for (let j = i; j < 25; j++) {
        expect(Math.abs(R.at(i, j))).closeTo(Math.abs(expected.get(i, j)), 1e-12);
      }
    }
  });

  it("answers for empty matrices and refuses NaN by name", () => {
    expect(thinQR(new Matrix(3, 0)).Q.columns).equal(0);
    expect(thinQR(new Matrix(0, 3)).R.columns).equal(3);
    const bad = new Matrix(2, 1, Float64Array.of(1, Number.POSITIVE_INFINITY));
    expect(() => thinQR(bad)).throw(DomainError, "thinQR: A(1, 0) is Infinity");
  });
});
