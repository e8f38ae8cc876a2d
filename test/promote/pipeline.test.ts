import { expect } from "chai";
import { discoverInModel, snapSymmetry } from "../../src/discover/index.js";
import { enforce } from "../../src/enforce/index.js";
import { lieDerivative } from "../../src/lie-derivative/index.js";
import { Matrix } from "../../src/numerics/index.js";
import { algebraBeyond, promote, refit, relativeError } from "../../src/promote/index.js";
import { motions, normals, uniform } from "./examples.js";

/** 1 + 2r − r² with r = |x|², in ℝ³: so(3), and three invariants up to degree 4. */
function radial(points: Matrix, noise: number): Float64Array {
  const errors = normals(3, points.rows);
  return Float64Array.from({ length: points.rows }, (_, i) => {
    const r = points.row(i).reduce((sum, x) => sum + x * x, 0);
    return 1 + 2 * r - r * r + noise * errors[i];
  });
}

describe("promote, name, enforce, refit", () => {
  const derivative = motions(3, 4);
  const points = uniform(4, 60, 3);
  const data = { points, values: radial(points, 0.05) };
  const test = uniform(8, 500, 3);
  const errorOf = (w: Float64Array) =>
    relativeError(derivative, w, { points: test, values: radial(test, 0) });

  it("a refit takes what noise has left of the algebra for what it is", async () => {
    const found = await promote(derivative, data, { weight: 1e-3 });
    const again = refit(derivative, algebraBeyond(found.spectrum.directions, 3), data);
    expect(again.symmetric.basis.columns).to.equal(3);
    expect(errorOf(again.coefficients)).to.be.below(1.2 * errorOf(found.coefficients));
    // To the last digit that algebra keeps constants only.
    const strict = refit(derivative, algebraBeyond(found.spectrum.directions, 3), data, {
      tolerance: 1e-6,
    });
    expect(strict.symmetric.basis.columns).to.equal(1);
  });

  it("what was promoted has a name, and enforcing that comes far nearer to the truth", async () => {
    const promoted = await promote(derivative, data, { weight: 1e-3 });
    const found = discoverInModel(derivative, promoted.coefficients, { decision: { rule: "gap" } });
    expect(found.algebra?.name).to.equal("so(3)");
    const neat = snapSymmetry(found)!.symmetry;
    const symmetric = enforce(lieDerivative(derivative.space, neat));
    expect(symmetric.dimension).to.equal(3);
    const { parameters } = symmetric.fit(points, new Matrix(points.rows, 1, data.values));
    expect(errorOf(parameters)).to.be.below(errorOf(promoted.coefficients) / 3);
  });
});
