import { expect } from "chai";
import fc from "fast-check";
import { dot, Matrix, singularValueDecomposition } from "../../../src/numerics/index.js";
import {
  columnwiseNorm,
  entrywiseNorm,
  lowerSingularValues,
  nuclearNorm,
} from "../../../src/promote/solver/matrix-norm.js";
import { largestDifference, normals } from "../examples.js";

/** U max(σ − τ, 0) Vᵀ, by columns. */
function bySingularVectors(X: Float64Array, rows: number, columns: number, tau: number) {
  const { U, values, V } = singularValueDecomposition(new Matrix(columns, rows, X).transpose(), {
    thin: true,
  });
  const lowered = Matrix.diagonal(values.map((value) => Math.max(0, value - tau)));
  return U.multiply(lowered).multiply(V.transpose()).transpose().data;
}

describe("norms that a splitting lowers", () => {
  it("lowers singular values as the singular vectors do, tall and wide", () => {
    const shapes = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(
        shapes,
        fc.nat(1000),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (size, seed, tau) => {
          const [rows, columns] = size;
          const X = normals(seed, rows * columns);
          const { lowered } = lowerSingularValues(X, rows, columns, tau);
          expect(largestDifference(lowered, bySingularVectors(X, rows, columns, tau))).to.be.below(
            1e-9,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  for (const norm of [nuclearNorm, columnwiseNorm, entrywiseNorm]) {
    it(`${norm.name}: what the proximal map takes away is in the dual ball and aligned`, () => {
      const [rows, columns, tau] = [5, 3, 0.8];
      const X = normals(7, rows * columns);
      const { lowered } = norm.prox(X, rows, columns, tau);
      const taken = X.map((value, i) => value - lowered[i]);
      expect(norm.dual(taken, rows, columns)).to.be.at.most(tau + 1e-12);
      // ⟨X − prox, prox⟩ = τ ‖prox‖ characterises the minimiser.
      expect(dot(taken, lowered)).to.be.closeTo(tau * norm.value(lowered, rows, columns), 1e-10);
    });
  }

  it("counts what it leaves", () => {
    const X = Float64Array.of(3, 0, 0, 0.5);
    expect(lowerSingularValues(X, 2, 2, 1)).to.deep.include({ rank: 1 });
    expect(columnwiseNorm.prox(X, 2, 2, 1).lowered).to.eql(Float64Array.of(2, 0, 0, 0));
    expect(entrywiseNorm.prox(X, 2, 2, 0.25).lowered).to.eql(Float64Array.of(2.75, 0, 0, 0.25));
  });
});
