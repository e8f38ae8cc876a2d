import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { AbortedError, DataError } from "../../../src/errors.js";
import { specialEuclideanGroup, translationGroup } from "../../../src/groups/index.js";
import { affineAction, lieDerivative, polynomialMaps } from "../../../src/lie-derivative/index.js";
import { monteCarloMeasure, RandomStream, uniformPoints } from "../../../src/numerics/index.js";
import {
  polynomialRecovery,
  type RecoveryProblem,
  recoveryGrid,
  recoveryProblem,
  recoverySamples,
} from "../../../src/promote/index.js";
import { packProblem, problemHash } from "../../../src/promote/recovery/recovery-problem.js";
import { composedPolynomial, PUBLISHED_RECOVERY } from "../../../src/worlds/polynomials/index.js";
import { translations } from "../examples.js";

/** A ridge function of degree 2 on ℝ⁵, translations, N + 1 points for the measure: experiment E1. */
function ridge(seed: number, latent = 1, exact = false): RecoveryProblem {
  const target = composedPolynomial({ features: "ortho", inputs: 5, latent, degree: 2, seed });
  const { points } = target.data(target.basis.size + 1);
  const stream = RandomStream.fromSeed(seed).split("measure");
  const measure = exact ? undefined : monteCarloMeasure(uniformPoints(7, 5, stream));
  return recoveryProblem(translations(5, 2), { points, truth: target.coefficients, measure });
}

const question = { features: "ortho", inputs: 5, latent: 1, degree: 2 } as const;
const cells = [0, 1, 2, 3].map((seed) => ({ keys: { seed }, problem: () => ridge(seed) }));

describe("samples to recovery", () => {
  it("lie in the published bands for T(5), degree 2", () => {
    for (const latent of [2, 3]) {
      const published = PUBLISHED_RECOVERY.find(
        (row) =>
          row.features === "ortho" &&
          row.group === "T" &&
          row.inputs === 5 &&
          row.latent === latent &&
          row.degree === 2,
      );
      const samples = [0, 1, 2, 3, 4].map((seed) => recoverySamples(ridge(seed, latent)).samples);
      const middle = samples.sort((a, b) => a - b)[2];
      expect(middle).to.be.within(published!.least, published!.most);
    }
  });

  it("are the whole library for the Frobenius norm and for Σ|w|", () => {
    // An independent run: 21 of 21; a random orthonormal feature is sparse in no monomials.
    for (const seed of [1, 2, 3]) {
      const problem = ridge(seed);
      expect(recoverySamples(problem, { norm: "frobenius" }).samples).to.equal(21);
      expect(recoverySamples(problem, { norm: "absolute" }).samples).to.be.within(20, 21);
      expect(recoverySamples(problem).samples).to.be.below(20);
    }
  });

  it("are asked of n_lib + 1 samples and a measure with one point more than L_ξF has monomials", () => {
    // Translations lower the degree: 6 of the 21 monomials, 7 points. Motions keep it: all 21, 22.
    const target = composedPolynomial({ ...question, seed: 3 });
    const { points } = target.data(22);
    for (const [group, count] of [
      [translationGroup(5), 7],
      [specialEuclideanGroup(5), 22],
    ] as const) {
      const derivative = lieDerivative(polynomialMaps(5, 2), affineAction(group));
      const stream = RandomStream.fromSeed(3).split("measure");
      const measure = monteCarloMeasure(uniformPoints(count, 5, stream));
      const data = { points, truth: target.coefficients };
      const drawn = recoveryProblem(derivative, { ...data, measure });
      const exact = recoveryProblem(derivative, data);
      const hash = (problem: RecoveryProblem) => problemHash(packProblem(problem), []);
      expect(hash(polynomialRecovery(target, group, { seed: 3 }))).to.equal(hash(drawn));
      const own = polynomialRecovery(target, group, { measure: "exact", seed: 3 });
      expect(hash(own)).to.equal(hash(exact)).and.not.equal(hash(drawn));
    }
  });

  it("bracket the least number: it succeeded, or is the end, and the one below failed", () => {
    const { samples, trials } = recoverySamples(ridge(1));
    expect(trials.find((trial) => trial.samples === samples)?.success).to.equal(true);
    expect(trials.find((trial) => trial.samples === samples - 1)?.success).to.equal(false);
  });

  it("are the same for any number of threads, and found again in a store", async () => {
    const store = mkdtempSync(join(tmpdir(), "intertwine-recovery-"));
    try {
      const samples = cells.map(({ problem }) => recoverySamples(problem()));
      const one = await recoveryGrid(cells, { workers: 1, store });
      const found: number[] = [];
      const two = await recoveryGrid(cells, {
        ...{ workers: 2, store },
        onProgress: (progress) => found.push(progress.found),
      });
      expect(one.map((row) => row.seed)).to.eql([0, 1, 2, 3]);
      expect(one.map((row) => row.trials)).to.eql(samples.map(({ trials }) => trials));
      expect(two.map((row) => row.trials)).to.eql(one.map((row) => row.trials));
      expect(found.at(-1)).to.equal(4);
      expect(readdirSync(store)).to.have.length(4);
      writeFileSync(join(store, readdirSync(store)[0]), '{"recov');
      let caught: unknown;
      await recoveryGrid(cells, { workers: 1, store }).catch((error: unknown) => {
        caught = error;
      });
      expect(caught).to.be.instanceOf(DataError);
    } finally {
      rmSync(store, { recursive: true });
    }
  });

  it("stop when the signal fires", async () => {
    let caught: unknown;
    await recoveryGrid(cells, { workers: 1, signal: { aborted: true } }).catch((error: unknown) => {
      caught = error;
    });
    expect(caught).to.be.instanceOf(AbortedError);
  });
});
