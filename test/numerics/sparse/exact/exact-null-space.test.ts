import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import {
  type ExactNullSpace,
  exactNullSpace,
  Matrix,
  nullSpace,
  RandomStream,
  SparseMatrix,
} from "../../../../src/numerics/index.js";
import { rationalRank, wholeMatrices } from "../matrices.js";

const sparse = SparseMatrix.fromDense;

/** A · N in BigInt, entry by entry, for a matrix of whole numbers. */
function requireAnnihilated(A: Matrix, space: ExactNullSpace): void {
  for (let k = 0; k < space.dimension; k++) {
    const { coordinates, values } = space.vector(k);
    for (let i = 0; i < A.rows; i++) {
      let sum = 0n;
      coordinates.forEach((j, t) => {
        sum += BigInt(A.at(i, j)) * values[t];
      });
      expect(sum).to.equal(0n);
    }
    let divisor = 0n;
    for (const value of values) {
      let [a, b] = [divisor, value < 0n ? -value : value];
      while (b !== 0n) [a, b] = [b, a % b];
      divisor = a;
    }
    expect(divisor).to.equal(1n);
  }
}

function requireOrthonormal(Q: Matrix): void {
  const gram = Q.transpose().multiply(Q);
  expect(gram.maxDifference(Matrix.identity(Q.columns))).to.be.below(1e-12);
}

