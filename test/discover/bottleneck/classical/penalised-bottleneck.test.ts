import { expect } from "chai";
import {
  channel,
  equivarianceGroup,
  informationBottleneck,
  levelSets,
  penalisedBottleneck,
} from "../../../../src/discover/index.js";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { Matrix, mutualInformation, RandomStream } from "../../../../src/numerics/index.js";
import { randomRows } from "./random-rows.js";

describe("penalisedBottleneck, the formula in circulation", () => {
  const random = RandomStream.fromSeed(12);

  it("without a penalty is the information bottleneck", () => {
    const made = channel(randomRows(random, 5, 4));
    const plain = informationBottleneck(made).solve(8);
    const penalised = penalisedBottleneck(made, [0, 0, 1, 1, 1], 0).solve(8);
    expect(penalised.objective).to.be.closeTo(plain.objective, 1e-9);
    expect(penalised.encoder.maxDifference(plain.encoder)).to.be.below(1e-5);
  });

  it("pays for I(X;Z|C), summed here over the classes", () => {
    const made = channel(randomRows(random, 5, 4), { inputLaw: [0.1, 0.2, 0.3, 0.15, 0.25] });
    const classes = [0, 0, 1, 1, 1];
    const { rate, relevance, encoder, beyondClasses, objective } = penalisedBottleneck(
      made,
      classes,
      0.7,
    ).solve(20);
    const joint = Matrix.diagonal(made.inputLaw).multiply(encoder);
    // Σ_c p(c) I(X;Z|C = c): masses that do not sum to one give p(c) times the information.
    const within = [0, 1].map((c) =>
      mutualInformation(Matrix.fromRows(joint.toRows().filter((_, x) => classes[x] === c))),
    );
    expect(beyondClasses).to.be.closeTo(within[0] + within[1], 1e-11);
    expect(rate).to.be.closeTo(mutualInformation(joint) + 0.7 * beyondClasses, 1e-11);
    expect(relevance).to.be.closeTo(
      mutualInformation(joint.transpose().multiply(made.kernel)),
      1e-11,
    );
    expect(objective).to.be.closeTo(rate - 20 * relevance, 1e-11);
  });

  it("is not beaten by random encoders near its own", () => {
    const made = channel(randomRows(random, 4, 3));
    const classes = [0, 1, 0, 1];
    const { encoder, objective } = penalisedBottleneck(made, classes, 2).solve(9);
    for (let trial = 0; trial < 200; trial++) {
      const mixed = encoder.scale(0.99).add(randomRows(random, 4, encoder.columns), 0.01);
      const joint = mixed.scale(1 / 4);
      const told = mutualInformation(joint);
      const ofClasses = mutualInformation(
        Matrix.fromRows([0, 1].map((c) => [...plus(joint.row(c), joint.row(c + 2))])),
      );
      const value =
        3 * told - 2 * ofClasses - 9 * mutualInformation(joint.transpose().multiply(made.kernel));
      expect(value).to.be.at.least(objective - 1e-10);
    }
  });

  // Rows of a generic circulant differ: whatever γ and the classes are, a code of x that keeps I(X;Y)
  // tells x, and no permutation but the identity leaves it as it is. The channel has n equivariances.
  it("compresses nothing on circulants, which have n equivariances", () => {
    for (const noise of [
      [0.5, 0.2, 0.17, 0.13],
      [0.45, 0.25, 0.15, 0.1, 0.05],
    ]) {
      const n = noise.length;
      const rows = noise.map((_, x) => noise.map((_, y) => noise[(y - x + n) % n]));
      const made = channel(rows);
      expect(equivarianceGroup(levelSets(made)).order).to.equal(BigInt(n));
      for (const penalty of [0, 1, 10]) {
        for (const classes of [
          rows.map(() => 0),
          rows.map((_, x) => x % 2),
          rows.map((_, x) => x),
        ]) {
          const { encoder, relevance } = penalisedBottleneck(made, classes, penalty).solve(1e5);
          expect(relevance).to.be.closeTo(mutualInformation(made.joint), 1e-6);
          const symbols = encoder.toRows().map((row) => row.indexOf(Math.max(...row)));
          expect(new Set(symbols).size).to.equal(n);
        }
      }
    }
  });

  it("names what is wrong", () => {
    const made = channel([
      [0.9, 0.1],
      [0.1, 0.9],
    ]);
    expect(() => penalisedBottleneck(made, [0], 1)).to.throw(ShapeError, /1 classes for 2 inputs/);
    expect(() => penalisedBottleneck(made, [0, 0.5], 1)).to.throw(
      DomainError,
      /classes\[1\] is 0\.5/,
    );
    expect(() => penalisedBottleneck(made, [0, 1], -1)).to.throw(DomainError, /γ is -1/);
    expect(() => penalisedBottleneck(made, [0, 1], 1).solve(0)).to.throw(DomainError, /β/);
  });
});

function plus(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((p, k) => p + other[k]);
}
