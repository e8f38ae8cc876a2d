import { expect } from "chai";
import {
  AbortedError,
  DomainError,
  iibSolve,
  intertwiningBottleneck,
  intertwiningPath,
  RandomStream,
  ShapeError,
} from "../../../../src/index.js";
import { circulant, freeEnergy, itakura, levelLaws, nested, randomKernel } from "./level-laws.js";

/** Card 3.3, step 4: log max c on a grid of 4000 points, log-sum-exp. */
function gridScore(
  laws: { P: Float64Array; Q: Float64Array },
  beta: number,
  ratios: Float64Array,
  weights: Float64Array,
): number {
  const { P, Q } = laws;
  const levels = Array.from(P, (p, l) => p / Q[l]);
  const logZ = levels.map((r) => {
    const logs = Array.from(ratios, (rho, j) => Math.log(weights[j]) - beta * itakura(r, rho));
    const most = Math.max(...logs);
    return most + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - most), 0));
  });
  const low = Math.log(levels[0]);
  const high = Math.log(levels[levels.length - 1]);
  let highest = Number.NEGATIVE_INFINITY;
  const points = [
    ...Array.from({ length: 4000 }, (_, i) => Math.exp(low + ((high - low) * i) / 3999)),
    ...levels,
    ...ratios,
  ];
  for (const rho of points) {
    let score = 0;
    levels.forEach((r, l) => {
      score += P[l] * Math.exp(-beta * itakura(r, rho) - logZ[l]);
    });
    highest = Math.max(highest, Math.log(score));
  }
  return highest;
}

