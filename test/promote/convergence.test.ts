import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { specialEuclideanGroup } from "../../src/groups/index.js";
import {
  affineAction,
  affineField,
  type LieAction,
  lieAction,
  lieDerivative,
  polynomialMaps,
} from "../../src/lie-derivative/index.js";
import { Matrix } from "../../src/numerics/index.js";
import { type PromoteOptions, type Promotion, promote } from "../../src/promote/index.js";
import { motions, normals, uniform } from "./examples.js";

const se2 = affineAction(specialEuclideanGroup(2));

/** x² + y² + 0.3 x at `count` points of the plane, times `factor`, with noise. */
function promoted(
  count: number,
  options: PromoteOptions & { noise?: number; factor?: number; action?: LieAction },
): Promise<Promotion> {
  const { noise = 0, factor = 1, action = se2, ...rest } = options;
  const points = uniform(4, count, 2);
  const errors = normals(5, count);
  const values = points
    .toRows()
    .map(([x, y], i) => factor * (x * x + y * y + 0.3 * x + noise * errors[i]));
  return promote(lieDerivative(polynomialMaps(2, 2), action), { points, values }, rest);
}

describe("promote: what converged means", () => {
  it("a weight so large that only the symmetric part is left converges, with the proof", async () => {
    // The invariants of SE(2) on the plane are the constants: the mean of the values.
    for (const solver of ["central path", "splitting"] as const) {
      const found = await promoted(6, { weight: 10, noise: 0.1, solver });
      expect(found.converged, solver).to.equal(true);
      expect(found.spectrum.rank).to.equal(0);
      expect(Math.abs(found.relativeGap)).to.be.below(1e-5);
    }
  });

  it("values that a constant takes converge, though the optimum is 0", async () => {
    const points = uniform(2, 4, 2);
    for (const weight of [undefined, 0.05]) {
      const found = await promote(motions(2, 2), { points, values: [3, 3, 3, 3] }, { weight });
      expect(found.converged, `weight ${weight}`).to.equal(true);
      expect(found.relativeGap).to.be.within(-1e-12, 1e-6);
    }
  });

  it("a design of full rank leaves one model, which is proved the best in no step", async () => {
    const found = await promoted(30, {});
    expect(found.iterations).to.equal(0);
    expect(found.converged).to.equal(true);
    expect(Math.abs(found.relativeGap)).to.be.below(1e-6);
  });

  it("small residuals of a badly scaled problem do not pass for convergence", async () => {
    // γ/|Y| = 3e-11: the residuals are small after some steps, the objective 0.2 % too large.
    const found = await promoted(4, { weight: 0.003, factor: 1e8, solver: "splitting" });
    expect(found.relativeGap).to.be.above(1e-3);
    expect(found.converged).to.equal(false);
  });

  it("the bound is never above the objective, however early one stops", async () => {
    for (const weight of [undefined, 0.003, 1]) {
      for (const iterations of [1, 3, 10]) {
        const noise = weight === undefined ? 0 : 0.1;
        const found = await promoted(4, { weight, noise, iterations, solver: "splitting" });
        expect(found.relativeGap).to.be.within(-1e-12, 1);
        expect(found.dualObjective).to.be.at.least(0);
      }
    }
  });

  it("the same generators twice make ‖L‖ √2 times as long, and a still one nothing", async () => {
    const twice = lieAction("twice", [...se2.generators, ...se2.generators]);
    const still = lieAction("still", [{ input: affineField(Matrix.zeros(2)) }, ...se2.generators]);
    const once = await promoted(4, {});
    const doubled = await promoted(4, { action: twice });
    const padded = await promoted(4, { action: still });
    expect(doubled.objective / once.objective).to.be.closeTo(Math.SQRT2, 1e-6);
    expect(padded.objective / once.objective).to.be.closeTo(1, 1e-6);
  });

  it("refuses options out of range whatever the solver", async () => {
    const wrong: [PromoteOptions, RegExp][] = [
      [{ iterations: 0 }, /0 iterations/],
      [{ rankTolerance: 2 }, /rankTolerance 2/],
      [{ reweighting: { rounds: 1.5 } }, /rounds 1.5/],
    ];
    for (const [options, message] of wrong) {
      let caught: unknown;
      await promoted(4, options).catch((error) => {
        caught = error;
      });
      expect(caught).to.be.instanceOf(DomainError).with.property("message").that.matches(message);
    }
  });
});
