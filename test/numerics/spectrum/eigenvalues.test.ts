import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  eigenvalueClusters,
  eigenvalues,
  invariantSubspace,
  Matrix,
  RandomStream,
  singularValueDecomposition,
  spectralProjector,
  symmetricEigen,
} from "../../../src/numerics/index.js";

const sorted = (A: Matrix): [number, number][] => {
  const { real, imaginary } = eigenvalues(A);
  return Array.from(real, (x, k): [number, number] => [x, imaginary[k]]).sort(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  );
};

function expectValues(A: Matrix, expected: [number, number][], tolerance: number): void {
  sorted(A).forEach(([re, im], k) => {
    expect(re).to.be.closeTo(expected[k][0], tolerance);
    expect(im).to.be.closeTo(expected[k][1], tolerance);
  });
}

describe("eigenvalues", () => {
  it("of a rotation with growth are a ± bi", () => {
    const A = Matrix.fromRows([
      [0.5, -2],
      [2, 0.5],
    ]);
    expectValues(
      A,
      [
        [0.5, -2],
        [0.5, 2],
      ],
      1e-14,
    );
  });

  it("of the cyclic shift are the roots of unity", () => {
    const n = 12;
    const shift = new Matrix(n, n);
    for (let i = 0; i < n; i++) shift.data[i * n + ((i + 1) % n)] = 1;
    const { real, imaginary } = eigenvalues(shift);
    for (let k = 0; k < n; k++) {
      const angle = (2 * Math.PI * k) / n;
      const nearest = Math.min(
        ...real.map((x, m) => Math.hypot(x - Math.cos(angle), imaginary[m] - Math.sin(angle))),
      );
      expect(nearest).to.be.below(1e-13);
    }
  });

  it("of a companion matrix are the roots: 1, 2, …, 6", () => {
    // (x − 1)…(x − 6) = x⁶ − 21x⁵ + 175x⁴ − 735x³ + 1624x² − 1764x + 720
    const top = [21, -175, 735, -1624, 1764, -720];
    const A = new Matrix(6, 6);
    A.data.set(top);
    for (let i = 1; i < 6; i++) A.data[i * 6 + i - 1] = 1;
    expectValues(
      A,
      [1, 2, 3, 4, 5, 6].map((x): [number, number] => [x, 0]),
      1e-9,
    );
  });

  it("agree with the symmetric solver, and sum to the trace and its powers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.nat(2 ** 31), (n, seed) => {
        const A = new Matrix(n, n, RandomStream.fromSeed(seed).normals(n * n));
        const symmetric = A.add(A.transpose());
        const scale = Math.max(1, symmetric.frobeniusNorm());
        sorted(symmetric).forEach(([value], k) => {
          expect(value).to.be.closeTo(symmetricEigen(symmetric).values[k], 1e-12 * scale);
        });
        const { real, imaginary } = eigenvalues(A);
        const size = 1 + A.frobeniusNorm() ** 2;
        const sum = real.reduce((s, x) => s + x, 0);
        const squares = real.reduce((s, x, k) => s + x * x - imaginary[k] ** 2, 0);
        expect(sum).to.be.closeTo(A.trace(), 1e-12 * size);
        expect(squares).to.be.closeTo(A.multiply(A).trace(), 1e-12 * size);
      }),
      { numRuns: 60 },
    );
  });

  it("of zero and triangular matrices stand on the diagonal", () => {
    expectValues(
      Matrix.zeros(3),
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      0,
    );
    const upper = Matrix.fromRows([
      [3, 5, 7],
      [0, -1, 2],
      [0, 0, 2],
    ]);
    expectValues(
      upper,
      [
        [-1, 0],
        [2, 0],
        [3, 0],
      ],
      1e-13,
    );
    expect(eigenvalues(new Matrix(0, 0)).real).to.have.length(0);
  });

  it("keep their relative accuracy in matrices of any size", () => {
    // 2 − 2 cos(kπ/4), the spectrum of the second difference on three points.
    const A = Matrix.fromRows([
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ]);
    const exact = [1, 2, 3].map((k) => 2 - 2 * Math.cos((k * Math.PI) / 4));
    for (const unit of [2 ** -1060, 2 ** -700, 2 ** 700, 2 ** 1022]) {
      sorted(A.scale(unit)).forEach(([re, im], k) => {
        // 2^−1060 keeps fourteen bits.
        expect(re / unit).to.be.closeTo(exact[k], unit < 2 ** -1022 ? 1e-3 : 1e-14);
        expect(im).to.equal(0);
      });
    }
    const graded = Matrix.diagonal([1e300, 1e-300]);
    expectValues(
      graded,
      [
        [1e-300, 0],
        [1e300, 0],
      ],
      0,
    );
  });

  it("refuses matrices that are not square or not finite", () => {
    expect(() => eigenvalues(new Matrix(2, 3))).to.throw(ShapeError);
    const bad = Matrix.identity(2);
    bad.data[2] = Number.NaN;
    expect(() => eigenvalues(bad)).to.throw(DomainError, /A\(1, 0\)/);
  });
});

describe("invariant subspaces", () => {
  /** diag-like blocks 2 (Jordan, twice), 1 ± 3i, −4 in a frame of condition about 10. */
  const blocks = Matrix.fromRows([
    [2, 1, 0, 0, 0],
    [0, 2, 0, 0, 0],
    [0, 0, 1, -3, 0],
    [0, 0, 3, 1, 0],
    [0, 0, 0, 0, -4],
  ]);
  const T = new Matrix(5, 5, RandomStream.fromSeed(1).normals(25));
  const { U, values, V } = singularValueDecomposition(T);
  const inverse = V.multiply(Matrix.diagonal(values.map((x) => 1 / x))).multiply(U.transpose());
  const A = T.multiply(blocks).multiply(inverse);
  const clusters = eigenvalueClusters(eigenvalues(A), 1e-4);

  it("of clusters hold a Jordan block and a pair together", () => {
    const found = clusters
      .map(({ real, imaginary, count }) => [Math.round(real), Math.round(imaginary), count])
      .sort((a, b) => a[0] - b[0]);
    expect(found).to.deep.equal([
      [-4, 0, 1],
      [1, 3, 2],
      [2, 0, 2],
    ]);
  });

  it("are invariant, and the projectors commute and add up to 1", () => {
    let sum = Matrix.zeros(5);
    for (const cluster of clusters) {
      const E = invariantSubspace(A, cluster);
      const moved = A.multiply(E);
      const outside = moved.subtract(E.multiply(E.transpose().multiply(moved)));
      expect(outside.maxAbs()).to.be.below(1e-9);
      const P = spectralProjector(A, cluster);
      expect(P.multiply(P).maxDifference(P)).to.be.below(1e-9);
      expect(P.multiply(A).maxDifference(A.multiply(P))).to.be.below(1e-8);
      sum = sum.add(P);
    }
    expect(sum.maxDifference(Matrix.identity(5))).to.be.below(1e-9);
  });
});
