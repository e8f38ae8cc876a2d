import { expect } from "chai";
import {
  channel,
  equivarianceGroup,
  levelSets,
  splitBottleneck,
  symmetricBottleneck,
} from "../../../../src/discover/index.js";
import { AbortedError, DomainError } from "../../../../src/errors.js";
import {
  entropy,
  Matrix,
  mutualInformation,
  RandomStream,
} from "../../../../src/numerics/index.js";
import { randomRows } from "./random-rows.js";

const circulant = (noise: readonly number[]): number[][] =>
  noise.map((_, x) => noise.map((_, y) => noise[(y - x + noise.length) % noise.length]));

describe("symmetricBottleneck", () => {
  // I(T;U) ≤ I(X;T) and ≤ I(Y;U): for β ≤ 2 nothing is worth its price.
  it("tells nothing up to β = 2", () => {
    const { rate, relevance } = symmetricBottleneck(
      channel(randomRows(RandomStream.fromSeed(1), 4, 3)),
    ).solve(1.99);
    expect(rate).to.be.closeTo(0, 1e-9);
    expect(relevance).to.be.closeTo(0, 1e-9);
  });

  it("at large β joins equal rows and columns that say the same, and no others", () => {
    const kernel = Matrix.fromRows([
      [0.1, 0.2, 0.7],
      [0.1, 0.2, 0.7],
      [0.2, 0.4, 0.4],
    ]);
    const { inputEncoder, outputEncoder, inputRate, outputRate, relevance } = symmetricBottleneck(
      channel(kernel),
    ).solve(1e6);
    expect(inputEncoder.columns).to.equal(2);
    expect(outputEncoder.columns).to.equal(2);
    expect(inputRate).to.be.closeTo(entropy([2 / 3, 1 / 3]), 1e-9);
    // Outputs 0 and 1 have proportional columns; together they have 0.3, 0.3, 0.6.
    expect(outputRate).to.be.closeTo(entropy([0.4, 0.6]), 1e-9);
    expect(relevance).to.be.closeTo(mutualInformation(kernel.scale(1 / 3)), 1e-9);
  });

  it("is not beaten by any of a grid of binary codes", () => {
    const kernel = Matrix.fromRows([
      [0.85, 0.15],
      [0.05, 0.95],
    ]);
    const made = channel(kernel);
    for (const beta of [3, 5, 12]) {
      const { objective } = symmetricBottleneck(made).solve(beta);
      let least = 0;
      const steps = 16;
      const codes: Matrix[] = [];
      for (let i = 0; i <= steps; i++) {
        for (let j = 0; j <= i; j++) {
          codes.push(
            Matrix.fromRows([
              [i / steps, 1 - i / steps],
              [j / steps, 1 - j / steps],
            ]),
          );
        }
      }
      const joint = made.joint;
      const outputLaw = joint.transpose().apply([1, 1]);
      const inputRates = codes.map((code) => mutualInformation(code.scale(0.5)));
      const outputRates = codes.map((code) =>
        mutualInformation(Matrix.diagonal(outputLaw).multiply(code)),
      );
      codes.forEach((input, i) => {
        const half = input.transpose().multiply(joint);
        codes.forEach((output, j) => {
          const told = mutualInformation(half.multiply(output));
          least = Math.min(least, inputRates[i] + outputRates[j] - beta * told);
        });
      });
      expect(objective).to.be.at.most(least + 1e-9);
      // Between the grid's codes the objective is flat to second order.
      expect(objective).to.be.at.least(least - 0.01 * beta);
    }
  });

  it("rate and relevance are those of the pair's own encoder", () => {
    const made = channel(randomRows(RandomStream.fromSeed(3), 3, 4));
    const split = splitBottleneck(made).solve(6);
    const told = Matrix.diagonal(made.joint.data).multiply(split.encoder);
    expect(split.rate).to.be.closeTo(mutualInformation(told), 1e-11);
    const product = split.encoder.transpose().apply(productOf(made.joint));
    let divergence = 0;
    split.weights.forEach((p, t) => {
      if (p > 0) divergence += p * Math.log(p / product[t]);
    });
    expect(split.relevance).to.be.closeTo(divergence, 1e-11);
    const symmetric = symmetricBottleneck(made).solve(7);
    expect(split.encoder.maxDifference(symmetric.encoder)).to.be.below(1e-12);
    expect(split.objective).to.be.closeTo(symmetric.objective, 1e-11);
  });

  // The card's first trap: the level sets keep all of I at H(R); a split code needs all of H(X,Y).
  it("split, it cannot see the equivariances of a circulant channel", () => {
    const noise = [0.5, 0.2, 0.17, 0.13];
    const made = channel(circulant(noise));
    const levels = levelSets(made, { reference: "product" });
    expect(equivarianceGroup(levels).order).to.equal(4n);
    expect(entropy(levels.P)).to.be.closeTo(1.23492, 5e-6);
    const split = splitBottleneck(made).solve(1e4);
    expect(split.relevance).to.be.closeTo(0.151372, 5e-7);
    expect(split.rate).to.be.closeTo(Math.log(4) + 1.23492, 1e-4);
    const labels = Int32Array.from({ length: 16 }, (_, a) => {
      const row = split.encoder.row(a);
      return row.indexOf(Math.max(...row));
    });
    expect(equivarianceGroup({ inputs: 4, outputs: 4, labels }).order).to.equal(1n);
  });

  it("names what is wrong", () => {
    const bottleneck = symmetricBottleneck(
      channel([
        [0.9, 0.1],
        [0.1, 0.9],
      ]),
    );
    for (const beta of [0, -1, Number.NaN, Infinity]) {
      expect(() => bottleneck.solve(beta)).to.throw(DomainError, /symmetricBottleneck: β/);
    }
    expect(() => bottleneck.solve(3, { signal: AbortSignal.abort() })).to.throw(AbortedError);
    expect(bottleneck.solve(5).gap).to.equal(Infinity);
  });
});

/** p(x) p(y), at x |Y| + y. */
function productOf(joint: Matrix): Float64Array {
  const inputs = joint.apply(new Float64Array(joint.columns).fill(1));
  const outputs = joint.transpose().apply(new Float64Array(joint.rows).fill(1));
  return joint.data.map(
    (_, a) => inputs[Math.floor(a / joint.columns)] * outputs[a % joint.columns],
  );
}
