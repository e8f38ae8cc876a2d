/** Barcodes of channels with known groups: planted ones (E2), circulants (E5), erasure. */
import { expect } from "chai";
import {
  channel,
  circulantChannel,
  levelSets,
  plantedChannel,
  plantedGroups,
  RandomStream,
  symmetryBarcode,
} from "../../../src/index.js";

describe("the symmetry barcode of planted groups (E2)", () => {
  for (const name of ["C5", "D6", "C3 × C3"] as const) {
    it(`has bars that tile the range, from all pairs alike to ${name}`, () => {
      const random = RandomStream.fromSeed(31);
      const planted = plantedGroups().find((group) => group.name === name)!;
      const levelsOfIt = levelSets(channel(plantedChannel({ ...planted, random }).kernel));
      const options = { leastPersistence: 0, tolerance: 0.01 };
      const { bars, brief, betaRange, exactGroup } = symmetryBarcode(levelsOfIt, options);
      expect(brief).to.have.length(0);
      bars.forEach(({ from, to }, k) => {
        expect(from).to.equal(k === 0 ? betaRange[0] : bars[k - 1].to);
        expect(to).to.be.above(from);
      });
      expect(bars[bars.length - 1].to).to.equal(betaRange[1]);
      expect(exactGroup.order).to.equal(BigInt(planted.order));
      expect(bars[bars.length - 1].order).to.equal(exactGroup.order);
      for (const { order, generators: found } of bars) {
        expect(order % exactGroup.order, "no bar lacks the channel's own symmetries").to.equal(0n);
        expect(found.length).to.be.above(0);
      }
    });
  }
});

describe("the first bar of circulant channels (E5)", () => {
  const critical: readonly (readonly [readonly number[], number])[] = [
    [[0.5, 0.2, 0.17, 0.13], 3.1646],
    [[0.4, 0.2, 0.1, 0.1, 0.2], 3.3116],
    [[0.7, 0.1, 0.1, 0.1], 0.865],
    [[0.3, 0.27, 0.22, 0.21], 46.3051],
    [[0.9, 0.05, 0.03, 0.02], 0.1657],
  ];

  it("holds all pairs, with one symbol up to the critical β and not beyond it", () => {
    for (const [law, beta] of critical) {
      const { bars, points } = symmetryBarcode(levelSets(channel(circulantChannel(law))));
      const n = law.length;
      const factorial = [1n, 1n, 2n, 6n, 24n, 120n][n];
      expect(bars[0].order, `${law}`).to.equal(factorial ** 2n);
      expect(bars[0].to, `${law}`).to.be.at.least(beta * (1 - 1e-3));
      for (const point of points) {
        if (point.symbols === 1) expect(point.beta).to.be.below(beta * (1 + 1e-3));
        else expect(point.beta).to.be.above(beta * (1 - 1e-3));
      }
    }
  });

  it("ends in the channel's own group", () => {
    const last = critical.map(([law]) => {
      const { bars, exactGroup } = symmetryBarcode(levelSets(channel(circulantChannel(law))));
      const { order, name } = bars[bars.length - 1];
      expect(order).to.equal(exactGroup.order);
      return name;
    });
    expect(last).to.deep.equal(["C4", "D5", "S4", "C4", "C4"]);
  });

  it("keeps impossible pairs impossible: the erasure channel has two equivariances at every β", () => {
    const erasure = [
      [0.7, 0.3, 0],
      [0, 0.3, 0.7],
    ];
    const { bars } = symmetryBarcode(levelSets(channel(erasure)));
    expect(bars.map(({ name }) => name)).to.deep.equal(["C2"]);
  });
});
