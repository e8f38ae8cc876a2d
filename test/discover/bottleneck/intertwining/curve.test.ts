import { expect } from "chai";
import {
  criticalBeta,
  DomainError,
  fullInformation,
  iibSolve,
  RandomStream,
  solveAtRelevance,
  tradeoffCurve,
} from "../../../../src/index.js";
import { circulant, levelLaws, nested, randomKernel } from "./level-laws.js";

describe("discover/bottleneck/intertwining/full-information", () => {
  it("is the level sets at the cost H(R) (fact 1; card, E1)", () => {
    const rows: [number[][], number, number, number][] = [
      [circulant([0.5, 0.2, 0.17, 0.13]), 4, 1.23492, 0.151372],
      [circulant([0.4, 0.2, 0.1, 0.1, 0.2]), 3, 1.05492, 0.138629],
      [circulant([0.7, 0.1, 0.1, 0.1]), 2, 0.61086, 0.445846],
      [
        Array.from({ length: 6 }, (_, x) => [0, 1, 2].map((y) => [0.6, 0.3, 0.1][(y - x + 6) % 3])),
        3,
        0.89795,
        0.200667,
      ],
    ];
    for (const [kernel, levels, entropy, divergence] of rows) {
      const laws = levelLaws(kernel);
      const { weights, rate, relevance, loss, ratios } = fullInformation(laws);
      expect(weights.length).to.equal(levels);
      expect(rate).to.be.closeTo(entropy, 5.1e-6);
      expect(relevance).to.be.closeTo(divergence, 5.1e-7);
      expect(loss).to.equal(0);
      ratios.forEach((ratio, l) => {
        expect(ratio).to.be.closeTo(laws.P[l] / laws.Q[l], 1e-12);
      });
      // C2: the solver ends there
      const solution = iibSolve(laws, 1e9);
      expect(solution.rate).to.be.closeTo(rate, 1e-9);
      expect(solution.loss).to.be.at.most(1e-9);
    }
  });
});

describe("discover/bottleneck/intertwining/critical-beta", () => {
  it("gives the card's exact and local values (E5)", () => {
    const rows: [number[], number, number][] = [
      [[0.5, 0.2, 0.17, 0.13], 3.1646, 3.4975],
      [[0.4, 0.2, 0.1, 0.1, 0.2], 3.3116, 3.3333],
      [[0.7, 0.1, 0.1, 0.1], 0.865, 1.037],
      [[0.3, 0.27, 0.22, 0.21], 46.3051, 46.4581],
      [[0.9, 0.05, 0.03, 0.02], 0.1657, 0.1809],
    ];
    for (const [row, exact, local] of rows) {
      const laws = levelLaws(circulant(row), true);
      const critical = criticalBeta(laws);
      expect(critical.exact).to.be.closeTo(exact, 5.1e-5);
      expect(critical.local).to.be.closeTo(local, 5.1e-5);
      expect(critical.firstOrder).to.equal(true);
      expect(iibSolve(laws, critical.exact * (1 - 1e-6)).weights.length).to.equal(1);
      expect(iibSolve(laws, critical.exact * (1 + 1e-6)).weights.length).to.equal(2);
    }
  });

  it("lets the second symbol begin with weight 0: the relevance has a kink and no jump", () => {
    // Uniqueness of the optimal law makes it continuous in β: halving β − β_c halves the relevance.
    const laws = levelLaws(circulant([0.7, 0.1, 0.1, 0.1]), true);
    const { exact } = criticalBeta(laws);
    const [far, near] = [2e-4, 1e-4].map((excess) => iibSolve(laws, exact * (1 + excess)));
    expect(far.relevance / near.relevance).to.be.closeTo(2, 0.01);
  });

  it("is never above the local value, and Infinity where there is nothing to tell", () => {
    const random = RandomStream.fromSeed(5).split("channels");
    for (let trial = 0; trial < 20; trial++) {
      const laws = levelLaws(randomKernel(2 + (trial % 4), 2 + (trial % 3), 2, random));
      const { exact, local } = criticalBeta(laws);
      expect(exact).to.be.at.most(local);
      expect(iibSolve(laws, exact * (1 - 1e-6)).weights.length).to.equal(1);
      expect(iibSolve(laws, exact * (1 + 1e-3)).weights.length).to.be.at.least(2);
    }
    // two levels of equal weight and 1/r = 1 ± ε split in the middle for ε → 0
    const even = { levels: 2, P: Float64Array.of(0.5, 0.5), Q: Float64Array.of(0.505, 0.495) };
    expect(criticalBeta(even).local).to.be.closeTo(1e4, 1e-6);
    expect(criticalBeta(levelLaws([[0.5, 0.5]])).exact).to.equal(Number.POSITIVE_INFINITY);
  });
});

