import { expect } from "chai";
import fc from "fast-check";
import { Matrix as Oracle, solve } from "ml-matrix";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { leastSquares } from "../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { onEachBackend } from "./backends.js";
import { gaussian, geometric, withSingularValues } from "./matrices.js";

onEachBackend("leastSquares", () => {
  it("leaves a residual at right angles to A and a solution at right angles to its null space", () => {
    const size = fc.integer({ min: 1, max: 25 });
    fc.assert(
      fc.property(size, size, size, fc.nat(), (rows, columns, inner, seed) => {
        const A = gaussian(rows, inner, seed).multiply(gaussian(inner, columns, seed ^ 1));
        const B = gaussian(rows, 2, seed ^ 2);
        const found = leastSquares(A, B, { tolerance: 1e-9 });
        expect(found.rank).equal(Math.min(rows, columns, inner));
        const residual = A.multiply(found.solution).subtract(B);
        const scale = A.frobeniusNorm();
        const conditioned = 1e-14 * (found.singularValues[0] / found.gap.kept) * columns;
        expect(A.transpose().multiply(residual).maxAbs()).below(scale * (conditioned + 1e-12));
        found.residuals.forEach((norm, j) => {
          expect(norm).closeTo(Math.hypot(...residual.column(j)), 1e-12);
        });
      }),
      { numRuns: 40 },
    );
  });

  // x = V Σ⁺ Uᵀ b with the factors that were put in.
  for (const [rows, columns] of [
    [60, 60],
    [150, 60],
    [60, 90],
    [80, 60],
  ]) {
    it(`finds the solution of least norm, ${rows} × ${columns} of rank 20`, () => {
      const values = geometric(20, 1e-3);
      const { A, U, V } = withSingularValues(rows, columns, values);
      const b = gaussian(rows, 1, 8);
      const coordinates = U.transpose().multiply(b);
      const expected = new Matrix(columns, 1);
      values.forEach((value, k) => {
        for (let i = 0; i < columns; i++) {
          expected.data[i] += (V.at(i, k) * coordinates.data[k]) / value;
        }
      });
      const { solution, rank, gap } = leastSquares(A, b);
      expect(rank).equal(20);
      expect(gap.kept).closeTo(1e-3, 1e-13);
      expect(solution.maxDifference(expected)).below(1e-9 * expected.frobeniusNorm());
    });
  }

  it("agrees with ml-matrix at full rank", () => {
    const [A, B] = [gaussian(70, 30, 1), gaussian(70, 4, 2)];
    const expected = solve(new Oracle(A.toRows()), new Oracle(B.toRows()));
    const { solution } = leastSquares(A, B);
    expect(solution.maxDifference(Matrix.fromRows(expected.to2DArray()))).below(1e-12);
  });

  // The line through (0, 1), (1, 2), (2, 4): slope 3/2, intercept 5/6, residual √(1/6).
  it("fits a line", () => {
    const A = Matrix.fromRows([
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    const { solution, residuals } = leastSquares(A, new Matrix(3, 1, Float64Array.of(1, 2, 4)));
    expect(solution.at(0, 0)).closeTo(5 / 6, 1e-14);
    expect(solution.at(1, 0)).closeTo(1.5, 1e-14);
    expect(residuals[0]).closeTo(Math.sqrt(1 / 6), 1e-14);
  });

  it("answers for zero, empty and extreme matrices", () => {
    const zero = leastSquares(new Matrix(3, 2), new Matrix(3, 1, Float64Array.of(3, 4, 0)));
    expect([...zero.solution.data, zero.rank, zero.residuals[0]]).deep.equal([0, 0, 0, 5]);
    expect(leastSquares(new Matrix(0, 2), new Matrix(0, 1)).solution.rows).equal(2);
    expect(leastSquares(new Matrix(2, 0), new Matrix(2, 1)).solution.rows).equal(0);
    expect(leastSquares(Matrix.identity(2), new Matrix(2, 0)).solution.columns).equal(0);
    for (const scale of [1e-300, 1e300]) {
      const A = gaussian(12, 4, 3);
      const X = gaussian(4, 1, 4);
      const { solution } = leastSquares(A.scale(scale), A.multiply(X).scale(scale));
      expect(solution.maxDifference(X)).below(1e-13);
    }
  });

  it("refuses NaN, other shapes and solutions beyond Float64 by name", () => {
    expect(() => leastSquares(Matrix.identity(2), new Matrix(3, 1))).throw(
      ShapeError,
      "B has 3 rows and A has 2",
    );
    const bad = new Matrix(2, 1, Float64Array.of(0, Number.NaN));
    expect(() => leastSquares(Matrix.identity(2), bad)).throw(DomainError, "B(1, 0) is NaN");
    expect(() => leastSquares(bad, bad)).throw(DomainError, "A(1, 0) is NaN");
    expect(() => leastSquares(Matrix.fromRows([[1e-300]]), Matrix.fromRows([[1e300]]))).throw(
      DomainError,
      "beyond Float64",
    );
  });
});
