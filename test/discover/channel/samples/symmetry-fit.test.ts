import { expect } from "chai";
import { channel, levelSets, symmetryFit } from "../../../../src/discover/channel/index.js";
import { equivarianceGroup } from "../../../../src/discover/equivariance/index.js";
import { DataError, DomainError, ShapeError } from "../../../../src/errors.js";
import { Matrix, mean, multinomialCounts, RandomStream } from "../../../../src/numerics/index.js";

const groupOf = (kernel: number[][]) => equivarianceGroup(levelSets(channel(kernel)));
const circulant = (c: number[]) => c.map((_, x) => c.map((_, y) => c[(y - x + 4) % 4]));

describe("the fit of a symmetry to counts", () => {
  it("two by two, by hand: the swap of both, all pairs, and nothing", () => {
    const counts = [
      [30, 10],
      [14, 26],
    ];
    const swap = symmetryFit(
      counts,
      groupOf([
        [0.7, 0.3],
        [0.3, 0.7],
      ]),
    );
    // 56 of 80 draws keep their letter.
    expect(swap.kernel.toRows()).eql([
      [0.7, 0.3],
      [0.3, 0.7],
    ]);
    const parts = [
      [30, 28],
      [10, 12],
      [14, 12],
      [26, 28],
    ];
    const deviance = parts.reduce((sum, [n, e]) => sum + 2 * n * Math.log(n / e), 0);
    expect(swap.deviance).closeTo(deviance, 1e-12);
    expect(swap.freedom).equal(1);
    expect(swap.leastExpected).closeTo(12, 1e-12);
    const all = symmetryFit(
      counts,
      groupOf([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    );
    expect([all.freedom, ...all.kernel.row(0)]).eql([2, 0.5, 0.5]);
    // χ² with two degrees of freedom is exponential.
    expect(all.pValue).closeTo(Math.exp(-all.deviance / 2), 1e-12);
    const none = symmetryFit(
      counts,
      groupOf([
        [0.7, 0.3],
        [0.2, 0.8],
      ]),
    );
    expect([none.freedom, none.deviance, none.pValue]).eql([0, 0, 1]);
  });

  it("a dispersion of two halves the deviance for the test", () => {
    const group = groupOf([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const fit = symmetryFit(
      [
        [30, 20],
        [25, 25],
      ],
      group,
      { dispersion: 2 },
    );
    expect(fit.pValue).closeTo(Math.exp(-fit.deviance / 4), 1e-12);
  });

  it("rows that were never drawn cost no freedom", () => {
    const group = groupOf(circulant([0.25, 0.25, 0.25, 0.25]));
    const fit = symmetryFit(
      [
        [5, 5, 5, 5],
        [5, 5, 5, 5],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      group,
    );
    expect([fit.freedom, fit.deviance]).eql([6, 0]);
  });

  it("is calibrated: p is uniform and G² has its freedom as mean, when the symmetry is exact", () => {
    const c = [0.5, 0.2, 0.17, 0.13];
    const group = groupOf(circulant(c));
    const random = RandomStream.fromSeed(7);
    const fits = Array.from({ length: 200 }, () => {
      const counts = new Matrix(4, 4);
      for (let x = 0; x < 4; x++) {
        counts.row(x).set(multinomialCounts(1000, circulant(c)[x], random));
      }
      return symmetryFit(counts, group);
    });
    // Four rows of three numbers each, pooled into three: 9 degrees; three standard errors.
    expect(fits[0].freedom).equal(9);
    expect(mean(fits.map(({ deviance }) => deviance))).closeTo(9, 3 * Math.sqrt(18 / 200));
    expect(mean(fits.map(({ pValue }) => pValue))).closeTo(0.5, 3 / Math.sqrt(12 * 200));
  });

  it("refuses other alphabets, no dispersion and what is no count", () => {
    const group = groupOf([
      [0.7, 0.3],
      [0.3, 0.7],
    ]);
    expect(() => symmetryFit([[1, 2, 3]], group)).throw(ShapeError, "1 × 3");
    expect(() => symmetryFit([[1.5, 2]], group)).throw(DataError, "1.5");
    expect(() =>
      symmetryFit(
        [
          [1, 2],
          [3, 4],
        ],
        group,
        { dispersion: 0 },
      ),
    ).throw(DomainError, "0");
  });
});
