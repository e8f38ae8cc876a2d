import { expect } from "chai";
import fc from "fast-check";
import { Matrix as Oracle, SingularValueDecomposition } from "ml-matrix";
import { DomainError } from "../../../../src/errors.js";
import {
  singularValueDecomposition,
  singularValues,
} from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { gaussian, geometric, orthonormalityError, withSingularValues } from "../matrices.js";

function middle(rows: number, columns: number, values: Float64Array): Matrix {
  const out = new Matrix(rows, columns);
  values.forEach((value, k) => {
    out.data[k * columns + k] = value;
  });
  return out;
}

/** A = U Σ Vᵀ, orthonormal columns, descending values that are not negative. */
function expectDecomposition(A: Matrix, thin: boolean): void {
  const { U, values, V } = singularValueDecomposition(A, { thin });
  const small = Math.min(A.rows, A.columns);
  expect([U.rows, U.columns]).deep.equal([A.rows, thin ? small : A.rows]);
  expect([V.rows, V.columns]).deep.equal([A.columns, thin ? small : A.columns]);
  expect(values.length).equal(small);
  expect(orthonormalityError(U)).below(1e-13);
  expect(orthonormalityError(V)).below(1e-13);
  const product = U.multiply(middle(U.columns, V.columns, values)).multiply(V.transpose());
  expect(product.maxDifference(A)).at.most(1e-13 * A.frobeniusNorm());
  for (let k = 0; k < small; k++) expect(values[k]).within(0, values[Math.max(0, k - 1)]);
}

describe("singularValueDecomposition", () => {
  it("satisfies its law on random shapes, thin and full", () => {
    const size = fc.integer({ min: 1, max: 45 });
    fc.assert(
      fc.property(size, size, fc.nat(), fc.boolean(), (rows, columns, seed, thin) =>
        expectDecomposition(gaussian(rows, columns, seed), thin),
      ),
      { numRuns: 60 },
    );
  });

  for (const [rows, columns] of [
    [130, 130],
    [200, 40],
    [40, 200],
    [70, 60],
    [1, 50],
    [50, 1],
  ]) {
    it(`satisfies its law at ${rows} × ${columns}, also with rank loss`, () => {
      expectDecomposition(gaussian(rows, columns, 2), true);
      expectDecomposition(gaussian(rows, columns, 2), false);
      expectDecomposition(gaussian(rows, 1, 3).multiply(gaussian(1, columns, 4)), false);
      expectDecomposition(new Matrix(rows, columns), false);
    });
  }

  it("answers for empty matrices with identities", () => {
    const wide = singularValueDecomposition(new Matrix(0, 3));
    expect([wide.U.rows, wide.U.columns, wide.values.length]).deep.equal([0, 0, 0]);
    expect(wide.V.toRows()).deep.equal(Matrix.identity(3).toRows());
    const thin = singularValueDecomposition(new Matrix(2, 0), { thin: true });
    expect([thin.U.rows, thin.U.columns, thin.V.rows]).deep.equal([2, 0, 0]);
  });

  it("keeps a 1 × 1 matrix's sign in the vectors", () => {
    const { U, values, V } = singularValueDecomposition(Matrix.fromRows([[-2]]));
    expect([values[0], U.at(0, 0) * V.at(0, 0)]).deep.equal([2, -1]);
  });

  it("refuses NaN by name and norms beyond Float64", () => {
    const A = Matrix.identity(2);
    A.data[1] = Number.POSITIVE_INFINITY;
    expect(() => singularValues(A)).throw(DomainError, "singularValues: A(0, 1) is Infinity");
    const huge = new Matrix(2, 2, new Float64Array(4).fill(Number.MAX_VALUE));
    expect(() => singularValues(huge)).throw(DomainError, "beyond Float64");
  });
});

describe("singularValues: accuracy", () => {
  const spectra: Record<string, number[]> = {
    "graded to 1e-12": geometric(60, 1e-12),
    "in two clusters": geometric(60, 0.5).map((_, k) => (k < 30 ? 1 : 1e-6)),
    "equal to 1e-14": geometric(60, 0.5).map((_, k) => 1 - k * 1e-16),
    "nearly rank-deficient": geometric(60, 0.1).map((s, k) => (k < 55 ? s : 1e-13)),
    "of rank 3": geometric(60, 0.1).map((s, k) => (k < 3 ? s : 0)),
  };
  for (const [name, values] of Object.entries(spectra)) {
    for (const [rows, columns] of [
      [60, 60],
      [150, 60],
      [60, 90],
    ]) {
      // Weyl: rounding A by ε‖A‖ moves each singular value by at most as much.
      it(`${name}, ${rows} × ${columns}: each to 1e-14 of the largest`, () => {
        singularValues(withSingularValues(rows, columns, values).A).forEach((value, k) => {
          expect(value).closeTo(values[k], 1e-14);
        });
      });
    }
  }

  // A Jordan-like bidiagonal of ones and −1 has singular values 2 sin((2k−1)π/(4n+2)), since
  // AᵀA is the second difference with one Dirichlet and one Neumann end.
  it("finds the exact values of the first difference", () => {
    const n = 90;
    const A = Matrix.identity(n);
    for (let i = 0; i + 1 < n; i++) A.data[i * n + i + 1] = -1;
    const values = singularValues(A);
    for (let k = 1; k <= n; k++) {
      expect(values[n - k]).closeTo(2 * Math.sin(((2 * k - 1) * Math.PI) / (4 * n + 2)), 4e-15);
    }
  });

  // Largest eigenvalue of the 5 × 5 Hilbert matrix 1.567050691098231 and smallest
  // 3.287928772171e-6: their product with the three others is det = 1/266716800000.
  it("finds the determinant and extremes of the 5 × 5 Hilbert matrix", () => {
    const hilbert = Matrix.fromRows(
      Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => 1 / (i + j + 1))),
    );
    const values = singularValues(hilbert);
    expect(values[0]).closeTo(1.567050691098231, 1e-14);
    expect(values[4]).closeTo(3.287928772171e-6, 1e-15);
    expect(values.reduce((product, value) => product * value) * 266716800000).closeTo(1, 1e-9);
  });

  it("agrees with ml-matrix", () => {
    for (const [rows, columns] of [
      [50, 50],
      [80, 30],
      [30, 80],
    ]) {
      const A = gaussian(rows, columns, 6);
      const expected = new SingularValueDecomposition(new Oracle(A.toRows()), {
        autoTranspose: true,
      }).diagonal;
      singularValues(A).forEach((value, k) => {
        expect(value).closeTo(expected[k], 1e-13 * expected[0]);
      });
    }
  });
});
