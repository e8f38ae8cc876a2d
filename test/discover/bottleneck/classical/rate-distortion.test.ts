import { expect } from "chai";
import fc from "fast-check";
import { rateDistortion } from "../../../../src/discover/index.js";
import { AbortedError, DomainError, ShapeError } from "../../../../src/errors.js";
import { entropy, Matrix } from "../../../../src/numerics/index.js";

const binaryEntropy = (p: number): number => entropy([p, 1 - p]);
const hamming = (n: number): Matrix =>
  new Matrix(n, n, new Float64Array(n * n).fill(1)).subtract(Matrix.identity(n));

const problems = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }),
    m: fc.integer({ min: 1, max: 6 }),
    beta: fc.double({ min: 0.05, max: 60, noNaN: true }),
  })
  .chain(({ n, m, beta }) =>
    fc.record({
      law: fc
        .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: n, maxLength: n })
        .map((raw) => raw.map((p) => p / raw.reduce((a, b) => a + b))),
      distortion: fc
        .array(fc.double({ min: 0, max: 2, noNaN: true }), {
          minLength: n * m,
          maxLength: n * m,
        })
        .map((entries) => new Matrix(n, m, Float64Array.from(entries))),
      beta: fc.constant(beta),
    }),
  );

describe("rateDistortion", () => {
  // C. E. Shannon 1959: R(D) = h(p) − h(D) up to D = min(p, 1 − p); its slope is −β = log(D / (1 − D)).
  for (const beta of [0.1, 1, 3, 10, 100]) {
    it(`finds a coin's rate with Hamming distortion at β = ${beta}`, () => {
      const { distortion, rate, gap } = rateDistortion([0.3, 0.7], hamming(2)).solve(beta);
      const expected = Math.min(0.3, 1 / (1 + Math.exp(beta)));
      expect(distortion).to.be.closeTo(expected, 1e-9);
      expect(rate).to.be.closeTo(binaryEntropy(0.3) - binaryEntropy(expected), 1e-9);
      expect(gap).to.be.below(1e-10);
    });
  }

  it("finds a die's rate: log m − h(D) − D log(m − 1) with D = (m − 1) / (m − 1 + e^β)", () => {
    for (const m of [3, 6, 20]) {
      const { distortion, rate, gap } = rateDistortion(
        new Float64Array(m).fill(1 / m),
        hamming(m),
      ).solve(2.5);
      const expected = (m - 1) / (m - 1 + Math.exp(2.5));
      expect(distortion).to.be.closeTo(expected, 1e-10);
      expect(rate).to.be.closeTo(
        Math.log(m) - binaryEntropy(expected) - expected * Math.log(m - 1),
        1e-10,
      );
      expect(gap).to.be.below(1e-10);
    }
  });

  it("erases a bit or tells it where a wrong bit is forbidden: R(D) = (1 − D) log 2", () => {
    const rows = new Matrix(2, 3, Float64Array.of(0, Infinity, 1, Infinity, 0, 1));
    const erasing = rateDistortion([0.5, 0.5], rows);
    expect(erasing.solve(0.69).distortion).to.be.closeTo(1, 1e-9);
    expect(erasing.solve(0.69).rate).to.be.closeTo(0, 1e-9);
    expect(erasing.solve(0.7).distortion).to.be.closeTo(0, 1e-9);
    expect(erasing.solve(0.7).rate).to.be.closeTo(Math.LN2, 1e-9);
  });

  it("is certified, and no encoder is below what it certifies", () => {
    fc.assert(
      fc.property(
        problems,
        fc.infiniteStream(fc.double({ min: 0.001, max: 1, noNaN: true })),
        ({ law, distortion, beta }, numbers) => {
          const solution = rateDistortion(law, distortion).solve(beta);
          expect(solution.gap).to.be.below(1e-8);
          const encoder = new Matrix(distortion.rows, distortion.columns);
          for (let a = 0; a < encoder.rows; a++) {
            const row = encoder.row(a);
            for (let t = 0; t < row.length; t++) row[t] = numbers.next().value! ** 4;
            const sum = row.reduce((x, y) => x + y, 0);
            for (let t = 0; t < row.length; t++) row[t] /= sum;
          }
          expect(objectiveOf(law, distortion, encoder, beta)).to.be.at.least(
            solution.objective - solution.gap - 1e-12,
          );
          expect(objectiveOf(law, distortion, solution.encoder, beta)).to.be.closeTo(
            solution.objective,
            1e-11 * (1 + beta),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("agrees with a search over the law of two reproductions", () => {
    const law = [0.2, 0.5, 0.3];
    const distortion = Matrix.fromRows([
      [0, 1.3],
      [0.7, 0.2],
      [1, 0.1],
    ]);
    for (const beta of [0.5, 2, 8]) {
      let least = Infinity;
      for (let k = 0; k <= 100_000; k++) {
        const w = k / 100_000;
        let value = 0;
        law.forEach((p, a) => {
          const [d0, d1] = distortion.row(a);
          value -= p * Math.log(w * Math.exp(-beta * d0) + (1 - w) * Math.exp(-beta * d1));
        });
        least = Math.min(least, value);
      }
      expect(rateDistortion(law, distortion).solve(beta).objective).to.be.closeTo(least, 1e-8);
    }
  });

  it("has one encoder for distortions that differ by a number for each letter, however large β is", () => {
    const law = [0.25, 0.25, 0.5];
    const distortion = Matrix.fromRows([
      [0, 1, 2],
      [1, 0, 1],
      [2, 1, 0],
    ]);
    const shifted = Matrix.fromRows([
      [5, 6, 7],
      [3, 2, 3],
      [9, 8, 7],
    ]);
    for (const beta of [1, 1e7]) {
      const plain = rateDistortion(law, distortion).solve(beta);
      const other = rateDistortion(law, shifted).solve(beta);
      expect(plain.encoder.maxDifference(other.encoder)).to.be.below(1e-9);
      expect(other.distortion - plain.distortion).to.be.closeTo(
        0.25 * 5 + 0.25 * 2 + 0.5 * 7,
        1e-9,
      );
      expect(other.gap).to.be.below(1e-9);
    }
  });

  it("gives letters of probability 0 a row, and continues from a solution", () => {
    const problem = rateDistortion(
      [0.3, 0.7, 0],
      Matrix.fromRows([
        [0, 1],
        [1, 0],
        [1, 0],
      ]),
    );
    const near = problem.solve(2.9);
    const solution = problem.solve(3, { from: near });
    expect(solution.encoder.row(2).reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-12);
    expect(solution.rate).to.be.closeTo(
      binaryEntropy(0.3) - binaryEntropy(1 / (1 + Math.exp(3))),
      1e-9,
    );
  });

  it("names what is wrong", () => {
    expect(() => rateDistortion([], new Matrix(0, 2))).to.throw(ShapeError, /empty/);
    expect(() => rateDistortion([0.5, 0.4], hamming(2))).to.throw(DomainError, /0\.9/);
    expect(() => rateDistortion([0.5, 0.5], hamming(3))).to.throw(
      ShapeError,
      /3 × 3 for 2 letters/,
    );
    const nan = new Matrix(1, 2, Float64Array.of(0, Number.NaN));
    expect(() => rateDistortion([1], nan)).to.throw(DomainError, /reproduction 1 is NaN/);
    const never = new Matrix(1, 1, Float64Array.of(Infinity));
    expect(() => rateDistortion([1], never)).to.throw(
      DomainError,
      /nothing may reproduce letter 0/,
    );
    const fair = rateDistortion([0.5, 0.5], hamming(2));
    for (const beta of [0, -1, Number.NaN, Infinity]) {
      expect(() => fair.solve(beta)).to.throw(DomainError, /β/);
    }
    expect(() => fair.solve(1, { signal: AbortSignal.abort() })).to.throw(AbortedError);
  });
});

function objectiveOf(law: number[], distortion: Matrix, encoder: Matrix, beta: number): number {
  const weights = encoder.transpose().apply(law);
  let sum = 0;
  law.forEach((p, a) => {
    encoder.row(a).forEach((k, t) => {
      if (k > 0) sum += p * k * (Math.log(k / weights[t]) + beta * distortion.at(a, t));
    });
  });
  return sum;
}
