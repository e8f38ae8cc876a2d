import { expect } from "chai";
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix as Oracle } from "ml-matrix";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { symmetricEigen } from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { gaussian, orthogonal, orthonormalityError, secondDifference } from "../matrices.js";

describe("symmetricEigen", () => {
  it("satisfies A V = V Λ with orthonormal V and ascending Λ", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (n, seed) => {
        const B = gaussian(n, n, seed);
        const A = B.add(B.transpose());
        const { values, vectors } = symmetricEigen(A);
        expect(A.multiply(vectors).maxDifference(vectors.multiply(Matrix.diagonal(values)))).below(
          1e-13 * A.frobeniusNorm() + 1e-300,
        );
        expect(orthonormalityError(vectors)).below(1e-13);
        expect([...values]).deep.equal([...values].sort((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  });

  // Eigenvalues 2 − 2 cos(kπ/(n+1)), k = 1 … n (discrete sine transform).
  for (const n of [2, 3, 17, 100, 257]) {
    it(`finds the spectrum of the ${n} × ${n} second difference`, () => {
      symmetricEigen(secondDifference(n)).values.forEach((value, k) => {
        expect(value).closeTo(4 * Math.sin(((k + 1) * Math.PI) / (2 * (n + 1))) ** 2, 1e-13);
      });
    });
  }

  it("finds a clustered spectrum that was put in", () => {
    const spectrum = [-1, -1, -1 + 1e-9, 0, 0, 1e-9, 2, 2, 2, 2];
    const Q = orthogonal(10, 5);
    const A = Q.multiply(Matrix.diagonal(spectrum)).multiply(Q.transpose());
    symmetricEigen(A).values.forEach((value, k) => {
      expect(value).closeTo(spectrum[k], 1e-14);
    });
  });

  it("agrees with ml-matrix", () => {
    const B = gaussian(30, 30, 8);
    const A = B.add(B.transpose());
    const oracle = new EigenvalueDecomposition(new Oracle(A.toRows()), { assumeSymmetric: true });
    const expected = [...oracle.realEigenvalues].sort((a, b) => a - b);
    symmetricEigen(A).values.forEach((value, k) => {
      expect(value).closeTo(expected[k], 1e-12);
    });
  });

  it("answers for 0 × 0, 1 × 1, zero and extreme matrices", () => {
    expect(symmetricEigen(new Matrix(0, 0)).values.length).equal(0);
    const one = symmetricEigen(Matrix.fromRows([[-3]]));
    expect([one.values[0], Math.abs(one.vectors.at(0, 0))]).deep.equal([-3, 1]);
    const zero = symmetricEigen(Matrix.zeros(4));
    expect([...zero.values]).deep.equal([0, 0, 0, 0]);
    expect(orthonormalityError(zero.vectors)).equal(0);
    // [[2, 1], [1, 2]] has the eigenvalues 1 and 3.
    for (const scale of [1e-300, 1e300]) {
      const { values } = symmetricEigen(
        Matrix.fromRows([
          [2, 1],
          [1, 2],
        ]).scale(scale),
      );
      expect(values[0] / scale).closeTo(1, 1e-14);
      expect(values[1] / scale).closeTo(3, 1e-14);
    }
  });

  it("averages rounding away and refuses real asymmetry", () => {
    // Characteristic polynomial (1 − λ)² = (1 + 5e-13)² to first order.
    const almost = symmetricEigen(
      Matrix.fromRows([
        [1, 1 + 1e-12],
        [1, 1],
      ]),
    );
    expect(almost.values[1]).closeTo(2 + 5e-13, 1e-15);
    expect(() =>
      symmetricEigen(
        Matrix.fromRows([
          [1, 1.001],
          [1, 1],
        ]),
      ),
    ).throw(DomainError, "A(1, 0) = 1 but A(0, 1) = 1.001");
  });

  it("refuses other shapes and NaN by name", () => {
    expect(() => symmetricEigen(new Matrix(2, 3))).throw(ShapeError, "symmetricEigen: A is 2 × 3");
    const A = Matrix.identity(3);
    A.data[5] = Number.NaN;
    expect(() => symmetricEigen(A)).throw(DomainError, "A(1, 2) is NaN");
  });
});
