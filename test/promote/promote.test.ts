import { expect } from "chai";
import { AbortedError, DataError, DomainError, ShapeError } from "../../src/errors.js";
import { Matrix } from "../../src/numerics/index.js";
import { promote } from "../../src/promote/index.js";
import { largestDifference, motions, normals, translations, uniform } from "./examples.js";

async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("promote", () => {
  it("finds the radial polynomial among quadratics on ℝ³ and names so(3)", async () => {
    // |x|² + 2 among 10 monomials; se(3) has 6 generators, those of so(3) keep it.
    const derivative = motions(3, 2);
    const points = uniform(1, 9, 3);
    const values = Array.from({ length: 9 }, (_, i) =>
      points.row(i).reduce((sum, x) => sum + x * x, 2),
    );
    const found = await promote(derivative, { points, values });
    const expected = Float64Array.of(2, 0, 0, 0, 1, 0, 0, 1, 0, 1);
    expect(largestDifference(found.coefficients, expected)).to.be.below(1e-6);
    expect(found.spectrum.rank).to.equal(3);
    expect(found.spectrum.gap).to.be.above(1e3);
    // The algebra that is kept has no part along the three translations (the last generators).
    for (let k = 0; k < 3; k++) {
      expect(Math.hypot(...found.spectrum.algebra.row(k).slice(3))).to.be.below(1e-5);
    }
    expect(found.relativeGap).to.be.within(-1e-10, 1e-6);
    expect(found.converged).to.equal(true);
  });

  it("keeps everything where the data allow a constant", async () => {
    const points = uniform(2, 4, 2);
    const found = await promote(motions(2, 2), { points, values: [3, 3, 3, 3] });
    expect(largestDifference(found.coefficients, [3, 0, 0, 0, 0, 0])).to.be.below(1e-9);
    expect(found.spectrum.rank).to.equal(0);
    expect(found.spectrum.algebra.rows).to.equal(3);
    expect(found.objective).to.be.below(1e-9);
  });

  it("says that there is nothing to say without samples", async () => {
    const found = await promote(translations(2, 2), { points: new Matrix(0, 2), values: [] });
    expect(Math.hypot(...found.coefficients)).to.equal(0);
    // The constant is seen neither by data nor by translations.
    expect(found.undetermined).to.equal(1);
    expect(found.spectrum.rank).to.equal(0);
  });

  it("lowers log-like penalties further by reweighting, and fits the data still", async () => {
    const derivative = translations(4, 2);
    const points = uniform(3, 9, 4);
    const u = [0.5, 0.5, 0.5, 0.5];
    const values = Array.from({ length: 9 }, (_, i) => {
      const y = points.row(i).reduce((sum, x, k) => sum + u[k] * x, 0);
      return 1 + y + y * y;
    });
    const plain = await promote(derivative, { points, values });
    const reweighting = { rounds: 3, epsilon: 0.05 };
    const again = await promote(derivative, { points, values }, { reweighting });
    const size = (spectrum: Float64Array) =>
      spectrum.reduce((sum, value) => sum + Math.log(value / spectrum[0] + 0.05), 0);
    expect(size(again.spectrum.values)).to.be.at.most(size(plain.spectrum.values) + 1e-6);
    const fitted = derivative.space.design(points).apply(again.coefficients);
    expect(largestDifference(fitted, values)).to.be.below(1e-9);
  });

  it("stops when the signal fires, and goes on from a state", async () => {
    const points = uniform(4, 20, 6);
    const data = { points, values: normals(5, 20) };
    const stopped = await failure(
      promote(translations(6, 2), data, { signal: { aborted: true }, tolerance: 1e-14 }),
    );
    expect(stopped).to.be.instanceOf(AbortedError);
    const first = await promote(translations(6, 2), data, { iterations: 30 });
    const whole = await promote(translations(6, 2), data);
    const on = await promote(translations(6, 2), data, { start: first.state });
    expect(largestDifference(on.coefficients, whole.coefficients)).to.be.below(1e-5);
  });

  it("reports progress up to the last iteration", async () => {
    const seen: number[] = [];
    const found = await promote(
      translations(3, 2),
      { points: uniform(6, 6, 3), values: normals(7, 6) },
      { onProgress: ({ iteration }) => seen.push(iteration) },
    );
    expect(seen.at(-1)).to.equal(found.iterations);
    expect(seen).to.eql([...seen].sort((a, b) => a - b));
  });

  it("refuses data of another size, not finite, or contradictory", async () => {
    const derivative = translations(2, 1);
    const points = uniform(8, 3, 2);
    const wrong = await failure(promote(derivative, { points, values: [1, 2] }));
    expect(wrong).to.be.instanceOf(ShapeError);
    const bad = await failure(promote(derivative, { points, values: [1, Number.NaN, 2] }));
    expect(bad).to.be.instanceOf(DomainError);
    expect((bad as Error).message).to.match(/values\[1\]/);
    const many = { points: uniform(9, 5, 2), values: normals(10, 5) };
    expect(await failure(promote(derivative, many))).to.be.instanceOf(DataError);
    expect((await promote(derivative, many, { weight: 0.1 })).converged).to.equal(true);
  });
});
