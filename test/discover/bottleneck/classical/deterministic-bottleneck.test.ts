import { expect } from "chai";
import {
  type Channel,
  channel,
  deterministicBottleneck,
  informationBottleneck,
} from "../../../../src/discover/index.js";
import { AbortedError, DomainError } from "../../../../src/errors.js";
import {
  entropy,
  Matrix,
  mutualInformation,
  RandomStream,
} from "../../../../src/numerics/index.js";
import { randomRows } from "./random-rows.js";

/** H(T) − β I(T;Y) of a hard code. */
function objectiveOf({ joint }: Channel, clusters: readonly number[], beta: number): number {
  const told = new Matrix(Math.max(...clusters) + 1, joint.columns);
  clusters.forEach((t, x) => {
    for (let y = 0; y < joint.columns; y++) told.row(t)[y] += joint.at(x, y);
  });
  const weights = told.toRows().map((row) => row.reduce((a, b) => a + b));
  return entropy(weights) - beta * mutualInformation(told);
}

/** The least objective over all maps of the inputs to as many symbols. */
function leastOverMaps(made: Channel, beta: number): number {
  const n = made.kernel.rows;
  let least = Infinity;
  for (let code = 0; code < n ** n; code++) {
    const clusters = Array.from({ length: n }, (_, x) => Math.floor(code / n ** x) % n);
    // A cluster's number is that of a letter in it: enough to have every partition.
    if (clusters.some((c) => clusters[c] !== c)) continue;
    least = Math.min(least, objectiveOf(made, clusters, beta));
  }
  return least;
}

describe("deterministicBottleneck", () => {
  it("is the best of all hard codes", () => {
    const random = RandomStream.fromSeed(2);
    for (const n of [1, 2, 4, 5]) {
      const made = channel(randomRows(random, n, 4), {
        inputLaw: randomRows(random, 1, n).row(0),
      });
      for (const beta of [0.7, 3, 8, 100]) {
        const solution = deterministicBottleneck(made).solve(beta);
        expect(solution.objective).to.be.closeTo(leastOverMaps(made, beta), 1e-12 * (1 + beta));
        expect(solution.gap).to.equal(0);
        expect(objectiveOf(made, [...solution.assignment], beta)).to.be.closeTo(
          solution.objective,
          1e-12 * (1 + beta),
        );
      }
    }
  });

  // D. J. Strouse and D. J. Schwab 2017: for Y = f(X) and β > 1 the best code is f itself.
  it("of a deterministic channel is the channel's own map from β = 1 on", () => {
    const rows = [0, 1, 1, 2, 2, 2].map((y) => [0, 1, 2].map((z) => (z === y ? 1 : 0)));
    const bottleneck = deterministicBottleneck(channel(rows));
    expect([...bottleneck.solve(1.01).assignment]).to.deep.equal([0, 1, 1, 2, 2, 2]);
    expect(bottleneck.solve(1.01).rate).to.be.closeTo(entropy([1 / 6, 2 / 6, 3 / 6]), 1e-14);
    expect([...bottleneck.solve(0.99).assignment]).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });

  it("joins equal rows and no others at large β", () => {
    const rows = [
      [0.5, 0.5],
      [0.2, 0.8],
      [0.5, 0.5],
      [0.9, 0.1],
    ];
    const { assignment, relevance } = deterministicBottleneck(channel(rows)).solve(1e6);
    expect([...assignment]).to.deep.equal([0, 1, 0, 2]);
    expect(relevance).to.be.closeTo(deterministicBottleneck(channel(rows)).fullRelevance, 1e-14);
  });

  it("pays H(T) ≥ I(X;T): no better than the soft bottleneck, whose gap is proved for two outputs", () => {
    const made = channel(randomRows(RandomStream.fromSeed(9), 8, 2));
    for (const beta of [5, 20, 100]) {
      const soft = informationBottleneck(made).solve(beta);
      const hard = deterministicBottleneck(made).solve(beta);
      expect(hard.objective).to.be.at.least(soft.objective - soft.gap - 1e-12);
    }
  });

  it("finds planted clusters among more rows than it tries all partitions of", () => {
    const random = RandomStream.fromSeed(4);
    const centres = randomRows(random, 4, 6);
    const planted = Array.from({ length: 24 }, (_, x) => x % 4);
    const rows = planted.map((c) => {
      const raw = Array.from(centres.row(c), (p) => p * (1 + 0.02 * random.normal()));
      const sum = raw.reduce((a, b) => a + b);
      return raw.map((p) => p / sum);
    });
    const solution = deterministicBottleneck(channel(rows)).solve(200);
    expect([...solution.assignment]).to.deep.equal(planted);
    expect(solution.gap).to.equal(Infinity);
  });

  it("joined and moved, ten rows are what all partitions into at most four give", () => {
    const made = channel(randomRows(RandomStream.fromSeed(6), 10, 3));
    for (const beta of [4, 12]) {
      let least = Infinity;
      const clusters = new Array<number>(10).fill(0);
      const place = (letter: number, used: number): void => {
        if (letter === 10) {
          least = Math.min(least, objectiveOf(made, clusters, beta));
          return;
        }
        for (let c = 0; c <= Math.min(used, 3); c++) {
          clusters[letter] = c;
          place(letter + 1, Math.max(used, c + 1));
        }
      };
      place(0, 0);
      const { objective, weights } = deterministicBottleneck(made).solve(beta);
      expect(weights.length).to.be.at.most(4);
      expect(objective).to.be.closeTo(least, 1e-11);
    }
  });

  it("gives inputs of probability 0 the symbol that serves them best", () => {
    const rows = [
      [0.9, 0.1],
      [0.1, 0.9],
      [0.15, 0.85],
    ];
    const { assignment, weights } = deterministicBottleneck(
      channel(rows, { inputLaw: [0.5, 0.5, 0] }),
    ).solve(20);
    expect([...assignment]).to.deep.equal([0, 1, 1]);
    expect([...weights]).to.deep.equal([0.5, 0.5]);
  });

  it("names what is wrong", () => {
    const bottleneck = deterministicBottleneck(
      channel(randomRows(RandomStream.fromSeed(1), 12, 3)),
    );
    for (const beta of [0, -1, Number.NaN, Infinity]) {
      expect(() => bottleneck.solve(beta)).to.throw(DomainError, /β/);
    }
    expect(() => bottleneck.solve(2, { signal: AbortSignal.abort() })).to.throw(AbortedError);
  });
});
