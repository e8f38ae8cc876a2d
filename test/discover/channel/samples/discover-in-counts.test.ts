import { expect } from "chai";
import { discoverInCounts } from "../../../../src/discover/channel/index.js";
import { AbortedError, DataError, DomainError } from "../../../../src/errors.js";
import { Matrix, multinomialCounts, RandomStream } from "../../../../src/numerics/index.js";

const circulant = (c: number[]) =>
  c.map((_, x) => c.map((_, y) => c[(y - x + c.length) % c.length]));
const drawn = (kernel: number[][], samples: number, seed: number) => {
  const random = RandomStream.fromSeed(seed);
  const counts = new Matrix(kernel.length, kernel[0].length);
  kernel.forEach((row, x) => {
    counts.row(x).set(multinomialCounts(samples / kernel.length, row, random));
  });
  return counts;
};
const COARSE = { stepsPerDecade: 4, tolerance: 0.2 };
const FOUR = circulant([0.5, 0.2, 0.17, 0.13]);

describe("discoverInCounts", () => {
  it("finds a cyclic group, by name, with confidence", () => {
    const counts = drawn(FOUR, 100_000, 3);
    const found = discoverInCounts(counts, { ...COARSE, replicates: 4 });
    expect([found.order, found.name]).eql([4n, "C4"]);
    expect(found.fit.pValue).greaterThan(1e-3);
    expect(found.fit.freedom).equal(9);
    expect(found.confidence?.generators).lengthOf(found.generators.length);
    const total = found.confidence?.orders.reduce((sum, { share }) => sum + share, 0);
    expect(total).closeTo(1, 1e-12);
    const { lower = 1, upper = 0 } = found.confidence?.persistence ?? {};
    expect(lower).at.most(upper);
  });

  it("a plateau may be that of an approximate symmetry: the fit tells", () => {
    // 0.2, 0.17 and 0.13 look alike for a long stretch of β: a group of 24 that counts contradict.
    const counts = drawn(FOUR, 20_000, 1);
    const plateau = discoverInCounts(counts, { rule: "plateau", replicates: 0 });
    expect(plateau.order).equal(24n);
    expect(plateau.fit.pValue).lessThan(1e-6);
    expect(plateau.findings.map(({ kind }) => kind)).contain("contradicted");
    expect(plateau.confidence).equal(undefined);
    const fitted = discoverInCounts(counts, { replicates: 0 });
    expect(fitted.fit.pValue).at.least(1e-3);
    expect(fitted.order < 24n).equal(true);
  });

  it("the same seed gives the same confidence, another seed another", () => {
    const counts = drawn(FOUR, 2000, 2);
    const twice = [5, 5, 6].map(
      (seed) =>
        discoverInCounts(counts, { ...COARSE, replicates: 2, random: RandomStream.fromSeed(seed) })
          .confidence,
    );
    expect(twice[0]).eql(twice[1]);
    expect(twice[0]).not.eql(twice[2]);
  });

  it("reports each discovery, and stops between two", () => {
    const counts = drawn(circulant([0.7, 0.1, 0.1, 0.1]), 4000, 2);
    const stop = new AbortController();
    const seen: number[] = [];
    const run = () =>
      discoverInCounts(counts, {
        ...COARSE,
        replicates: 4,
        signal: stop.signal,
        onProgress: ({ done, total }) => {
          expect(total).equal(5);
          seen.push(done);
          if (done === 3) stop.abort();
        },
      });
    expect(run).throw(AbortedError, "discoverInCounts: stopped after 2 of 4 replicates");
    expect(seen).eql([1, 2, 3]);
  });

  it("refuses what is out of range", () => {
    expect(() => discoverInCounts([[1, 2.5]])).throw(DataError, "discoverInCounts: counts(0, 1)");
    expect(() => discoverInCounts([[1, 2]], { replicates: -1 })).throw(DomainError, "-1");
    expect(() => discoverInCounts([[1, 2]], { level: 1 })).throw(DomainError, "level is 1");
    expect(() => discoverInCounts([[1, 2]], { rule: "best" as "fit" })).throw(
      DomainError,
      '"best"',
    );
  });
});
