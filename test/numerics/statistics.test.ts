import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import { RandomStream } from "../../src/numerics/random/random-stream.js";
import {
  confidenceInterval,
  linearRegression,
  mean,
  quantile,
  standardDeviation,
} from "../../src/numerics/statistics.js";

describe("mean and standardDeviation", () => {
  // Σ = 40; Σ(x − 5)² = 32, so s² = 32/7.
  it("are exact on a small sample", () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).equal(5);
    expect(standardDeviation(values)).closeTo(Math.sqrt(32 / 7), 1e-15);
  });

  it("survive a large offset", () => {
    const values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
    expect(mean(values)).equal(1e9 + 10);
    expect(standardDeviation(values)).closeTo(Math.sqrt(30), 1e-12);
  });

  it("answer for constant samples and refuse what is too small or not finite", () => {
    expect(mean([3])).equal(3);
    expect(standardDeviation([0.1, 0.1, 0.1])).equal(0);
    expect(() => mean([])).throw(DomainError, "mean: values has 0 entries");
    expect(() => standardDeviation([1])).throw(DomainError, "at least 2");
    expect(() => mean([1, Number.NaN])).throw(DomainError, "values[1] is NaN");
  });
});

describe("quantile", () => {
  it("interpolates between order statistics", () => {
    const values = [40, 10, 30, 20];
    expect(quantile(values, 0)).equal(10);
    expect(quantile(values, 1)).equal(40);
    expect(quantile(values, 0.5)).equal(25);
    expect(quantile(values, 0.25)).equal(17.5);
    expect(quantile([7], 0.9)).equal(7);
    expect(values).deep.equal([40, 10, 30, 20]);
  });

  it("refuses probabilities outside [0, 1]", () => {
    expect(() => quantile([1], 1.01)).throw(DomainError, "probability is 1.01");
    expect(() => quantile([1], Number.NaN)).throw(DomainError);
  });
});

describe("confidenceInterval", () => {
  // n = 4, mean 2.5, s² = 5/3, t₀.₉₇₅(3) = 3.182446305283708.
  it("is mean ± t s / √n", () => {
    const { mean: center, lower, upper, level } = confidenceInterval([1, 2, 3, 4]);
    const half = (3.182446305283708 * Math.sqrt(5 / 3)) / 2;
    expect([center, level]).deep.equal([2.5, 0.95]);
    expect(lower).closeTo(2.5 - half, 1e-12);
    expect(upper).closeTo(2.5 + half, 1e-12);
  });

  // 2000 intervals at 80 % cover 0 in 1600 ± 18 (one standard deviation) cases; 5 of them allowed.
  it("covers the true mean as often as it says", () => {
    const stream = RandomStream.fromSeed(11);
    let covered = 0;
    for (let k = 0; k < 2000; k++) {
      const { lower, upper } = confidenceInterval(stream.normals(3), 0.8);
      if (lower <= 0 && 0 <= upper) covered++;
    }
    expect(covered).within(1600 - 90, 1600 + 90);
  });

  it("knows nothing from one value, and everything from equal ones", () => {
    expect(confidenceInterval([5])).deep.equal({
      mean: 5,
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
      level: 0.95,
    });
    expect(confidenceInterval([2, 2, 2])).include({ lower: 2, upper: 2 });
    expect(() => confidenceInterval([])).throw(DomainError);
    expect(() => confidenceInterval([1, 2], 95)).throw(DomainError, "level is 95");
  });
});

describe("linearRegression", () => {
  it("finds a line exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (a, b) => {
        const x = [0, 1, 2, 5];
        const found = linearRegression(
          x,
          x.map((t) => a * t + b),
        );
        expect(found.slope).closeTo(a, 1e-13);
        expect(found.intercept).closeTo(b, 1e-13);
        expect(found.slopeStandardError).closeTo(0, 1e-13);
      }),
    );
  });

  // x = 1 … 5, y = 2, 4, 5, 4, 5: Sxx = 10, Sxy = 6, residual Σ = 2.4, s² = 0.8.
  it("has the textbook's standard error", () => {
    const found = linearRegression([1, 2, 3, 4, 5], [2, 4, 5, 4, 5]);
    expect(found.slope).closeTo(0.6, 1e-15);
    expect(found.intercept).closeTo(2.2, 1e-14);
    expect(found.slopeStandardError).closeTo(Math.sqrt(0.08), 1e-15);
  });

  it("answers for two points and refuses what has no line", () => {
    expect(linearRegression([0, 2], [1, 5])).deep.equal({
      slope: 2,
      intercept: 1,
      slopeStandardError: Number.POSITIVE_INFINITY,
    });
    expect(() => linearRegression([1, 2], [1])).throw(ShapeError, "got 2 x and 1 y");
    expect(() => linearRegression([1], [1])).throw(DomainError, "at least 2");
    expect(() => linearRegression([3, 3], [1, 2])).throw(DomainError, "all x are 3");
    expect(() => linearRegression([1, 2], [1, Number.NaN])).throw(DomainError, "y[1] is NaN");
  });
});
