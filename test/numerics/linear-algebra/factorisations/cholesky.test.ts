import { expect } from "chai";
import fc from "fast-check";
import { CholeskyDecomposition, Matrix as Oracle } from "ml-matrix";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { cholesky } from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { onEachBackend } from "../backends.js";
import { gaussian, secondDifference } from "../matrices.js";

function positive(n: number, seed: number): Matrix {
  const G = gaussian(n + 3, n, seed);
  return G.transpose().multiply(G).add(Matrix.identity(n));
}

onEachBackend("cholesky", () => {
  it("satisfies A = L Lᵀ and A · solve(B) = B", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        (n, k, seed) => {
          const A = positive(n, seed);
          const factor = cholesky(A);
          expect(factor.L.multiply(factor.L.transpose()).maxDifference(A)).below(
            1e-14 * A.frobeniusNorm(),
          );
          for (let i = 0; i < n; i++) {
            expect(factor.L.at(i, i)).above(0);
            for (let j = i + 1; j < n; j++) expect(factor.L.at(i, j)).equal(0);
          }
          const B = gaussian(n, k, seed ^ 1);
          expect(A.multiply(factor.solve(B)).maxDifference(B)).below(1e-11);
          expect(factor.L.multiply(factor.solveLower(B)).maxDifference(B)).below(1e-12);
          expect(factor.L.transpose().multiply(factor.solveUpper(B)).maxDifference(B)).below(1e-12);
        },
      ),
      { numRuns: 30 },
    );
  });

  // [[4, 2], [2, 5]] = [[2, 0], [1, 2]] · [[2, 1], [0, 2]].
  it("finds the factor of a 2 × 2 matrix", () => {
    const { L } = cholesky(
      Matrix.fromRows([
        [4, 2],
        [2, 5],
      ]),
    );
    expect(L.toRows()).deep.equal([
      [2, 0],
      [1, 2],
    ]);
  });

  // det of the n × n second difference is n + 1.
  it("finds a determinant beyond Float64", () => {
    const n = 300;
    const factor = cholesky(secondDifference(n).scale(1e30));
    expect(factor.logDeterminant()).closeTo(Math.log(n + 1) + n * Math.log(1e30), 1e-8);
  });

  it("agrees with ml-matrix", () => {
    const A = positive(50, 3);
    const expected = new CholeskyDecomposition(new Oracle(A.toRows())).lowerTriangularMatrix;
    expect(cholesky(A).L.maxDifference(Matrix.fromRows(expected.to2DArray()))).below(1e-12);
  });

  it("names the pivot that is not positive", () => {
    // After one elimination 1 − 2² = −3 remains.
    const indefinite = Matrix.fromRows([
      [1, 2, 0],
      [2, 1, 0],
      [0, 0, 1],
    ]);
    expect(() => cholesky(indefinite)).throw(
      DomainError,
      "not positive definite: pivot 1 is -3 beside A(1, 1) = 1",
    );
    expect(() => cholesky(Matrix.diagonal([1, 0]))).throw(DomainError, "pivot 1 is 0");
    expect(() => cholesky(Matrix.zeros(2))).throw(DomainError, "pivot 0 is 0");
    // Rank 3 of 30: from pivot 3 on, what remains is rounding of either sign.
    for (let seed = 1; seed <= 10; seed++) {
      const G = gaussian(30, 3, seed);
      expect(() => cholesky(G.multiply(G.transpose()))).throw(DomainError, "positive definite");
    }
  });

  it("decides alike whatever rows and columns are scaled by", () => {
    for (const scale of [1e-300, 1e-150, 1e150, 1e300]) {
      const A = Matrix.fromRows([
        [2, 1],
        [1, 2],
      ]).scale(scale);
      expect(cholesky(A).L.at(0, 0) / Math.sqrt(2 * scale)).closeTo(1, 1e-15);
      // [[2, 1], [1, 2]]⁻¹ (3, 3) = (1, 1).
      const x = cholesky(A).solve(new Matrix(2, 1, Float64Array.of(3 * scale, 3 * scale)));
      expect(x.at(0, 0)).closeTo(1, 1e-14);
    }
    expect(cholesky(Matrix.diagonal([1, 1e-200])).L.at(1, 1)).closeTo(1e-100, 1e-114);
  });

  it("answers for 0 × 0 and 1 × 1 and for no right-hand sides", () => {
    expect(cholesky(new Matrix(0, 0)).solve(new Matrix(0, 2)).columns).equal(2);
    expect(cholesky(Matrix.fromRows([[9]])).L.at(0, 0)).equal(3);
    expect(cholesky(Matrix.identity(2)).solve(new Matrix(2, 0)).rows).equal(2);
  });

  it("refuses what it cannot take, by name", () => {
    expect(() => cholesky(new Matrix(2, 3))).throw(ShapeError, "cholesky: A is 2 × 3");
    const lopsided = Matrix.fromRows([
      [2, 1],
      [0, 2],
    ]);
    expect(() => cholesky(lopsided)).throw(DomainError, "A(1, 0) = 0 but A(0, 1) = 1");
    const bad = new Matrix(1, 1, Float64Array.of(Number.NaN));
    expect(() => cholesky(bad)).throw(DomainError, "cholesky: A(0, 0) is NaN");
    const factor = cholesky(Matrix.identity(2));
    expect(() => factor.solve(new Matrix(3, 1))).throw(ShapeError, "B has 3 rows");
    expect(() => factor.solve(new Matrix(2, 1, Float64Array.of(0, Number.NaN)))).throw(
      DomainError,
      "B(1, 0) is NaN",
    );
    const tiny = cholesky(Matrix.diagonal([1e-200, 1]));
    expect(() => tiny.solve(new Matrix(2, 1, Float64Array.of(1e200, 1)))).throw(
      DomainError,
      "beyond Float64",
    );
  });
});
