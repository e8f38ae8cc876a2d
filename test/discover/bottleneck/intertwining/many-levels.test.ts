import { expect } from "chai";
import {
  clustersOf,
  wholeCluster,
} from "../../../../src/discover/bottleneck/intertwining/mixture/cluster.js";
import { condensed } from "../../../../src/discover/bottleneck/intertwining/mixture/condensed.js";
import { AbortedError, iibSolve, RandomStream } from "../../../../src/index.js";

/** log r normal, P exponential. */
function normalLevels(count: number, seed: number) {
  const random = RandomStream.fromSeed(seed);
  const logs = random.normals(count).sort();
  const P = logs.map(() => -Math.log(random.uniform() + 1e-12));
  const mass = P.reduce((a, b) => a + b);
  P.forEach((weight, l) => {
    P[l] = weight / mass;
  });
  const Q = P.map((p, l) => p * Math.exp(-logs[l]));
  const total = Q.reduce((a, b) => a + b);
  return { logs, levels: { levels: count, P, Q: Q.map((q) => q / total) } };
}

describe("discover/bottleneck/intertwining/many levels", () => {
  it("ten thousand are certified, many to a symbol and one to a symbol", function () {
    this.timeout(120_000);
    const { levels } = normalLevels(10_000, 3);
    for (const beta of [100, 1e9]) {
      const { gap, weights } = iibSolve(levels, beta);
      expect(gap, `gap at ${beta}`).to.be.lessThan(1e-8);
      expect(weights.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    }
  });

  it("are replaced by nodes with the moments of the letters", () => {
    const { logs, levels } = normalLevels(3000, 5);
    for (const beta of [1, 100]) {
      const all = wholeCluster(logs, levels.P, beta);
      const nodes = condensed(all);
      if (nodes === undefined) throw new Error("expected fewer nodes than letters");
      expect(3 * nodes.x.length).to.be.at.most(all.x.length);
      // exp(−x²/8) of width 2 is smooth on half a bump's width, whatever β ≥ 1.
      const mean = ({ x, P }: { x: Float64Array; P: Float64Array }) =>
        x.reduce((sum, place, l) => sum + P[l] * Math.exp((-place * place) / 8), 0);
      expect(mean(nodes)).to.be.closeTo(mean(all), 1e-9);
      expect(nodes.P.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    }
    const [few] = clustersOf(logs, levels.P, 1e9, [0, 1]);
    expect(condensed(few)).to.equal(undefined);
  });

  it("are left within a cluster when the caller stops", () => {
    const { levels } = normalLevels(3000, 7);
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 1;
      },
    } as unknown as AbortSignal;
    expect(() => iibSolve(levels, 100, { signal })).to.throw(AbortedError, "β = 100");
  });
});
