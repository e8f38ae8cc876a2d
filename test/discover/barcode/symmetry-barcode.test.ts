import { expect } from "chai";
import {
  AbortedError,
  channel,
  DomainError,
  levelSets,
  type SymmetryBarcode,
  symmetryBarcode,
} from "../../../src/index.js";
import { switchingBottleneck } from "./switching-bottleneck.js";

/** Circulant of 4 different probabilities: cyclic group of order 4, levels .13 < .17 < .2 < .5. */
const circulant = levelSets(
  channel([
    [0.5, 0.2, 0.17, 0.13],
    [0.13, 0.5, 0.2, 0.17],
    [0.17, 0.13, 0.5, 0.2],
    [0.2, 0.17, 0.13, 0.5],
  ]),
);

/** Codes of one, two (.5 apart: S4), one and four symbols, on stretches with ends that are no points of the grid. */
const ENDS = [Math.E, 10 * Math.PI, 1000 * Math.SQRT2];
const codes = [
  { from: 0, symbols: [0, 0, 0, 0] },
  { from: ENDS[0], symbols: [0, 0, 0, 1] },
  { from: ENDS[1], symbols: [0, 0, 0, 0] },
  { from: ENDS[2], symbols: [0, 1, 2, 3] },
];
const bottleneck = switchingBottleneck(circulant, codes);

function orders({ bars }: SymmetryBarcode): string[] {
  return bars.map(({ order }) => String(order));
}

