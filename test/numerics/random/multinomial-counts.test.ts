import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { binomialCount, multinomialCounts, RandomStream } from "../../../src/numerics/index.js";

const random = (seed: number) => RandomStream.fromSeed(seed);

/** Binomial probabilities by the ratio of neighbours from 0 on. */
function exactLaw(n: number, p: number): number[] {
  const law = [(1 - p) ** n];
  for (let k = 0; k < n; k++) law.push((law[k] * (n - k) * p) / ((k + 1) * (1 - p)));
  return law;
}

/** Σ (observed − expected)² / expected over cells of at least 20, the rest joined; and their number. */
function chiSquare(observed: number[], law: number[], draws: number) {
  let [statistic, cells, restSeen, restExpected] = [0, 0, 0, 0];
  law.forEach((probability, k) => {
    const expected = draws * probability;
    if (expected < 20) {
      restSeen += observed[k];
      restExpected += expected;
      return;
    }
    statistic += (observed[k] - expected) ** 2 / expected;
    cells += 1;
  });
  if (restExpected > 5) {
    statistic += (restSeen - restExpected) ** 2 / restExpected;
    cells += 1;
  }
  return { statistic, freedom: cells - 1 };
}

describe("multinomial counts", () => {
  it("binomials have the exact law, by waiting times, by rejection, and beyond one half", () => {
    const draws = 40_000;
    for (const [n, p] of [
      [12, 0.2],
      [60, 0.4],
      [300, 0.05],
      [80, 0.85],
    ]) {
      const stream = random(n);
      const seen = new Array<number>(n + 1).fill(0);
      for (let i = 0; i < draws; i++) seen[binomialCount(n, p, stream)] += 1;
      const { statistic, freedom } = chiSquare(seen, exactLaw(n, p), draws);
      // Five deviations of a χ² law above its mean.
      expect(statistic, `n ${n}, p ${p}`).below(freedom + 5 * Math.sqrt(2 * freedom));
    }
  });

  it("large counts have mean N p and variance N p (1 − p)", () => {
    const [n, p, draws] = [1e9, 0.3, 4000];
    const stream = random(5);
    const scaled = Array.from(
      { length: draws },
      () => (binomialCount(n, p, stream) - n * p) / Math.sqrt(n * p * (1 - p)),
    );
    const mean = scaled.reduce((sum, x) => sum + x, 0) / draws;
    const variance = scaled.reduce((sum, x) => sum + x * x, 0) / draws;
    expect(Math.abs(mean)).below(5 / Math.sqrt(draws));
    expect(Math.abs(variance - 1)).below(5 * Math.sqrt(2 / draws));
  });

  it("sums to the draws, leaves impossible cells empty, and covaries as −N p_i p_j", () => {
    const law = [0.5, 0, 0.3, 0.2];
    const stream = random(7);
    const [n, repeats] = [100, 20_000];
    let product = 0;
    for (let i = 0; i < repeats; i++) {
      const counts = multinomialCounts(n, law, stream);
      expect(counts.reduce((sum, x) => sum + x, 0)).equal(n);
      expect(counts[1]).equal(0);
      product += (counts[0] - 50) * (counts[2] - 30);
    }
    // −100 · 0.5 · 0.3; the deviation of one product is below √(25 · 21) + 15.
    expect(product / repeats).closeTo(-15, (5 * 38) / Math.sqrt(repeats));
  });

  it("weights need no sum of one; the same stream gives the same counts; nothing is drawn of nothing", () => {
    expect([...multinomialCounts(50, [2, 6], random(1))]).deep.equal([
      ...multinomialCounts(50, [0.25, 0.75], random(1)),
    ]);
    expect([...multinomialCounts(0, [1, 1], random(1))]).deep.equal([0, 0]);
    expect([...multinomialCounts(9, [0, 1e-300, 0], random(1))]).deep.equal([0, 9, 0]);
    expect(binomialCount(7, 1, random(1))).equal(7);
  });

  it("names what is wrong", () => {
    expect(() => multinomialCounts(1.5, [1], random(1))).throw(DomainError, "1.5 draws");
    expect(() => multinomialCounts(3, [1, Number.NaN], random(1))).throw(
      DomainError,
      "law[1] is NaN",
    );
    expect(() => multinomialCounts(3, [1, -1], random(1))).throw(DomainError, "law[1] is -1");
    expect(() => multinomialCounts(3, [0, 0], random(1))).throw(DomainError, "all zero");
    expect(() => binomialCount(3, 1.1, random(1))).throw(DomainError, "1.1");
  });
});
