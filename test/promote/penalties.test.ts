import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { Matrix, singularValueDecomposition } from "../../src/numerics/index.js";
import {
  crossValidate,
  promotionPath,
  refit,
  refitRanks,
  relativeError,
} from "../../src/promote/index.js";
import { composedPolynomial } from "../../src/worlds/polynomials/index.js";
import { gaussian, largestDifference, normals, translations, uniform } from "./examples.js";

/** A ridge function of 5 variables with one feature, and 2 % of noise on 18 of 21 samples. */
function ridgeData() {
  const target = composedPolynomial({
    features: "ortho",
    inputs: 5,
    latent: 1,
    degree: 2,
    seed: 3,
  });
  const { points, values } = target.data(18);
  const noise = normals(4, 18);
  const size = Math.hypot(...values) / Math.sqrt(18);
  const noisy = values.map((value, i) => value + 0.02 * size * noise[i]);
  const testPoints = uniform(5, 200, 5);
  const test = {
    points: testPoints,
    values: target.basis.values(testPoints).apply(target.coefficients),
  };
  return { derivative: translations(5, 2), data: { points, values: noisy }, test, target };
}

describe("penalties along a path", () => {
  it("ridge and Frobenius solve their normal equations", async () => {
    const { derivative, data } = ridgeData();
    const Theta = derivative.space.design(data.points);
    for (const penalty of ["ridge", "frobenius"] as const) {
      const [{ coefficients: w }] = await promotionPath(derivative, data, {
        penalty,
        weights: [0.1],
      });
      const fitted = Theta.apply(w).map((value, i) => (value - data.values[i]) / 18);
      const gradient = Theta.transpose().apply(fitted);
      const R = derivative.root();
      let prior = w;
      if (penalty === "frobenius") {
        prior = new Float64Array(w.length);
        for (const block of derivative.blocks) {
          const part = block.applyTranspose(R.transpose().apply(R.apply(block.apply(w))));
          prior = prior.map((value, j) => value + part[j]);
        }
      }
      const left = gradient.map((value, j) => value + 0.1 * prior[j]);
      expect(Math.hypot(...left), penalty).to.be.below(1e-9);
    }
  });

  it("lasso meets its optimality conditions", async () => {
    const { derivative, data } = ridgeData();
    const options = {
      penalty: "lasso",
      weights: [0.05],
      tolerance: 1e-10,
      iterations: 20000,
    } as const;
    const [{ coefficients: w }] = await promotionPath(derivative, data, options);
    const Theta = derivative.space.design(data.points);
    const fitted = Theta.apply(w).map((value, i) => (value - data.values[i]) / 18);
    Theta.transpose()
      .apply(fitted)
      .forEach((gradient, j) => {
        expect(Math.abs(gradient)).to.be.below(0.05 + 1e-6);
        if (Math.abs(w[j]) > 1e-4) expect(gradient).to.be.closeTo(-0.05 * Math.sign(w[j]), 1e-6);
      });
  });

  it("warm starts along a path change nothing, and small weights fit better", async () => {
    const { derivative, data } = ridgeData();
    const path = await promotionPath(derivative, data, { weights: [1e-3, 1e-1, 1e-2] });
    expect(path.map(({ weight }) => weight)).to.eql([1e-1, 1e-2, 1e-3]);
    const [alone] = await promotionPath(derivative, data, { weights: [1e-3] });
    expect(largestDifference(alone.coefficients, path[2].coefficients)).to.be.below(1e-4);
    expect(path[0].residual).to.be.above(path[1].residual);
    expect(path[1].residual).to.be.above(path[2].residual);
    for (const { relativeGap } of path) expect(relativeGap).to.be.within(-1e-10, 1e-6);
  });

  it("cross-validation prefers a weight that beats the extremes, and the refit beats the penalty", async () => {
    const { derivative, data, test } = ridgeData();
    const weights = [1, 1e-2, 1e-3, 1e-5];
    const { best, errors } = await crossValidate(derivative, data, { weights, seed: 1 });
    expect(errors[weights.indexOf(best)]).to.be.below(Math.min(errors[0], errors[3]));
    const path = await promotionPath(derivative, data, { weights: [best] });
    const refits = refitRanks(derivative, path[0].spectrum, data);
    expect(refits.best.rank).to.be.below(path[0].spectrum.rank);
    const [before, after] = [path[0].coefficients, refits.best.coefficients].map((w) =>
      relativeError(derivative, w, test),
    );
    expect(after).to.be.below(before);
  });

  it("refits with the known symmetry from as many samples as there are invariants", () => {
    // x₁ + x₁² on ℝ³: translations along x₂ and x₃ leave 3 of 10 monomials: 1, x₁, x₁².
    const algebra = Matrix.fromRows([
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const points = uniform(6, 3, 3);
    const values = Array.from({ length: 3 }, (_, i) => points.at(i, 0) + points.at(i, 0) ** 2);
    const { coefficients, symmetric } = refit(translations(3, 2), algebra, { points, values });
    expect(symmetric.basis.columns).to.equal(3);
    expect(largestDifference(coefficients, [0, 1, 0, 0, 1, 0, 0, 0, 0, 0])).to.be.below(1e-10);
  });

  it("finds C(m − k + 2, 2) quadratics under k translations, wherever they point", () => {
    // Conditions with many equal singular values, where Eigen 3.4.0 reads out of bounds.
    const derivative = translations(10, 2);
    const data = { points: uniform(7, 5, 10), values: normals(8, 5) };
    for (const seed of [0, 4, 10, 12, 16]) {
      const turn = singularValueDecomposition(gaussian(seed, 10, 10)).V.transpose();
      const algebra = new Matrix(4, 10, turn.data.slice(0, 40));
      expect(refit(derivative, algebra, data).symmetric.basis.columns).to.equal(28);
    }
  });

  it("refuses weights that are not positive, and more folds than points", async () => {
    const { derivative, data } = ridgeData();
    const wrong = [
      () => promotionPath(derivative, data, { weights: [1, 0] }),
      () => promotionPath(derivative, data, { weights: [] }),
      () => crossValidate(derivative, data, { folds: 19 }),
    ];
    for (const work of wrong) {
      let caught: unknown;
      await work().catch((error: unknown) => {
        caught = error;
      });
      expect(caught).to.be.instanceOf(DomainError);
    }
  });
});
