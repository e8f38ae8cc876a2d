import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import {
  generalisedSymmetricEigen,
  orthonormalBasis,
} from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { onEachBackend } from "../backends.js";
import { gaussian } from "../matrices.js";

/** CᵀDC, symmetric to the bit. */
function congruent(C: Matrix, entries: readonly number[]): Matrix {
  const A = C.transpose().multiply(Matrix.diagonal(entries)).multiply(C);
  return A.add(A.transpose()).scale(0.5);
}

onEachBackend("generalisedSymmetricEigen", () => {
  it("satisfies A V = B V Λ and Vᵀ B V = 1, and finds a spectrum that was put in", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (n, seed) => {
        const C = Matrix.identity(n).add(gaussian(n, n, seed), 0.4 / n);
        const spectrum = Array.from({ length: n }, (_, k) => Math.floor(k / 2) - 3);
        const [A, B] = [congruent(C, spectrum), congruent(C, new Array(n).fill(1))];
        const { values, vectors } = generalisedSymmetricEigen(A, B);
        values.forEach((value, k) => {
          expect(value).closeTo(spectrum[k], 1e-11);
        });
        const right = B.multiply(vectors).multiply(Matrix.diagonal(values));
        expect(A.multiply(vectors).maxDifference(right)).below(1e-11);
        const gram = vectors.transpose().multiply(B).multiply(vectors);
        expect(gram.maxDifference(Matrix.identity(n))).below(1e-12);
      }),
      { numRuns: 30 },
    );
  });

  // Linear finite elements on (0, 1): stiffness tridiag(−1, 2, −1)/h and mass tridiag(1, 4, 1) h/6
  // share the sines, so that λ_k = 6/h² · (1 − cos kπh)/(2 + cos kπh).
  it("finds the frequencies of a string in finite elements", () => {
    const n = 63;
    const h = 1 / (n + 1);
    const [K, M] = [new Matrix(n, n), new Matrix(n, n)];
    for (let i = 0; i < n; i++) {
      K.data[i * n + i] = 2 / h;
      M.data[i * n + i] = (4 * h) / 6;
      if (i > 0) {
        K.data[i * n + i - 1] = K.data[(i - 1) * n + i] = -1 / h;
        M.data[i * n + i - 1] = M.data[(i - 1) * n + i] = h / 6;
      }
    }
    generalisedSymmetricEigen(K, M).values.forEach((value, k) => {
      const cosine = Math.cos((k + 1) * Math.PI * h);
      const expected = ((6 / h ** 2) * (1 - cosine)) / (2 + cosine);
      expect(value / expected).closeTo(1, 1e-10);
    });
  });

  it("refuses a semidefinite B with advice that works", () => {
    // On the range of B, spanned by (1, 1, 0)/√2 and e₃: A is diag(3, 5) and B diag(2, 1).
    const A = Matrix.fromRows([
      [2, 1, 0],
      [1, 2, 0],
      [0, 0, 5],
    ]);
    const B = Matrix.fromRows([
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(() => generalisedSymmetricEigen(A, B)).throw(
      DomainError,
      /B is not positive definite: its pivot 1 is 0 .*orthonormalBasis\(B\)\.basis/,
    );
    const E = orthonormalBasis(B).basis;
    const inside = (S: Matrix) => E.transpose().multiply(S).multiply(E);
    const { values } = generalisedSymmetricEigen(inside(A), inside(B));
    expect(values[0]).closeTo(1.5, 1e-14);
    expect(values[1]).closeTo(5, 1e-14);
    expect(() => generalisedSymmetricEigen(A, Matrix.diagonal([1, -1, 1]))).throw(
      DomainError,
      "its pivot 1 is -1",
    );
  });

  it("answers for empty matrices and 1 × 1", () => {
    expect(generalisedSymmetricEigen(new Matrix(0, 0), new Matrix(0, 0)).values.length).equal(0);
    const one = generalisedSymmetricEigen(Matrix.fromRows([[6]]), Matrix.fromRows([[4]]));
    expect([one.values[0], Math.abs(one.vectors.at(0, 0))]).deep.equal([1.5, 0.5]);
  });

  it("refuses other shapes and NaN by name", () => {
    expect(() => generalisedSymmetricEigen(Matrix.identity(2), Matrix.identity(3))).throw(
      ShapeError,
      "B is 3 × 3 for an A of 2 × 2",
    );
    const bad = new Matrix(1, 1, Float64Array.of(Number.NaN));
    expect(() => generalisedSymmetricEigen(Matrix.identity(1), bad)).throw(
      DomainError,
      "B(0, 0) is NaN",
    );
    expect(() =>
      generalisedSymmetricEigen(Matrix.fromRows([[1e300]]), Matrix.fromRows([[1e-300]])),
    ).throw(DomainError, "beyond Float64");
  });
});
