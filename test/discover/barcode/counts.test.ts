/** Discovery from counts: the card's 3.6, E7 and C7. */
import { expect } from "chai";
import {
  barcodeOfCounts,
  circulantChannel,
  DataError,
  longestPlateau,
  Matrix,
  RandomStream,
  sampleCounts,
} from "../../../src/index.js";

const LOGITS = [2, 1.2, 0.5, -0.2, -0.9, -1.6];
const total = LOGITS.reduce((sum, b) => sum + Math.exp(b), 0);
const cyclic = circulantChannel(LOGITS.map((b) => Math.exp(b) / total));
const quick = { tolerance: 0.1, stepsPerDecade: 6 };

function orders(samples: number, draws: number): bigint[] {
  return Array.from({ length: draws }, (_, k) => {
    const random = RandomStream.fromSeed(2310).split(samples).split(k);
    return barcodeOfCounts(sampleCounts({ kernel: cyclic }, samples, random), quick).group.order;
  });
}

describe("barcodeOfCounts", () => {
  it("finds C6 in at least 4 of 5 samples of 30 000, and in all larger ones (C7)", () => {
    expect(orders(30_000, 5).filter((order) => order === 6n)).to.have.length.at.least(4);
    expect(orders(1_000_000, 2)).to.deep.equal([6n, 6n]);
  });

  it("finds no C6 in samples of 3000", () => {
    expect(orders(3000, 1)).not.to.include(6n);
  });

  it("finds the longest step without the ends of the others", () => {
    const counts = sampleCounts({ kernel: cyclic }, 20_000, RandomStream.fromSeed(6));
    const one = barcodeOfCounts(counts, quick);
    const all = barcodeOfCounts(counts, { ...quick, resolve: "partitions" });
    expect(one.plateau.from).to.equal(all.plateau.from);
    expect(one.plateau.to).to.equal(all.plateau.to);
    expect([...one.plateau.levelParts]).to.deep.equal([...all.plateau.levelParts]);
    expect(one.barcode.points.length).to.be.below(all.barcode.points.length);
  });

  it("follows β up to N / (|X||Y|) only", () => {
    const counts = sampleCounts({ kernel: cyclic }, 36_000, RandomStream.fromSeed(4));
    const { barcode, samples, plateau, indistinct } = barcodeOfCounts(counts, quick);
    expect(samples).to.equal(36_000);
    expect(barcode.betaRange[1]).to.equal(1000);
    expect(plateau.to).to.be.at.most(1000);
    expect(indistinct).to.equal(false);
  });

  it("takes all pairs for one when the counts look like the reference", () => {
    const even = new Matrix(3, 4, new Float64Array(12).fill(1 / 4));
    const counts = sampleCounts({ kernel: even }, 600, RandomStream.fromSeed(8));
    const { group, plateau, indistinct } = barcodeOfCounts(counts, quick);
    expect(indistinct).to.equal(true);
    expect(plateau.parts).to.equal(1);
    expect(group.order).to.equal(144n);
  });

  it("takes the longest step with more than one part, unless there is none", () => {
    const step = (persistence: number, parts: number) => ({
      from: 1,
      to: Math.exp(persistence),
      persistence,
      parts,
      levelParts: new Int32Array(0),
      group: 0,
    });
    const steps = [step(9, 1), step(2, 2), step(3, 3), step(1, 5)];
    expect(longestPlateau(steps, false).parts).to.equal(3);
    expect(longestPlateau(steps, true).parts).to.equal(1);
    expect(longestPlateau([step(9, 1)], false).parts).to.equal(1);
  });

  it("refuses counts that are no whole numbers", () => {
    expect(() => barcodeOfCounts([[1.5, 2]])).to.throw(DataError, /barcodeOfCounts.*1\.5/);
    expect(() => barcodeOfCounts([[0, 0]])).to.throw(DataError);
  });
});
