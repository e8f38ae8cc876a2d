import { expect } from "chai";
import fc from "fast-check";
import { channel, informationBottleneck, rateDistortion } from "../../../../src/discover/index.js";
import { AbortedError, DomainError, ShapeError } from "../../../../src/errors.js";
import {
  entropy,
  Matrix,
  mutualInformation,
  RandomStream,
  relativeEntropy,
} from "../../../../src/numerics/index.js";
import { randomRows } from "./random-rows.js";

const h = (p: number): number => entropy([p, 1 - p]);
const symmetric = (e: number) =>
  channel([
    [1 - e, e],
    [e, 1 - e],
  ]);

describe("informationBottleneck", () => {
  // Mrs. Gerber's lemma (A. D. Wyner and J. Ziv 1973): for a fair input the best T is a symmetric
  // channel's output, I(X;T) = log 2 − h(a), I(T;Y) = log 2 − h(a ∗ ε), a ∗ ε = a(1 − ε) + (1 − a)ε.
  it("of a binary symmetric channel lies on Mrs. Gerber's curve", () => {
    for (const e of [0.03, 0.1, 0.3]) {
      const bottleneck = informationBottleneck(symmetric(e));
      const critical = 1 / (1 - 2 * e) ** 2;
      for (const factor of [1.02, 1.5, 20]) {
        const { rate, relevance, gap, weights } = bottleneck.solve(factor * critical);
        expect(weights.length, `ε ${e}, β/β_c ${factor}`).to.equal(2);
        const told = relevanceOfGerber(rate, e);
        expect(relevance).to.be.closeTo(told, 1e-10);
        expect(gap).to.be.below(1e-9);
      }
      expect(bottleneck.solve(0.999 * critical).weights.length).to.equal(1);
      expect(bottleneck.solve(0.999 * critical).gap).to.be.below(1e-9);
    }
  });

  // T erased with probability 1 − α: I(X;T) = α log 2 and I(T;Y) = α (1 − ε) log 2, a line.
  it("of an erasure channel is all or nothing, at β = 1 / (1 − ε)", () => {
    const bottleneck = informationBottleneck(
      channel([
        [0.7, 0.3, 0],
        [0, 0.3, 0.7],
      ]),
    );
    const below = bottleneck.solve(0.999 / 0.7);
    const above = bottleneck.solve(1.001 / 0.7);
    expect(below.rate).to.be.closeTo(0, 1e-12);
    expect(above.rate).to.be.closeTo(Math.LN2, 1e-9);
    expect(above.relevance).to.be.closeTo(0.7 * Math.LN2, 1e-9);
    expect(Math.max(below.gap, above.gap)).to.be.below(1e-9);
  });

  it("of a deterministic channel tells the output and nothing else, from β = 1 on", () => {
    const kernel = Matrix.fromRows([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
      [0, 0, 1],
    ]);
    const bottleneck = informationBottleneck(channel(kernel));
    const output = entropy([1 / 6, 2 / 6, 3 / 6]);
    expect(bottleneck.fullRelevance).to.be.closeTo(output, 1e-14);
    expect(bottleneck.solve(0.9).rate).to.be.closeTo(0, 1e-9);
    const { rate, relevance, weights } = bottleneck.solve(1.1);
    expect(rate).to.be.closeTo(output, 1e-9);
    expect(relevance).to.be.closeTo(output, 1e-9);
    expect([...weights].map((w) => Math.round(6 * w))).to.deep.equal([3, 2, 1]);
  });

  it("at large β joins equal rows and no others", () => {
    const kernel = Matrix.fromRows([
      [0.5, 0.3, 0.2],
      [0.2, 0.3, 0.5],
      [0.5, 0.3, 0.2],
      [0.3, 0.4, 0.3],
    ]);
    const { rate, relevance, weights } = informationBottleneck(
      channel(kernel, { inputLaw: [0.1, 0.2, 0.3, 0.4] }),
    ).solve(1e6);
    expect(weights.length).to.equal(3);
    expect(rate).to.be.closeTo(entropy([0.4, 0.2, 0.4]), 1e-9);
    expect(relevance).to.be.closeTo(
      mutualInformation(Matrix.diagonal([0.1, 0.2, 0.3, 0.4]).multiply(kernel)),
      1e-9,
    );
  });

  // H. S. Witsenhausen and A. D. Wyner 1975: min I(X;T) − β I(T;Y) is the lower convex envelope of
  // −H(π) + β H(πW) at p_X, less the value there.
  it("of two inputs is the convex envelope over their posterior, by a search over its chords", () => {
    const kernel = randomRows(RandomStream.fromSeed(5), 2, 4);
    const p = 0.35;
    for (const beta of [2, 6, 30]) {
      const height = (s: number): number =>
        -h(s) + beta * entropy(kernel.transpose().apply([s, 1 - s]));
      const grid = 1000;
      const heights = Array.from({ length: grid + 1 }, (_, k) => height(k / grid));
      let least = height(p);
      for (let i = 0; i <= p * grid; i++) {
        for (let j = Math.ceil(p * grid); j <= grid; j++) {
          if (j === i) continue;
          const share = (p * grid - i) / (j - i);
          least = Math.min(least, (1 - share) * heights[i] + share * heights[j]);
        }
      }
      const { objective, gap } = informationBottleneck(
        channel(kernel, { inputLaw: [p, 1 - p] }),
      ).solve(beta);
      expect(gap).to.be.below(1e-9);
      // The grid misses the touching points by up to 1/2000: second order in the envelope.
      expect(objective).to.be.at.most(least - height(p) + 1e-10);
      expect(objective).to.be.at.least(least - height(p) - 1e-4);
    }
  });

  it("is certified for coins, rare and lopsided ones among them, at any β", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.double({ min: -0.3, max: 3.7, noNaN: true }),
        fc.boolean(),
        fc.nat(),
        (inputs, decades, areLopsided, seed) => {
          const random = RandomStream.fromSeed(seed);
          const rows = Array.from({ length: inputs }, () => {
            const p = areLopsided ? 10 ** (-6 * random.uniform()) : random.uniform();
            return random.uniform() < 0.5 ? [p, 1 - p] : [1 - p, p];
          });
          const masses = rows.map(() => 1e-6 + (-Math.log(1 - random.uniform())) ** 3);
          const total = masses.reduce((a, b) => a + b);
          const made = channel(rows, { inputLaw: masses.map((mass) => mass / total) });
          const beta = 10 ** decades;
          const { gap, objective } = informationBottleneck(made).solve(beta);
          expect(gap).to.be.below(1e-9);
          // Beyond, the sweeps of the comparison underflow.
          if (beta > 50) return;
          const swept = textbookObjective(made, beta, randomRows(random, inputs, inputs));
          expect(swept).to.be.at.least(objective - gap - 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("of three inputs is the rate–distortion problem with decoders from a grid", () => {
    const kernel = randomRows(RandomStream.fromSeed(8), 3, 3);
    const made = channel(kernel);
    const side = 30;
    const decoders: Float64Array[] = [];
    for (let i = 0; i <= side; i++) {
      for (let j = 0; i + j <= side; j++) {
        decoders.push(kernel.transpose().apply([i / side, j / side, (side - i - j) / side]));
      }
    }
    const distortion = new Matrix(3, decoders.length);
    for (let x = 0; x < 3; x++) {
      decoders.forEach((q, t) => {
        distortion.row(x)[t] = relativeEntropy(kernel.row(x), q);
      });
    }
    const onGrid = rateDistortion(made.inputLaw, distortion);
    for (const beta of [3, 6, 40]) {
      const { objective, rate, relevance } = informationBottleneck(made).solve(beta);
      const full = mutualInformation(made.joint);
      const reference = onGrid.solve(beta);
      const certified = reference.objective - beta * full;
      expect(reference.gap).to.be.below(1e-9);
      expect(objective).to.be.at.most(certified + 1e-9);
      // Decoders 1/30 apart: β times half the squared step by the curvature 1/q.
      expect(objective).to.be.at.least(certified - 2e-3 * beta);
      expect(objective).to.be.closeTo(rate - beta * relevance, 1e-12);
    }
  });

  it("is not beaten by the textbook's sweeps from fifteen random encoders", () => {
    const random = RandomStream.fromSeed(21);
    const kernel = randomRows(random, 6, 5);
    const made = channel(kernel);
    for (const beta of [4, 10, 60]) {
      const { objective } = informationBottleneck(made).solve(beta);
      for (let start = 0; start < 15; start++) {
        expect(textbookObjective(made, beta, randomRows(random, 6, 6))).to.be.at.least(
          objective - 1e-9,
        );
      }
    }
  });

  // G. Chechik, A. Globerson, N. Tishby and Y. Weiss 2005: jointly Gaussian with correlation c have
  // I(T;Y) = −½ log(1 − c² (1 − e^(−2 I(X;T)))); cells of both can only have less.
  it("of Gaussians in cells stays below the Gaussian curve, and near it", () => {
    const correlation = 0.8;
    const cells = 9;
    const at = Array.from({ length: cells }, (_, k) => (6 * (k + 0.5)) / cells - 3);
    const density = (x: number, y: number): number =>
      Math.exp(-(x * x - 2 * correlation * x * y + y * y) / (2 * (1 - correlation ** 2)));
    const rows = at.map((x) => at.map((y) => density(x, y)));
    const total = rows.flat().reduce((a, b) => a + b);
    const law = rows.map((row) => row.reduce((a, b) => a + b) / total);
    const kernel = Matrix.fromRows(rows.map((row, x) => row.map((v) => v / total / law[x])));
    for (const beta of [2, 5]) {
      const { rate, relevance } = informationBottleneck(channel(kernel, { inputLaw: law })).solve(
        beta,
      );
      const gaussian = -0.5 * Math.log(1 - correlation ** 2 * (1 - Math.exp(-2 * rate)));
      // Cells of width 2/3 are like noise of variance (2/3)²/12 on each side: a correlation of 0.77,
      // at full information 0.88 of what 0.8 has.
      expect(relevance).to.be.within(0.85 * gaussian, gaussian + 5e-3);
    }
  });

  it("continues from a solution, knows inputs of probability 0 and says where nothing is proved", () => {
    const kernel = Matrix.fromRows([
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.1, 0.8],
      [0.2, 0.3, 0.5],
    ]);
    const bottleneck = informationBottleneck(channel(kernel, { inputLaw: [0.4, 0.3, 0.3, 0] }));
    const cold = bottleneck.solve(5);
    const warm = bottleneck.solve(5, { from: bottleneck.solve(6) });
    expect(warm.objective).to.be.closeTo(cold.objective, 1e-9);
    expect(cold.gap).to.equal(Infinity);
    expect(cold.encoder.rows).to.equal(4);
    expect(cold.encoder.row(3).reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-12);
    for (const w of cold.weights) expect(w).to.be.above(0);
  });

  it("names what is wrong", () => {
    const bottleneck = informationBottleneck(symmetric(0.1));
    for (const beta of [0, -2, Number.NaN, Infinity]) {
      expect(() => bottleneck.solve(beta)).to.throw(DomainError, /β/);
    }
    expect(() => bottleneck.solve(2, { signal: AbortSignal.abort() })).to.throw(AbortedError);
    const other = informationBottleneck(channel(randomRows(RandomStream.fromSeed(1), 3, 2)));
    expect(() => bottleneck.solve(2, { from: other.solve(2) })).to.throw(ShapeError, /3 letters/);
  });
});

function relevanceOfGerber(rate: number, e: number): number {
  let low = 0;
  let high = 0.5;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (h(middle) > Math.LN2 - rate) high = middle;
    else low = middle;
  }
  return Math.LN2 - h(low * (1 - e) + (1 - low) * e);
}

/** p(t|x) ∝ p(t) exp(−β D(p(y|x) ‖ p(y|t))), 200 times; a value of the objective, optimal or not. */
function textbookObjective(
  { inputLaw, kernel }: { inputLaw: Float64Array; kernel: Matrix },
  beta: number,
  start: Matrix,
): number {
  let encoder = start;
  for (let sweep = 0; sweep < 200; sweep++) {
    const joint = encoder.transpose().multiply(Matrix.diagonal(inputLaw)).multiply(kernel);
    const weights = encoder.transpose().apply(inputLaw);
    const next = new Matrix(encoder.rows, encoder.columns);
    for (let x = 0; x < next.rows; x++) {
      const row = next.row(x);
      for (let t = 0; t < row.length; t++) {
        const decoder = joint.row(t).map((p) => p / weights[t]);
        row[t] =
          weights[t] > 1e-200
            ? weights[t] * Math.exp(-beta * relativeEntropy(kernel.row(x), decoder))
            : 0;
      }
      const sum = row.reduce((a, b) => a + b, 0);
      for (let t = 0; t < row.length; t++) row[t] /= sum;
    }
    encoder = next;
  }
  const told = Matrix.diagonal(inputLaw).multiply(encoder);
  return mutualInformation(told) - beta * mutualInformation(told.transpose().multiply(kernel));
}