describe("discover/bottleneck/intertwining/solve", () => {
  it("gives the nested channel's symbols, rate and loss (card, E4)", () => {
    const laws = levelLaws(nested());
    expect(laws.levels).to.equal(36);
    // β, symbols, I to ± half a unit of its last digit, loss to ± half a unit
    const rows: [number, number, number, number, number, number][] = [
      [0.3, 1, 0, 1e-12, 0.5336, 5e-5],
      [0.5, 2, 0.0476, 5.1e-5, 0.417, 5.1e-5],
      [1, 2, 0.1469, 5.1e-5, 0.2768, 5.1e-5],
      [20, 6, 1.2166, 5.1e-5, 1.7e-3, 5.1e-6],
      [100, 6, 1.2582, 5.1e-5, 3.106e-6, 5.1e-10],
      [2e4, 6, 1.2582, 5.1e-5, 3.106e-6, 5.1e-10],
    ];
    for (const [beta, symbols, rate, rateError, loss, lossError] of rows) {
      const solution = iibSolve(laws, beta);
      expect(solution.weights.length, `symbols at ${beta}`).to.equal(symbols);
      expect(solution.rate, `I at ${beta}`).to.be.closeTo(rate, rateError);
      expect(solution.loss, `loss at ${beta}`).to.be.closeTo(loss, lossError);
    }
    // beyond, the card's codes are within its gaps of 10⁻²: none of them may be better
    for (const [beta, rate, loss] of [
      [1e5, 1.3293, 1.95e-6],
      [1e6, 1.5756, 2.78e-7],
      [3e6, 1.9367, 2.48e-8],
    ]) {
      const solution = iibSolve(laws, beta);
      expect(solution.rate + beta * solution.loss).to.be.at.most(
        rate + 5e-5 + beta * loss * (1 + 2e-3),
      );
    }
  });

  it("certifies 1e-8 on the nested channel at 60 β from 0.1 to 1e13, along a path and alone", () => {
    const laws = levelLaws(nested());
    const betas = Array.from({ length: 60 }, (_, i) => 10 ** (-1 + (14 * i) / 59));
    const path = intertwiningPath(laws, betas);
    betas.forEach((beta, i) => {
      const alone = iibSolve(laws, beta);
      for (const { gap } of [alone, path[i]]) expect(gap, `gap at ${beta}`).to.be.within(0, 1e-8);
      const difference = alone.rate - path[i].rate + beta * (alone.loss - path[i].loss);
      expect(Math.abs(difference), `objectives at ${beta}`).to.be.at.most(2e-8);
      expect(alone.weights.length).to.equal(path[i].weights.length);
    });
  });

  it("certifies 1e-8 on random channels, and the score on a grid never exceeds the bound", () => {
    const random = RandomStream.fromSeed(20).split("channels");
    for (let trial = 0; trial < 24; trial++) {
      const kernel = randomKernel(2 + (trial % 6), 2 + (trial % 5), [0.1, 1, 3][trial % 3], random);
      const laws = levelLaws(kernel);
      const beta = 10 ** (-1 + 8 * random.uniform());
      const { gap, ratios, weights } = iibSolve(laws, beta);
      expect(gap, `channel ${trial}, β = ${beta}`).to.be.at.most(1e-8);
      expect(gridScore(laws, beta, ratios, weights)).to.be.at.most(gap + 1e-9);
    }
  });

  it("loses the mean Itakura–Saito divergence, with ρ_t = p_t / q_t (fact 2)", () => {
    const laws = levelLaws(nested());
    for (const beta of [0.7, 30, 1e6]) {
      const { encoder, weights, ratios, rate, relevance, loss } = iibSolve(laws, beta);
      let divergence = 0;
      let full = 0;
      let information = 0;
      weights.forEach((weight, j) => {
        let p = 0;
        let q = 0;
        for (let l = 0; l < laws.levels; l++) {
          p += laws.P[l] * encoder.at(l, j);
          q += laws.Q[l] * encoder.at(l, j);
        }
        expect(weight).to.be.closeTo(p, 1e-12);
        expect(ratios[j]).to.be.closeTo(p / q, 1e-9 * (p / q));
        divergence += p * Math.log(p / q);
        for (let l = 0; l < laws.levels; l++) {
          const k = encoder.at(l, j);
          if (k > 0) information += laws.P[l] * k * Math.log(k / p);
        }
      });
      laws.P.forEach((p, l) => {
        full += p * Math.log(p / laws.Q[l]);
        const row = encoder.row(l).reduce((sum, value) => sum + value, 0);
        expect(row).to.be.closeTo(1, 1e-12);
      });
      expect(full).to.be.closeTo(0.5335678464, 5e-11);
      expect(relevance).to.be.closeTo(divergence, 1e-12);
      expect(loss).to.be.closeTo(full - divergence, 1e-12);
      expect(rate).to.be.closeTo(information, 1e-12);
    }
  });

  it("is not beaten by sweeps, which never raise the free energy", () => {
    const laws = levelLaws(circulant([0.5, 0.2, 0.17, 0.13]));
    const random = RandomStream.fromSeed(4).split("starts");
    for (const beta of [2, 8, 60]) {
      const { rate, loss, gap } = iibSolve(laws, beta);
      const ratios = Array.from({ length: 5 }, () => 0.4 + 1.8 * random.uniform());
      const weights = ratios.map(() => 0.2);
      let free = freeEnergy(laws, beta, ratios, weights);
      for (let sweep = 0; sweep < 400; sweep++) {
        const p = ratios.map(() => 0);
        const q = ratios.map(() => 0);
        laws.P.forEach((mass, l) => {
          const logs = ratios.map(
            (rho, j) => Math.log(weights[j]) - beta * itakura(mass / laws.Q[l], rho),
          );
          const most = Math.max(...logs);
          const z = logs.reduce((sum, value) => sum + Math.exp(value - most), 0);
          logs.forEach((value, j) => {
            p[j] += (mass * Math.exp(value - most)) / z;
            q[j] += (laws.Q[l] * Math.exp(value - most)) / z;
          });
        });
        p.forEach((mass, j) => {
          weights[j] = Math.max(mass, 1e-300);
          if (mass > 1e-250) ratios[j] = mass / q[j];
        });
        const next = freeEnergy(laws, beta, ratios, weights);
        expect(next).to.be.at.most(free + 1e-12);
        free = next;
      }
      expect(rate + beta * loss).to.be.at.most(free + gap + 1e-12);
    }
  });

  it("equals a search over all encoders of two levels into two symbols", () => {
    // At most as many symbols as levels are needed, so that the search misses nothing.
    const laws = levelLaws([
      [0.8, 0.2],
      [0.2, 0.8],
    ]);
    const { P, Q } = laws;
    for (const beta of [1, 3, 6, 20]) {
      const { rate, loss, gap } = iibSolve(laws, beta);
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i <= 200; i++) {
        for (let k = 0; k <= 200; k++) {
          const a = i / 200;
          const b = k / 200;
          let value = 0;
          for (const [s, t] of [
            [a, b],
            [1 - a, 1 - b],
          ]) {
            const p = P[0] * s + P[1] * t;
            if (p === 0) continue;
            const rho = p / (Q[0] * s + Q[1] * t);
            if (s > 0) value += P[0] * s * (Math.log(s / p) + beta * itakura(P[0] / Q[0], rho));
            if (t > 0) value += P[1] * t * (Math.log(t / p) + beta * itakura(P[1] / Q[1], rho));
          }
          best = Math.min(best, value);
        }
      }
      expect(rate + beta * loss).to.be.at.most(best + gap);
      expect(rate + beta * loss).to.be.closeTo(best, 1e-3);
    }
  });

  it("needs no start: any symbols lead to the same code (trap 3)", () => {
    const laws = levelLaws([
      [0.5, 0.25, 0.15, 0.1],
      [0.25, 0.5, 0.1, 0.15],
      [0.15, 0.1, 0.5, 0.25],
      [0.1, 0.15, 0.25, 0.5],
    ]);
    const random = RandomStream.fromSeed(9).split("starts");
    for (let trial = 0; trial < 20; trial++) {
      const symbols = 1 + (trial % 6);
      const ratios = Float64Array.from(
        { length: symbols },
        () => 0.3 + 2 * random.uniform(),
      ).sort();
      const weights = new Float64Array(symbols).fill(1 / symbols);
      // E6: a random start at β = 10⁴ ended with three symbols, and with a group of order 8 for 4
      expect(iibSolve(laws, 1e4, { from: { ratios, weights } }).weights.length).to.equal(4);
      for (const beta of [5, 20, 100, 1000]) {
        const { rate, loss } = iibSolve(laws, beta);
        const begun = iibSolve(laws, beta, { from: { ratios, weights } });
        expect(begun.rate + beta * begun.loss).to.be.closeTo(rate + beta * loss, 2e-8);
        expect(begun.gap).to.be.at.most(1e-8);
      }
    }
  });

  it("does not underflow: β d beyond 1e7, letters of probability 1e-40 (trap 7)", () => {
    const laws = {
      levels: 3,
      P: Float64Array.of(1e-40, 0.4, 0.6),
      Q: Float64Array.of(0.5, 0.3, 0.2),
    };
    for (const beta of [1e-3, 1, 1e4, 1e9]) {
      const { gap, rate, loss, encoder, weights } = iibSolve(laws, beta);
      expect(gap, `gap at ${beta}`).to.be.at.most(1e-8);
      expect([rate, loss, ...encoder.data, ...weights].every(Number.isFinite)).to.equal(true);
    }
    // a symbol for it costs 1e-40 log 1e40, to be without one β Q ρ
    expect(iibSolve(laws, 1e9).weights.length).to.equal(3);
  });

  it("leaves impossible pairs out: the erasure channel (trap 6)", () => {
    // BEC 0.3, q = p_X p_Y: possible pairs are erased, ratio 1, and passed, ratio 2 (card, E1)
    const laws = levelLaws(
      [
        [0.7, 0.3, 0],
        [0, 0.3, 0.7],
      ],
      true,
    );
    expect(laws.levels).to.equal(2);
    expect(laws.Q.reduce((sum, q) => sum + q, 0)).to.be.closeTo(0.65, 1e-12);
    const { rate, relevance, gap } = iibSolve(laws, 1e5);
    expect(gap).to.be.at.most(1e-8);
    expect(rate).to.be.closeTo(0.61086, 5e-6);
    expect(relevance).to.be.closeTo(0.485203, 5e-7);
  });

  it("takes hundreds of levels, where symbols serve many and where each has its own", () => {
    const random = RandomStream.fromSeed(11).split("levels");
    const masses = Array.from({ length: 800 }, () => -Math.log1p(-random.uniform()));
    masses.sort((a, b) => a - b);
    const sum = masses.reduce((total, mass) => total + mass, 0);
    const laws = {
      levels: 800,
      P: Float64Array.from(masses, (mass) => mass / sum),
      Q: new Float64Array(800).fill(1 / 800),
    };
    for (const beta of [3, 1e7]) expect(iibSolve(laws, beta).gap).to.be.at.most(1e-8);
  });

  it("is a Bottleneck, and one level is one symbol", () => {
    const method = intertwiningBottleneck(levelLaws(nested()));
    expect(method.fullRelevance).to.be.closeTo(0.5335678464, 5e-11);
    expect(method.letterLaw.length).to.equal(36);
    const first = method.solve(100);
    const second = method.solve(200, { from: first });
    expect(second.relevance).to.be.at.least(first.relevance);
    const one = iibSolve(levelLaws([[0.5, 0.5]]), 10);
    expect([...one.weights]).to.deep.equal([1]);
    expect(one.rate).to.equal(0);
  });

  it("names what is wrong", () => {
    const heavy = { levels: 1, P: Float64Array.of(1), Q: Float64Array.of(1.5) };
    expect(() => iibSolve(heavy, 1)).to.throw(DomainError, "Q sum to 1.5");
    const laws = levelLaws(circulant([0.5, 0.3, 0.2]));
    for (const beta of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => iibSolve(laws, beta)).to.throw(DomainError, /beta/);
    }
    expect(() =>
      iibSolve({ levels: 0, P: new Float64Array(0), Q: new Float64Array(0) }, 1),
    ).to.throw(ShapeError);
    expect(() => iibSolve({ ...laws, P: laws.P.map((p) => 2 * p) }, 1)).to.throw(
      DomainError,
      /sum/,
    );
    expect(() => iibSolve({ ...laws, Q: laws.Q.map(() => 0) }, 1)).to.throw(DomainError, /level 0/);
    expect(() => iibSolve({ ...laws, P: laws.P.slice().reverse() }, 1)).to.throw(DomainError);
    const signal = AbortSignal.abort();
    expect(() => iibSolve(laws, 1, { signal })).to.throw(AbortedError);
  });
});
