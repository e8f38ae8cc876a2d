import { expect } from "chai";
import {
  cholesky,
  leastSquares,
  linearAlgebraBackends,
  nullSpace,
  product,
  rank,
  singularValueDecomposition,
  singularValues,
  symmetricEigen,
  thinQR,
} from "../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { onEachBackend, withBackend } from "./backends.js";
import {
  hilbert,
  hilbertInverse,
  kahan,
  largeWithSingularValues,
  lauchli,
  reflectRows,
} from "./hard-matrices.js";
import { gaussian, geometric, withSingularValues } from "./matrices.js";

/** ‖(1 − T Tᵀ) B‖, largest entry, for orthonormal T. */
function outside(T: Matrix, B: Matrix): number {
  return product(T, T.transpose().multiply(B)).maxDifference(B);
}

function lastColumns(V: Matrix, count: number): Matrix {
  return Matrix.fromRows(V.toRows().map((row) => row.slice(V.columns - count)));
}

function expectValues(A: Matrix, expected: readonly number[], tolerance: number): void {
  singularValues(A).forEach((value, k) => {
    expect(value, `σ${k}`).closeTo(expected[k], tolerance * expected[0]);
  });
}

const zeros = (count: number): number[] => new Array(count).fill(0);

onEachBackend("accuracy on hard matrices", () => {
  // Weyl: rounding A by nε‖A‖ moves no singular value by more.
  const spectra: Record<string, (n: number) => number[]> = {
    "graded to 1e-14": (n) => geometric(n, 1e-14),
    "clustered at 1 and 1e-7": (n) => Array.from({ length: n }, (_, k) => (k < n / 2 ? 1 : 1e-7)),
    "nearly rank-deficient": (n) => [...geometric(n - 5, 0.1), 1e-13, 1e-13, 1e-13, 1e-14, 0],
  };
  for (const [name, spectrum] of Object.entries(spectra)) {
    for (const n of [100, 300]) {
      it(`${name}: each of ${n} singular values to 1e-13 of the largest`, () => {
        const values = spectrum(n);
        expectValues(largeWithSingularValues(n, n, values).A, values, 1e-13);
        expectValues(largeWithSingularValues(2 * n, n, values, 5).A, values, 1e-13);
      });
    }
  }

  it("finds a null space of 300 directions among 1000", () => {
    const values = [...geometric(700, 1e-3), ...zeros(300)];
    const { A, V } = largeWithSingularValues(1000, 1000, values);
    const found = nullSpace(A);
    expect(found.rank).equal(700);
    expect(found.gap.kept).closeTo(1e-3, 1e-13);
    expect(found.gap.ratio).above(1e9);
    found.singularValues.forEach((value, k) => {
      expect(value).closeTo(values[k], 1e-13);
    });
    expect(outside(lastColumns(V, 300), found.basis)).below(1e-10);
  });

  it("finds null spaces of tall, wide and barely tall matrices", () => {
    for (const [rows, columns] of [
      [200, 200],
      [230, 200],
      [700, 200],
      [150, 200],
    ]) {
      const values = [...geometric(120, 1e-4), ...zeros(Math.min(rows, columns) - 120)];
      const { A, V } = largeWithSingularValues(rows, columns, values);
      for (const scale of [1, 2 ** -1000, 2 ** 1000]) {
        const found = nullSpace(A.scale(scale));
        expect([found.rank, found.basis.columns]).deep.equal([120, columns - 120]);
        expect(found.singularValues[0] / scale).closeTo(1, 1e-13);
        expect(outside(lastColumns(V, columns - 120), found.basis)).below(1e-10);
        const gram = found.basis.transpose().multiply(found.basis);
        expect(gram.maxDifference(Matrix.identity(columns - 120))).below(1e-13);
      }
    }
  });

  // κ = 1e8: Wedin's bound ε κ on the angle. The Gram matrix would give a wrong space.
  it("finds null vectors under values of 1e-8", () => {
    const { A, V } = withSingularValues(100, 100, [...geometric(95, 1e-8), ...zeros(5)]);
    const found = nullSpace(A);
    expect(found.rank).equal(95);
    expect(outside(lastColumns(V, 5), found.basis)).below(1e-7);
  });

  // Pivoted QR alone does not see that Kahan's triangle is nearly singular: r_nn is far above σ_n.
  it("finds the determinant and the smallest value of Kahan's triangle", () => {
    const [n, angle] = [60, 1.2];
    const K = kahan(n, angle);
    const values = singularValues(K);
    const logarithm = values.reduce((sum, value) => sum + Math.log(value), 0);
    expect(logarithm).closeTo(((n * (n - 1)) / 2) * Math.log(Math.sin(angle)), 1e-6);
    // Inverse iteration by substitution, whose rows of Kᵀ K are never formed.
    let [x, size] = [new Float64Array(n).fill(1), 0];
    for (let step = 0; step < 40; step++) {
      const y = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        y[i] = x[i];
        for (let j = 0; j < i; j++) y[i] -= K.at(j, i) * y[j];
        y[i] /= K.at(i, i);
      }
      const z = new Float64Array(n);
      for (let i = n - 1; i >= 0; i--) {
        z[i] = y[i];
        for (let j = i + 1; j < n; j++) z[i] -= K.at(i, j) * z[j];
        z[i] /= K.at(i, i);
      }
      size = Math.hypot(...z);
      x = z.map((entry) => entry / size);
    }
    expect(values[n - 1] * Math.sqrt(size)).closeTo(1, 1e-6);
    expect(K.at(n - 1, n - 1) / values[n - 1]).above(1e3);
  });

  it("finds the inverse of Hilbert matrices as far as their condition allows", () => {
    // Conditions 4.8e5 (n = 5), 1.5e10 (n = 8); determinant of n = 5 is 1/266716800000.
    for (const [n, admitted] of [
      [5, 1e-10],
      [8, 1e-5],
    ]) {
      const inverse = hilbertInverse(n);
      const found = cholesky(hilbert(n)).solve(Matrix.identity(n));
      expect(found.maxDifference(inverse)).below(admitted * inverse.maxAbs());
      const solved = leastSquares(hilbert(n), Matrix.identity(n), { tolerance: 1e-13 });
      expect(solved.solution.maxDifference(inverse)).below(admitted * inverse.maxAbs());
    }
    expect(cholesky(hilbert(5)).logDeterminant()).closeTo(-Math.log(266716800000), 1e-10);
    expect(() => cholesky(hilbert(20))).throw("is not positive definite: pivot");
  });

  it("keeps Läuchli's small values, which AᵀA loses", () => {
    const [n, epsilon] = [40, 1e-8];
    const A = lauchli(n, epsilon);
    expectValues(A, [Math.sqrt(n + epsilon ** 2), ...new Array(n - 1).fill(epsilon)], 1e-15);
    expect(rank(A)).equal(n);
    // Ax = (n, ε, …, ε) for x = (1, …, 1).
    const b = new Matrix(n + 1, 1, Float64Array.of(n, ...new Array(n).fill(epsilon)));
    const { solution, rank: found } = leastSquares(A, b);
    expect(found).equal(n);
    for (const x of solution.data) expect(x).closeTo(1, 1e-6);
    // Q stays orthonormal, which Gram–Schmidt loses here.
    const { Q } = thinQR(A);
    expect(Q.transpose().multiply(Q).maxDifference(Matrix.identity(n))).below(1e-14);
  });

  it("finds a symmetric spectrum of 500 that was put in, clusters included", () => {
    const n = 500;
    const spectrum = Array.from({ length: n }, (_, k) => (k < 250 ? -1 : k < 499 ? 1e-5 : 3));
    const half = reflectRows(Matrix.diagonal(spectrum), 4);
    const A = reflectRows(half.transpose(), 4);
    const { values, vectors } = symmetricEigen(A.add(A.transpose()).scale(0.5));
    values.forEach((value, k) => {
      expect(value).closeTo(spectrum[k], 1e-13);
    });
    const image = product(A, vectors).subtract(product(vectors, Matrix.diagonal(values)));
    expect(image.maxAbs()).below(1e-13);
  });

  it("answers for entries up to the ends of Float64", () => {
    for (const scale of [1e300, 1e-300]) {
      const { U, values, V } = singularValueDecomposition(gaussian(20, 20, 3).scale(scale));
      expect(values[0] / scale).within(4, 10);
      for (const basis of [U, V]) {
        expect(basis.transpose().multiply(basis).maxDifference(Matrix.identity(20))).below(1e-14);
      }
    }
    // [[1, 1], [1, −1]] has eigenvalues ±√2: 1.1e308 · √2 fits, 1.5e308 · √2 does not.
    const crossed = Matrix.fromRows([
      [1, 1],
      [1, -1],
    ]);
    const { values } = symmetricEigen(crossed.scale(1.1e308));
    expect(values[0] / 1.1e308).closeTo(-Math.SQRT2, 1e-14);
    expect(values[1] / 1.1e308).closeTo(Math.SQRT2, 1e-14);
    expect(() => symmetricEigen(crossed.scale(1.5e308))).throw("beyond Float64");
    expect(symmetricEigen(Matrix.diagonal([1.7e308, -1.7e308])).values[1]).equal(1.7e308);
  });
});

