import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix, matrixExponential, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(6);
const normal = (n: number) => new Matrix(n, n, random.normals(n * n));
const relative = (a: Matrix, b: Matrix) => a.subtract(b).frobeniusNorm() / b.frobeniusNorm();

/** Fixed point with 400 bits. */
const BITS = 400n;
const ONE = 1n << BITS;

/** exp A by Taylor's series in whole-number arithmetic of 400 bits after the point. */
function taylorExponential(A: Matrix): Matrix {
  const n = A.rows;
  const fixed = Array.from(A.data, toFixed);
  const product = (a: bigint[], b: bigint[]): bigint[] =>
    a.map((_, k) => {
      let sum = 0n;
      for (let m = 0; m < n; m++) sum += a[Math.floor(k / n) * n + m] * b[m * n + (k % n)];
      return sum >> BITS;
    });
  let term = fixed.map((_, k) => (k % (n + 1) === 0 ? ONE : 0n));
  let sum = term;
  for (let k = 1n; k < 400n; k++) {
    term = product(term, fixed).map((value) => value / k);
    sum = sum.map((value, i) => value + term[i]);
  }
  return new Matrix(
    n,
    n,
    Float64Array.from(sum, (value) => Number(value >> (BITS - 340n)) / 2 ** 340),
  );
}

/** A Float64 as it is, times 2^400; what lies below 2⁻⁴⁰⁰ is dropped. */
function toFixed(x: number): bigint {
  const exponent = x === 0 ? 0 : Math.floor(Math.log2(Math.abs(x)));
  const mantissa = BigInt(Math.round((x / 2 ** exponent) * 2 ** 54));
  const shift = BITS - 54n + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

describe("numerics/matrix-functions/matrix-exponential", () => {
  it("agrees with Taylor's series in 400 bits, norms 1e-10 to 50", () => {
    for (const n of [1, 2, 3, 4]) {
      for (const size of [1e-10, 1e-4, 0.014, 0.2, 0.9, 2, 5, 12, 50]) {
        const draw = normal(n);
        const A = draw.scale(size / draw.frobeniusNorm());
        const exact = taylorExponential(A);
        // The condition number of exp at A is at least ‖A‖; nonnormal draws stay within a factor.
        expect(relative(matrixExponential(A), exact)).to.be.below(2e-15 * (1 + 4 * size));
      }
    }
  });

  it("keeps the small part of exp A for small A", () => {
    const A = normal(3).scale(1e-9);
    const exact = taylorExponential(A);
    const off = (M: Matrix) => M.subtract(Matrix.identity(3));
    for (const k of [1, 2, 3, 5, 6, 7]) {
      expect(off(matrixExponential(A)).data[k] / off(exact).data[k]).to.be.closeTo(1, 1e-15);
    }
  });

  it("is a rotation for a skew matrix and a polynomial for a nilpotent one", () => {
    for (const phi of [1e-8, 0.5, 3, 50]) {
      const g = matrixExponential(new Matrix(2, 2, Float64Array.of(0, -phi, phi, 0)));
      expect(g.at(0, 0)).to.be.closeTo(Math.cos(phi), 1e-15 * (1 + 4 * phi));
      expect(g.at(1, 0)).to.be.closeTo(Math.sin(phi), 1e-15 * (1 + 4 * phi));
    }
    for (const a of [1e-6, 1, 1e8]) {
      const g = matrixExponential(
        Matrix.fromRows([
          [0, a, 0],
          [0, 0, a],
          [0, 0, 0],
        ]),
      );
      expect(g.at(0, 1) / a).to.be.closeTo(1, 1e-15);
      expect(g.at(0, 2) / (a * a)).to.be.closeTo(0.5, 1e-15);
      expect(g.at(1, 0)).to.equal(0);
      expect(g.at(2, 2)).to.equal(1);
    }
  });

  it("is e^λ (I + N) for a Jordan block, also far on both sides", () => {
    for (const lambda of [-30, -1, 0, 2, 40]) {
      const g = matrixExponential(new Matrix(2, 2, Float64Array.of(lambda, 1, 0, lambda)));
      for (const k of [0, 1, 3]) {
        expect(g.data[k] / Math.exp(lambda)).to.be.closeTo(1, 2e-15 * (4 + Math.abs(lambda)));
      }
      expect(g.at(1, 0)).to.equal(0);
    }
  });

  it("obeys exp(A) exp(−A) = I, exp(Aᵀ) = exp(A)ᵀ and det exp A = e^tr A", () => {
    for (const n of [2, 5, 8]) {
      const A = normal(n).scale(0.5);
      const g = matrixExponential(A);
      const unit = g.multiply(matrixExponential(A.scale(-1)));
      expect(unit.maxDifference(Matrix.identity(n))).to.be.below(1e-12);
      expect(relative(matrixExponential(A.transpose()), g.transpose())).to.be.below(1e-14);
    }
  });

  it("copes with graded matrices: (a, b; 0, 0) has the corner b (eᵃ − 1) / a", () => {
    for (const [a, b] of [
      [-1, 1e6],
      [1, 1e9],
      [-40, 1e3],
    ]) {
      const g = matrixExponential(new Matrix(2, 2, Float64Array.of(a, b, 0, 0)));
      expect(g.at(0, 1) / ((b * Math.expm1(a)) / a)).to.be.closeTo(1, 1e-9);
    }
  });

  it("stays where eigenvalues lie so far apart that their mean is far from all", () => {
    expect(Array.from(matrixExponential(Matrix.diagonal([-2000, 0])).data)).to.deep.equal([
      0, 0, 0, 1,
    ]);
    const g = matrixExponential(Matrix.diagonal([-800, 700]));
    expect(g.at(0, 0)).to.equal(0);
    expect(g.at(1, 1) / Math.exp(700)).to.be.closeTo(1, 1e-12);
  });

  it("refuses a turn by so much that rounding it decides, and nothing nilpotent", () => {
    const turn = (phi: number): Matrix => new Matrix(2, 2, Float64Array.of(0, -phi, phi, 0));
    expect(matrixExponential(turn(1e6)).at(0, 0)).to.be.closeTo(Math.cos(1e6), 1e-9);
    expect(() => matrixExponential(turn(1e12))).to.throw(DomainError, /lost in rounding/);
    expect(matrixExponential(new Matrix(2, 2, Float64Array.of(0, 1e30, 0, 0))).at(0, 1)).equal(
      1e30,
    );
  });

  it("refuses matrices that are not square or finite, and results beyond Float64", () => {
    expect(() => matrixExponential(Matrix.zeros(2, 3))).to.throw(ShapeError, /2 × 3/);
    expect(() =>
      matrixExponential(new Matrix(1, 1, Float64Array.of(Number.POSITIVE_INFINITY))),
    ).to.throw(DomainError, /\(0, 0\) is Infinity/);
    expect(() => matrixExponential(Matrix.diagonal([800]))).to.throw(DomainError, /largest number/);
    expect(matrixExponential(Matrix.zeros(0)).rows).to.equal(0);
    expect(matrixExponential(Matrix.zeros(3)).toRows()).to.deep.equal(Matrix.identity(3).toRows());
  });
});
