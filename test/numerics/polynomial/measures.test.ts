import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  ballMeasure,
  boxMeasure,
  gaussHermite,
  gaussianMeasure,
  Matrix,
  MonomialBasis,
  MonomialList,
  type MonomialSet,
  monteCarloMeasure,
  type PolynomialMeasure,
  RandomStream,
  singularValues,
} from "../../../src/numerics/index.js";

/** E φ_j φ_k by moments. */
function gram(measure: PolynomialMeasure, monomials: MonomialSet): Matrix {
  const out = new Matrix(monomials.size, monomials.size);
  monomials.exponents.forEach((left, j) => {
    monomials.exponents.forEach((right, k) => {
      const exponent = left.map((e, i) => e + right[i]);
      out.data[j * monomials.size + k] = measure.moment(exponent);
    });
  });
  return out;
}

describe("polynomial measures", () => {
  // ∫ over [−1, 1]: 1/(e + 1); the normal law: (e − 1)!!; the disc: E x² = 1/4, E x⁴ = 1/8,
  // E x²y² = 1/24; the ball in ℝ³: E x² = 1/5, E x⁴ = 3/35, E x²y² = 1/35.
  it("have their moments", () => {
    const box = boxMeasure(2, [1, 2]);
    expect(box.moment([2, 4])).to.be.closeTo((1 / 3) * (16 / 5), 1e-15);
    expect(box.moment([1, 2])).to.equal(0);
    const normal = gaussianMeasure(2, 0.5);
    expect(normal.moment([6, 0])).to.be.closeTo(15 / 64, 1e-15);
    expect(normal.moment([0, 0])).to.equal(1);
    const disc = ballMeasure(2);
    expect(disc.moment([2, 0])).to.be.closeTo(1 / 4, 1e-15);
    expect(disc.moment([4, 0])).to.be.closeTo(1 / 8, 1e-15);
    expect(disc.moment([2, 2])).to.be.closeTo(1 / 24, 1e-15);
    const ball = ballMeasure(3, 2);
    expect(ball.moment([0, 2, 0])).to.be.closeTo(4 / 5, 1e-15);
    expect(ball.moment([0, 4, 0])).to.be.closeTo((16 * 3) / 35, 1e-14);
    expect(ball.moment([2, 2, 0])).to.be.closeTo(16 / 35, 1e-15);
    expect(ball.moment([0, 3, 0])).to.equal(0);
    expect(ballMeasure(1).moment([6])).to.be.closeTo(1 / 7, 1e-15);
  });

  const cases: [PolynomialMeasure, MonomialSet][] = [
    [boxMeasure(3), new MonomialBasis(3, 4)],
    [boxMeasure(2, [0.5, 3]), new MonomialBasis(2, 5, 2)],
    [gaussianMeasure(3, [1, 2, 0.5]), new MonomialBasis(3, 4)],
    [ballMeasure(1), new MonomialBasis(1, 6)],
    [ballMeasure(2), new MonomialBasis(2, 6)],
    [ballMeasure(3, 0.7), new MonomialBasis(3, 5)],
    [ballMeasure(5), new MonomialBasis(5, 3)],
    [
      ballMeasure(3),
      new MonomialList(3, [
        [4, 0, 0],
        [0, 2, 2],
        [1, 1, 1],
      ]),
    ],
  ];
  for (const [measure, monomials] of cases) {
    it(`has RᵀR = G: ${measure.name}, ${monomials}`, () => {
      const R = measure.gramRoot(monomials);
      const G = gram(measure, monomials);
      const made = R.transpose().multiply(R);
      for (let j = 0; j < G.rows; j++) {
        for (let k = 0; k < G.rows; k++) {
          const scale = Math.sqrt(G.at(j, j) * G.at(k, k));
          expect(made.at(j, k)).to.be.closeTo(G.at(j, k), 1e-13 * scale);
        }
      }
    });
  }

  // The least-squares error of t^d by lower powers, 1/√(leading coefficient of the orthonormal
  // Legendre polynomial): R_dd = ∏ k/√(4k² − 1). G itself has condition 10^28 at d = 40, and its
  // Cholesky factor does not exist in Float64.
  it("keeps its accuracy where the Gram matrix has none left", () => {
    const R = boxMeasure(1).gramRoot(new MonomialBasis(1, 40));
    let expected = 1;
    for (let k = 1; k <= 40; k++) expected *= k / Math.sqrt(4 * k * k - 1);
    expect(R.at(40, 40) / expected).to.be.closeTo(1, 1e-13);
    const ball = ballMeasure(2).gramRoot(new MonomialBasis(2, 24));
    const sigma = singularValues(ball);
    expect(sigma[sigma.length - 1]).to.be.greaterThan(0);
    // E (x² + y²)^24 on the disc is 1/25: the squares of binomial sums, all positive.
    const basis = new MonomialBasis(2, 24);
    const c = new Float64Array(basis.size);
    let binomial = 1;
    for (let k = 0; k <= 12; k++) {
      c[basis.indexOf([2 * k, 24 - 2 * k])] = binomial;
      binomial = (binomial * (12 - k)) / (k + 1);
    }
    const norm = ball.apply(c).reduce((sum, value) => sum + value * value, 0);
    expect(norm * 25).to.be.closeTo(1, 1e-11);
  });

  it("agrees with Gauss–Hermite quadrature on random polynomials", () => {
    const basis = new MonomialBasis(2, 6);
    const { nodes, weights } = gaussHermite(8);
    const c = RandomStream.fromSeed(3).split("c").normals(basis.size);
    let mean = 0;
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < 8; j++) {
        const value = basis.values(Matrix.fromRows([[nodes[i], nodes[j]]])).apply(c)[0];
        mean += weights[i] * weights[j] * value * value;
      }
    }
    const R = gaussianMeasure(2).gramRoot(basis);
    const norm = R.apply(c).reduce((sum, value) => sum + value * value, 0);
    expect(norm / mean).to.be.closeTo(1, 1e-12);
  });

  it("compresses sampled points without changing norms", () => {
    const basis = new MonomialBasis(2, 3);
    const points = new Matrix(50, 2, RandomStream.fromSeed(4).split("x").normals(100));
    const measure = monteCarloMeasure(points);
    const R = measure.gramRoot(basis);
    expect(R.rows).to.equal(basis.size);
    const c = RandomStream.fromSeed(5).split("c").normals(basis.size);
    const direct =
      basis
        .values(points)
        .apply(c)
        .reduce((sum, v) => sum + v * v, 0) / 50;
    const norm = R.apply(c).reduce((sum, value) => sum + value * value, 0);
    expect(norm / direct).to.be.closeTo(1, 1e-12);
    expect(measure.moment([2, 0])).to.be.closeTo(
      points.column(0).reduce((sum, x) => sum + x * x, 0) / 50,
      1e-13,
    );
    const few = monteCarloMeasure(new Matrix(2, 2, Float64Array.of(1, 2, 3, 4)));
    expect(few.gramRoot(basis).rows).to.equal(2);
  });

  it("refuses bad sizes", () => {
    expect(() => boxMeasure(0)).to.throw(DomainError, /dimension 0/);
    expect(() => boxMeasure(2, [1, 1, 1])).to.throw(ShapeError, /3 numbers/);
    expect(() => boxMeasure(2, [1, -1])).to.throw(DomainError, /halfWidth\[1\]/);
    expect(() => gaussianMeasure(1, 0)).to.throw(DomainError, /deviation\[0\]/);
    expect(() => ballMeasure(2, 0)).to.throw(DomainError, /radius/);
    expect(() => ballMeasure(1.5)).to.throw(DomainError, /1\.5/);
    expect(() => monteCarloMeasure(new Matrix(0, 2))).to.throw(DomainError, /0 × 2/);
    expect(() => monteCarloMeasure(new Matrix(1, 1, Float64Array.of(Number.NaN)))).to.throw(
      DomainError,
      /NaN/,
    );
    expect(() => boxMeasure(2).gramRoot(new MonomialBasis(3, 1))).to.throw(ShapeError, /3 variab/);
    expect(() => boxMeasure(2).moment([1])).to.throw(ShapeError, /1 variab/);
  });
});