describe("agreement of the backends", () => {
  const lapack = linearAlgebraBackends()[1];
  before(function () {
    if (!lapack.opens) this.skip();
  });

  it("gives the same spaces, solutions and factors to 1e-10", () => {
    const { A } = largeWithSingularValues(160, 120, [...geometric(80, 1e-2), ...zeros(40)]);
    const G = gaussian(130, 70, 2);
    const S = G.transpose().multiply(G).add(Matrix.identity(70));
    const compute = () => {
      const { basis } = nullSpace(A);
      const { U, V } = singularValueDecomposition(A, { thin: true });
      const [left, right] = [U, V].map((W) =>
        Matrix.fromRows(W.toRows().map((row) => row.slice(0, 80))),
      );
      return {
        nullProjector: product(basis, basis.transpose()),
        range: product(left, left.transpose()),
        coimage: product(right, right.transpose()),
        solution: leastSquares(A, gaussian(160, 3, 7)).solution,
        Q: thinQR(G).Q,
        L: cholesky(S).L,
      };
    };
    const [ours, theirs] = [compute(), withBackend("lapack", compute)];
    for (const [name, matrix] of Object.entries(ours)) {
      const other = theirs[name as keyof typeof theirs];
      expect(matrix.maxDifference(other), name).below(1e-10 * matrix.frobeniusNorm());
    }
  });
});