describe("numerics/sparse/exact/exact-null-space", () => {
  it("agrees with Bareiss' elimination in BigInt", () => {
    fc.assert(
      fc.property(wholeMatrices(8), (A) => {
        const space = exactNullSpace(sparse(A));
        expect(space.dimension).to.equal(A.columns - rationalRank(A));
        expect(space.certificate.rank).to.equal(rationalRank(A));
        requireAnnihilated(A, space);
        requireOrthonormal(space.orthonormal());
      }),
      { numRuns: 300 },
    );
  });

  it("finds the null space of products of low rank, with long numbers", () => {
    fc.assert(
      fc.property(wholeMatrices(9, 1000), (B) => {
        const A = B.transpose().multiply(B);
        const space = exactNullSpace(sparse(A));
        expect(space.dimension).to.equal(B.columns - rationalRank(B));
        requireAnnihilated(A, space);
      }),
    );
  });

  it("needs several primes and BigInt where the answer is long", () => {
    // x_{j+1} = 1000 x_j: the basis vector is (1, 10³, …, 10³⁰)
    const n = 11;
    const A = Matrix.zeros(n - 1, n);
    for (let j = 0; j < n - 1; j++) {
      A.row(j)[j] = -1000;
      A.row(j)[j + 1] = 1;
    }
    const space = exactNullSpace(sparse(A));
    expect(space.dimension).to.equal(1);
    expect(space.certificate.largestEntry).to.equal(10n ** 30n);
    expect(space.certificate.arithmetic).to.equal("BigInt");
    // fractions up to 10³⁰ need 2 · 10⁶⁰ > 2^200, primes have 26 bits
    expect(space.certificate.primes.length).to.be.at.least(8);
    expect(space.vector(0).values).to.deep.equal(
      Array.from({ length: n }, (_, j) => 1000n ** BigInt(j)),
    );
    expect(() => space.basis).to.throw(DomainError, "beyond 2^53");
    expect(space.orthonormal().at(n - 1, 0)).to.be.closeTo(1, 1e-6);
  });

  it("reads fractions with small denominators", () => {
    const A = Matrix.fromRows([
      [1 / 3, -1 / 7, 0],
      [0, 0.5, 1 / 999],
    ]);
    const { basis, dimension } = exactNullSpace(sparse(A));
    expect(dimension).to.equal(1);
    // x = 3/7 y, z = −999/2 y
    const [x, y, z] = basis.toDense().data;
    expect([x / y, z / y]).to.deep.equal([3 / 7, -999 / 2]);
    expect(Math.abs(y)).to.equal(14);
  });

  it("refuses irrational entries, and points to the Float64 path", () => {
    const A = Matrix.fromRows([[1, Math.SQRT2]]);
    expect(() => exactNullSpace(sparse(A))).to.throw(DomainError, /\(0, 1\).*sparseNullSpace/);
    expect(() => exactNullSpace(sparse(Matrix.fromRows([[2 ** 60, 1]])))).to.throw(DomainError);
  });

  it("is not misled by a prime that divides a minor", () => {
    // determinant p for the first prime that is tried, 67108859, so modulo it the rank is 1
    const A = Matrix.fromRows([
      [1, 1],
      [1, 67108860],
    ]);
    const space = exactNullSpace(sparse(A));
    expect(space.dimension).to.equal(0);
  });

  it("agrees with the singular values on medium random matrices, also where rows are many", () => {
    const random = RandomStream.fromSeed(5);
    for (const [rows, columns, rank] of [
      [40, 60, 25],
      [150, 40, 25],
      [100, 50, 50],
    ]) {
      const whole = (m: number, n: number): Matrix =>
        new Matrix(
          m,
          n,
          Float64Array.from({ length: m * n }, () => random.integer(5) - 2),
        );
      const A = whole(rows, rank).multiply(whole(rank, columns));
      const space = exactNullSpace(sparse(A));
      const { basis } = nullSpace(A);
      expect(space.dimension).to.equal(basis.columns);
      const Q = space.orthonormal();
      requireOrthonormal(Q);
      const projected = basis.multiply(basis.transpose().multiply(Q));
      expect(projected.subtract(Q).maxAbs()).to.be.below(1e-9);
    }
  });

  it("solves blocks one after another, and takes hints that follow", () => {
    // invariants of S₃ on ℝ³ ⊗ ℝ³: the identity and the all-ones matrix
    const swap = Matrix.fromRows([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const turn = Matrix.fromRows([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const fixed = (M: Matrix): SparseMatrix => sparse(M.kronecker(M).subtract(Matrix.identity(9)));
    const both = exactNullSpace([fixed(swap), fixed(turn)]);
    expect(both.dimension).to.equal(2);
    const hinted = exactNullSpace([fixed(swap), fixed(turn)], {
      implied: [fixed(swap.multiply(turn))],
    });
    expect(hinted.dimension).to.equal(2);
    const stacked = exactNullSpace(SparseMatrix.stack([fixed(swap), fixed(turn)]));
    expect(stacked.dimension).to.equal(2);
  });

  it("loses vectors to a hint that does not follow, and never takes wrong ones in", () => {
    const free = SparseMatrix.fromEntries(1, 2, []);
    const hint = SparseMatrix.fromEntries(1, 2, [[0, 0, 1]]);
    expect(exactNullSpace(free).dimension).to.equal(2);
    expect(exactNullSpace(free, { implied: [hint] }).dimension).to.equal(1);
  });

  it("has an answer for zero and empty matrices", () => {
    expect(exactNullSpace(SparseMatrix.fromEntries(0, 3, [])).dimension).to.equal(3);
    expect(
      exactNullSpace(SparseMatrix.fromEntries(2, 3, []))
        .basis.toDense()
        .toRows(),
    ).to.deep.equal(Matrix.identity(3).toRows());
    const nothing = exactNullSpace(SparseMatrix.identity(4));
    expect(nothing.dimension).to.equal(0);
    expect(nothing.orthonormal().columns).to.equal(0);
    expect(nothing.certificate.largestEntry).to.equal(0n);
    expect(exactNullSpace(SparseMatrix.fromEntries(2, 0, [])).dimension).to.equal(0);
  });

  it("refuses blocks of different widths", () => {
    expect(() => exactNullSpace([])).to.throw(ShapeError, "no columns");
    expect(() => exactNullSpace([SparseMatrix.identity(2), SparseMatrix.identity(3)])).to.throw(
      ShapeError,
      "2, 3",
    );
    expect(() => exactNullSpace(SparseMatrix.identity(2)).vector(0)).to.throw(ShapeError);
  });

  it("eliminates a chain of thousands of unknowns without filling in", () => {
    // second differences: null vectors are the linear sequences
    const n = 3000;
    const entries = Array.from({ length: n - 2 }, (_, i) => [
      [i, i, 1] as const,
      [i, i + 1, -2] as const,
      [i, i + 2, 1] as const,
    ]).flat();
    const space = exactNullSpace(SparseMatrix.fromEntries(n - 2, n, entries));
    expect(space.dimension).to.equal(2);
  });
});