describe("discover/bottleneck/intertwining/tradeoff-curve", () => {
  it("encloses every certified point within the tolerance, without straight pieces", () => {
    const laws = levelLaws(nested());
    const curve = tradeoffCurve(laws, { tolerance: 5e-3 });
    expect(curve.error).to.be.at.most(5e-3);
    expect(curve.straightPieces).to.deep.equal([]);
    for (const beta of [0.4, 0.9, 2.7, 11, 44, 1e3, 1e5, 1e6, 1e7]) {
      const { rate, relevance, gap } = iibSolve(laws, beta);
      expect(curve.lower(relevance)).to.be.at.most(rate + 1e-12);
      expect(curve.upper(relevance)).to.be.at.least(rate - gap - 1e-12);
    }
    const full = fullInformation(laws);
    for (let i = 0; i <= 100; i++) {
      const relevance = (full.relevance * i) / 100;
      const width = curve.upper(relevance) - curve.lower(relevance);
      expect(width).to.be.within(-1e-12, 5e-3 + 1e-12);
    }
    expect(curve.upper(0)).to.be.closeTo(0, 1e-15);
    expect(curve.upper(full.relevance)).to.be.closeTo(full.rate, 1e-12);
    expect(() => curve.lower(full.relevance + 1e-6)).to.throw(DomainError);
    expect(() => tradeoffCurve(laws, { tolerance: 0 })).to.throw(DomainError);
    expect(() => tradeoffCurve(laws, { most: Number.NaN })).to.throw(DomainError, "most is NaN");
  });

  it("tells codes apart whose relevances are equal to all digits: levels 1e-6 apart", () => {
    const logs = [-1.2, -1.2 + 1e-6, -0.1, -0.1 + 1.3e-6, 0.6, 0.6 + 0.7e-6, 0.6 + 2.1e-6];
    const P = Float64Array.from(logs, (_, l) => 1 / 7 + 0.01 * (l - 3));
    const Q = P.map((p, l) => p * Math.exp(-logs[l]));
    const mass = Q.reduce((a, b) => a + b);
    const laws = { levels: 7, P, Q: Q.map((q) => q / mass) };
    const curve = tradeoffCurve(laws, { tolerance: 1e-3 });
    expect(curve.straightPieces).to.deep.equal([]);
    expect(curve.error).to.be.at.most(1e-3);
    for (let k = 1; k < curve.points.length; k++) {
      expect(curve.points[k].loss).to.be.lessThan(curve.points[k - 1].loss);
      expect(curve.points[k].rate).to.be.greaterThan(curve.points[k - 1].rate);
    }
  });

  it("is a point where there is one level", () => {
    const curve = tradeoffCurve(levelLaws([[0.5, 0.5]]));
    expect(curve.points.length).to.equal(1);
    expect([curve.lower(0), curve.upper(0), curve.error]).to.deep.equal([0, 0, 0]);
  });
});

describe("discover/bottleneck/intertwining/at-relevance", () => {
  it("has the relevance that was asked for, at the rate of the curve", () => {
    const laws = levelLaws(nested());
    const full = fullInformation(laws);
    for (const relevance of [0, 1e-7, 0.1, 0.4, 0.5335, full.relevance]) {
      const { rate, gap, encoder } = solveAtRelevance(laws, relevance);
      expect(gap, `gap at ${relevance}`).to.be.at.most(1e-8);
      let divergence = 0;
      let information = 0;
      for (let j = 0; j < encoder.columns; j++) {
        let p = 0;
        let q = 0;
        for (let l = 0; l < laws.levels; l++) {
          p += laws.P[l] * encoder.at(l, j);
          q += laws.Q[l] * encoder.at(l, j);
        }
        if (p === 0) continue;
        divergence += p * Math.log(p / q);
        for (let l = 0; l < laws.levels; l++) {
          const k = encoder.at(l, j);
          if (k > 0) information += laws.P[l] * k * Math.log(k / p);
        }
      }
      // I of the mixture knows which code it was, which costs nothing: it is independent of A
      expect(divergence).to.be.closeTo(relevance, 1e-10);
      expect(information).to.be.closeTo(rate, 1e-10);
    }
    for (const relevance of [-1e-9, full.relevance + 1e-9, Number.NaN]) {
      expect(() => solveAtRelevance(laws, relevance)).to.throw(DomainError, /from 0 to/);
    }
  });
});