describe("symmetryBarcode along known codes", () => {
  const barcode = symmetryBarcode(circulant, { bottleneck, betaRange: [0.1, 1e5] });

  it("has a bar for each stretch with one group, and two for a group that comes back", () => {
    expect(orders(barcode)).to.deep.equal(["576", "24", "576", "4"]);
    expect(barcode.bars.map(({ group }) => group)).to.deep.equal([0, 1, 0, 2]);
    expect(barcode.groups.map(({ order }) => order)).to.deep.equal([576n, 24n, 4n]);
  });

  it("finds the ends of bars to the tolerance in log β", () => {
    barcode.bars.slice(0, -1).forEach(({ to }, k) => {
      expect(Math.log(to / ENDS[k])).to.be.closeTo(0, 1e-3);
      expect(barcode.bars[k + 1].from).to.equal(to);
    });
    const persistence = barcode.bars.reduce((sum, bar) => sum + bar.persistence, 0);
    expect(persistence).to.be.closeTo(Math.log(1e6), 1e-12);
    expect(barcode.bars.map(({ beginsBefore }) => beginsBefore)).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    expect(barcode.bars.map(({ endsAfter }) => endsAfter)).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
  });

  it("orders the groups by inclusion", () => {
    const { contains, covers, nested } = barcode.lattice;
    expect(contains).to.deep.equal([
      [true, true, true],
      [false, true, true],
      [false, false, true],
    ]);
    expect(covers).to.deep.equal([
      [0, 1],
      [1, 2],
    ]);
    expect(nested).to.equal(true);
  });

  it("says what is new in a bar, with its defect", () => {
    const [, fourSymmetric] = barcode.bars;
    expect(fourSymmetric.newGenerators, "beside all of S4 × S4 nothing is new").to.have.length(0);
    const [, , all] = barcode.bars;
    expect(all.newGenerators.length).to.be.above(0);
    for (const { least } of all.newGenerators) expect(least).to.deep.equal({ mean: 0, max: 0 });
  });

  it("starts and ends of its own where no range is given", () => {
    const own = symmetryBarcode(circulant, { bottleneck });
    expect(orders(own)).to.deep.equal(["576", "24", "576", "4"]);
    expect(own.betaRange[0]).to.be.below(ENDS[0]);
    expect(own.betaRange[1]).to.be.above(ENDS[2]);
  });

  it("keeps partitions of one group in one bar, and apart as steps", () => {
    // {.13, .17} {.2} {.5} and then all four: C4 both times.
    const twoCodes = [
      { from: 0, symbols: [0, 0, 1, 2] },
      { from: ENDS[1], symbols: [0, 1, 2, 3] },
    ];
    const options = {
      bottleneck: switchingBottleneck(circulant, twoCodes),
      betaRange: [1, 1e3] as const,
      resolve: "partitions" as const,
    };
    const { bars, steps } = symmetryBarcode(circulant, options);
    expect(bars.map(({ order, partitions }) => [order, partitions])).to.deep.equal([[4n, 2]]);
    expect(steps.map(({ parts }) => parts)).to.deep.equal([3, 4]);
    expect(Math.log(steps[0].to / ENDS[1])).to.be.closeTo(0, 1e-3);
  });

  it("is not interrupted by groups that stay for less than leastPersistence", () => {
    // C4, S4 for one hundredth in log β around 10^1.75, a point of the grid, and C4 again.
    const begin = 10 ** 1.75 * Math.exp(-0.005);
    const interrupted = [
      { from: 0, symbols: [0, 1, 2, 3] },
      { from: begin, symbols: [0, 0, 0, 1] },
      { from: begin * Math.exp(0.01), symbols: [0, 1, 2, 3] },
    ];
    const options = {
      bottleneck: switchingBottleneck(circulant, interrupted),
      betaRange: [1, 1e3] as const,
      tolerance: 1e-5,
    };
    const whole = symmetryBarcode(circulant, options);
    expect(orders(whole)).to.deep.equal(["4"]);
    expect(whole.bars[0].persistence).to.be.closeTo(Math.log(1e3), 1e-12);
    expect(whole.brief).to.have.length(1);
    expect(whole.brief[0].persistence).to.be.closeTo(0.01, 2e-5);
    expect(whole.groups[whole.brief[0].group].order).to.equal(24n);
    expect(whole.lattice.contains).to.deep.equal([[true]]);
    const split = symmetryBarcode(circulant, { ...options, leastPersistence: 0.005 });
    expect(orders(split)).to.deep.equal(["4", "24", "4"]);
  });

  it("needs few solutions: the grid, and halvings at each end", () => {
    const perEnd = Math.ceil(Math.log2(Math.log(10) / 8 / 1e-3));
    expect(barcode.points).to.have.length(6 * 8 + 1 + 3 * perEnd);
  });

  it("has one bar for a channel that has one level", () => {
    const independent = levelSets(
      channel([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    );
    const { bars } = symmetryBarcode(independent, {
      bottleneck: switchingBottleneck(independent, [{ from: 0, symbols: [0] }]),
    });
    expect(bars.map(({ order }) => order)).to.deep.equal([4n]);
  });

  it("reports progress that ends complete, and stops when it is asked to", () => {
    const reports: { done: number; total: number }[] = [];
    const stop = new AbortController();
    const onProgress = (progress: { done: number; total: number }): void => {
      reports.push(progress);
    };
    symmetryBarcode(circulant, { bottleneck, betaRange: [0.1, 1e5], onProgress });
    const last = reports[reports.length - 1];
    expect(last.done).to.equal(last.total);
    expect(reports.every(({ done, total }) => done <= total)).to.equal(true);
    const stopping = {
      bottleneck,
      signal: stop.signal,
      onProgress: ({ done }: { done: number }) => done === 5 && stop.abort(),
    };
    expect(() => symmetryBarcode(circulant, { ...stopping })).to.throw(AbortedError, /5 values/);
  });

  it("refuses ranges and tolerances without a meaning", () => {
    const resolve = "groops" as "groups";
    expect(() => symmetryBarcode(circulant, { resolve })).to.throw(DomainError, '"groops"');
    for (const betaRange of [
      [0, 1],
      [2, 1],
      [1, Number.POSITIVE_INFINITY],
      [Number.NaN, 1],
    ] as const) {
      expect(() => symmetryBarcode(circulant, { bottleneck, betaRange })).to.throw(
        DomainError,
        /betaRange/,
      );
    }
    for (const tolerance of [0, -1, Number.NaN]) {
      expect(() => symmetryBarcode(circulant, { bottleneck, tolerance })).to.throw(
        DomainError,
        /tolerance/,
      );
    }
  });
});
