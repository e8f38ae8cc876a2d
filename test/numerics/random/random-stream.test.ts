import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

/** Abramowitz and Stegun 26.2.17 gives the normal distribution function to 7.5e-8. */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - tail : tail;
}

/** The Kolmogorov–Smirnov distance to a distribution function. */
function kolmogorovDistance(sample: Float64Array, distribution: (x: number) => number): number {
  const sorted = sample.slice().sort();
  let largest = 0;
  sorted.forEach((x, i) => {
    const p = distribution(x);
    largest = Math.max(
      largest,
      Math.abs(p - i / sorted.length),
      Math.abs(p - (i + 1) / sorted.length),
    );
  });
  return largest;
}

describe("RandomStream", () => {
  it("repeats itself for a seed and differs between seeds and labels", () => {
    const draw = (stream: RandomStream) => Array.from({ length: 5 }, () => stream.uniform());
    const root = () => RandomStream.fromSeed(12);
    expect(draw(root())).to.deep.equal(draw(root()));
    expect(draw(root())).to.not.deep.equal(draw(RandomStream.fromSeed(13)));
    expect(draw(root().split("a"))).to.not.deep.equal(draw(root().split("b")));
    expect(draw(root().split(1))).to.not.deep.equal(draw(root().split("1")));
    expect(RandomStream.fromSeed(0).split("a").key).to.not.deep.equal(
      RandomStream.fromSeed(2 ** 32).split("a").key,
    );
  });

  it("splits without drawing and draws without touching its children", () => {
    const stream = RandomStream.fromSeed(3);
    const before = stream.split("child").uniform();
    stream.normals(1000);
    expect(stream.split("child").uniform()).to.equal(before);
  });

  it("gives uniforms that pass a Kolmogorov–Smirnov test", () => {
    const stream = RandomStream.fromSeed(5);
    const sample = Float64Array.from({ length: 40000 }, () => stream.uniform());
    // 1.95/√n is the critical value at the level 0.001.
    expect(kolmogorovDistance(sample, (x) => x)).to.be.below(1.95 / Math.sqrt(sample.length));
    expect(Math.min(...sample.subarray(0, 1000))).to.be.at.least(0);
    expect(Math.max(...sample.subarray(0, 1000))).to.be.below(1);
  });

  it("gives normals that pass a Kolmogorov–Smirnov test and have independent pairs", () => {
    const sample = RandomStream.fromSeed(6).normals(200000);
    expect(kolmogorovDistance(sample, normalDistribution)).to.be.below(1.95 / Math.sqrt(200000));
    // Correlations of neighbours and of their squares: standard error 1/√n, 4 of them allowed.
    let first = 0;
    let second = 0;
    for (let i = 0; i < sample.length; i += 2) {
      first += sample[i] * sample[i + 1];
      second += (sample[i] ** 2 - 1) * (sample[i + 1] ** 2 - 1);
    }
    expect(Math.abs(first / 1e5)).to.be.below(4 / Math.sqrt(1e5));
    expect(Math.abs(second / 1e5 / 2)).to.be.below(4 / Math.sqrt(1e5));
  });

  it("covers all four quadrants of a Box–Muller pair equally", () => {
    const sample = RandomStream.fromSeed(61).normals(80000);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < sample.length; i += 2) {
      counts[(sample[i] > 0 ? 1 : 0) + (sample[i + 1] > 0 ? 2 : 0)]++;
    }
    // Binomial(40000, ¼): standard deviation 86.6.
    for (const count of counts) expect(Math.abs(count - 10000)).to.be.below(4 * 86.6);
  });

  it("gives the same normals one by one and in pairs", () => {
    const one = RandomStream.fromSeed(8);
    const many = RandomStream.fromSeed(8).normals(6);
    expect(Array.from({ length: 6 }, () => one.normal())).to.deep.equal(Array.from(many));
  });

  it("draws integers without favour and permutations that are permutations", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0 }), (count, seed) => {
        const order = RandomStream.fromSeed(seed).permutation(count);
        expect([...order].sort((a, b) => a - b)).to.deep.equal(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
    const stream = RandomStream.fromSeed(9);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30000; i++) counts[stream.integer(3)]++;
    // Binomial(30000, ⅓): standard deviation 81.6.
    for (const count of counts) expect(Math.abs(count - 10000)).to.be.below(4 * 81.6);
  });

  it("refuses what is no seed, count or bound, by name", () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => RandomStream.fromSeed(seed)).to.throw(DomainError, "fromSeed");
    }
    expect(() => RandomStream.fromSeed(1).integer(0)).to.throw(DomainError, "bound 0");
    expect(() => RandomStream.fromSeed(1).normals(-1)).to.throw(DomainError, "count -1");
  });
});
