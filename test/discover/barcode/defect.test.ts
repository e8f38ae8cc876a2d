import { expect } from "chai";
import fc from "fast-check";
import {
  type Channel,
  type ChannelPair,
  channel,
  DomainError,
  equivarianceDefect,
  equivarianceGroup,
  type LevelSets,
  levelSets,
  Matrix,
  RandomStream,
  ShapeError,
} from "../../../src/index.js";
import { hardSolution } from "./switching-bottleneck.js";

const random = RandomStream.fromSeed(11);

function randomRows(rows: number, columns: number): Matrix {
  const out = new Matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    const weights = Array.from({ length: columns }, () => 0.05 + random.uniform());
    const sum = weights.reduce((a, b) => a + b);
    weights.forEach((weight, j) => {
      out.data[i * columns + j] = weight / sum;
    });
  }
  return out;
}

function randomPair(inputs: number, outputs: number): ChannelPair {
  return {
    input: Int32Array.from(random.permutation(inputs)),
    output: Int32Array.from(random.permutation(outputs)),
  };
}

/** ½ Σ_a p(a) Σ_t |κ(t|σx, τy) − κ(t|x, y)|, with a symbol more for the impossible pairs. */
function definition(law: Channel, levels: LevelSets, encoder: Matrix, pair: ChannelPair): number {
  const { rows, columns } = law.joint;
  const code = (x: number, y: number): number[] => {
    const level = levels.labels[x * columns + y];
    return level < levels.levels ? [...encoder.row(level), 0] : [...encoder.row(0).map(() => 0), 1];
  };
  let sum = 0;
  for (let x = 0; x < rows; x++) {
    for (let y = 0; y < columns; y++) {
      const image = code(pair.input[x], pair.output[y]);
      const distance = code(x, y).reduce((s, v, t) => s + Math.abs(v - image[t]), 0) / 2;
      sum += law.joint.at(x, y) * distance;
    }
  }
  return sum;
}

describe("equivarianceDefect", () => {
  it("is its definition, for random channels, codes and pairs", () => {
    for (let trial = 0; trial < 40; trial++) {
      const inputLaw = randomRows(1, 4).row(0);
      const kernel = randomRows(4, 3);
      if (trial % 2 === 1) kernel.row(trial % 4).set([0, 0.4, 0.6]);
      const law = channel(kernel, { inputLaw });
      const levels = levelSets(law);
      const encoder = randomRows(levels.levels, 3);
      const pair = randomPair(4, 3);
      const { mean, max } = equivarianceDefect(levels, { encoder }, pair, { joint: law.joint });
      expect(mean).to.be.closeTo(definition(law, levels, encoder, pair), 1e-14);
      expect(equivarianceDefect(levels, { encoder }, pair)).to.deep.equal({ mean, max });
      expect(max).to.be.at.least(mean).and.at.most(1);
    }
  });

  it("needs no joint law when the input law is uniform", () => {
    const law = channel([
      [0.5, 0.3, 0.2],
      [0.2, 0.5, 0.3],
      [0.3, 0.2, 0.5],
      [0.3, 0.3, 0.4],
    ]);
    const levels = levelSets(law);
    const encoder = randomRows(levels.levels, 2);
    const pair = randomPair(4, 3);
    const { mean } = equivarianceDefect(levels, { encoder }, pair);
    expect(mean).to.be.closeTo(definition(law, levels, encoder, pair), 1e-14);
  });

  it("vanishes on the channel's equivariances, whatever the code", () => {
    const levels = levelSets(
      channel([
        [0.5, 0.3, 0.2],
        [0.2, 0.5, 0.3],
        [0.3, 0.2, 0.5],
      ]),
    );
    const { generators } = equivarianceGroup(levels);
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }), (code) => {
        for (const pair of generators) {
          const defect = equivarianceDefect(levels, hardSolution(1, code), pair);
          expect(defect).to.deep.equal({ mean: 0, max: 0 });
        }
      }),
    );
  });

  it("is the probability of pairs that change their symbol, for a hard code", () => {
    // Levels 0.2 < 0.3 < 0.5 of one input's row; rows swapped exchange 0.2 and 0.5 in both.
    const levels = levelSets(
      channel([
        [0.2, 0.3, 0.5],
        [0.5, 0.3, 0.2],
      ]),
    );
    const swapRows = { input: Int32Array.of(1, 0), output: Int32Array.of(0, 1, 2) };
    const apart = equivarianceDefect(levels, hardSolution(1, [0, 1, 2]), swapRows);
    expect(apart.mean).to.be.closeTo(0.7, 1e-15);
    expect(apart.max).to.equal(1);
    const coarse = equivarianceDefect(levels, hardSolution(1, [0, 0, 0]), swapRows);
    expect(coarse).to.deep.equal({ mean: 0, max: 0 });
  });

  it("is 1 where a possible pair goes to an impossible one, even for one symbol", () => {
    // Erasure 0.3: inputs 0, 1 to outputs 0, 1 or e. Swapping the inputs alone exchanges 0.7 and 0.
    const levels = levelSets(
      channel([
        [0.7, 0, 0.3],
        [0, 0.7, 0.3],
      ]),
    );
    const swap = { input: Int32Array.of(1, 0), output: Int32Array.of(0, 1, 2) };
    const { mean, max } = equivarianceDefect(levels, hardSolution(1, [0, 0]), swap);
    expect(mean).to.be.closeTo(0.7, 1e-15);
    expect(max).to.equal(1);
  });

  it("refuses what is no pair, and laws and codes of other shapes", () => {
    const levels = levelSets(channel([[0.4, 0.6]]));
    const one = { input: Int32Array.of(0), output: Int32Array.of(0, 1) };
    const code = hardSolution(1, [0, 1]);
    const twice = { ...one, output: Int32Array.of(0, 0) };
    expect(() => equivarianceDefect(levels, code, twice)).to.throw(DomainError);
    expect(() => equivarianceDefect(levels, hardSolution(1, [0]), one)).to.throw(ShapeError);
    const joint = new Matrix(2, 1);
    expect(() => equivarianceDefect(levels, code, one, { joint })).to.throw(ShapeError, /joint/);
  });
});
