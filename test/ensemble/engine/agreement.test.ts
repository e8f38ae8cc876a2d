import { expect } from "chai";
import { CompiledEngine } from "../../../src/ensemble/engine/compiled-engine.js";
import { ReferenceEngine } from "../../../src/ensemble/engine/reference-engine.js";
import {
  type EnsembleOptions,
  ensembleSettings,
  fixedData,
  hiddenLayerUnit,
  jointSymmetry,
  SCHEMES,
  sampledLaw,
  teacherLaw,
  uvUnit,
} from "../../../src/ensemble/index.js";
import {
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  regularRepresentation,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { Matrix } from "../../../src/numerics/index.js";
import { paperOptions } from "../examples.js";

/** Largest difference of particles and losses after some steps of both engines. */
function disagreement(options: EnsembleOptions, steps: number): number {
  const settings = ensembleSettings(options);
  expect(CompiledEngine.accepts(settings)).to.equal(true);
  const compiled = new CompiledEngine(settings);
  const reference = new ReferenceEngine(settings);
  const losses = [compiled.advance(3, steps, 0), reference.advance(3, steps, 0)];
  return Math.max(
    Math.abs(losses[0] - losses[1]),
    compiled.particles().maxDifference(reference.particles()),
  );
}

// Two programs that compute the same numbers in another order and with another exp:
// differences of a few units in the last place, fed back over a few steps.
const ROUNDING = 1e-11;

describe("compiled and reference engine", () => {
  for (const scheme of SCHEMES) {
    for (const start of ["weakly-invariant", "strongly-invariant"] as const) {
      it(`take the same steps: matrix unit, ${scheme}, ${start} start`, () => {
        for (const particles of [1, 2, 3, 5, 8]) {
          const options = paperOptions("arbitrary", {
            ...{ scheme, start, particles, temperature: 1e-3, batch: 7 },
            // A step of 2 for each particle: larger ones amplify rounding from step to step.
            learningRate: 2 * particles,
          });
          expect(disagreement(options, 12), `N = ${particles}`).to.be.below(ROUNDING);
        }
      });
    }
    it(`take the same steps: uv unit under SO(2) by quadrature, ${scheme}`, () => {
      const unit = uvUnit(2, 2);
      const rotation = circleRepresentation(circleGroup());
      const options: EnsembleOptions = {
        unit,
        symmetry: jointSymmetry(unit, rotation, rotation, { points: 8 }),
        data: teacherLaw(unit, Matrix.fromRows([[1, 0.5, 0.3, -1]]), { mean: [1, 2] }),
        ...{ scheme, particles: 6, start: "weakly-invariant", seed: 4, learningRate: 5 },
      };
      expect(disagreement(options, 12)).to.be.below(ROUNDING);
    });
    it(`take the same steps: hidden-layer unit under C3, ${scheme}`, () => {
      const group = cyclicGroup(3);
      const cycle = regularRepresentation(group);
      const unit = hiddenLayerUnit(3, 3, 3, "tanh");
      const options: EnsembleOptions = {
        unit,
        symmetry: jointSymmetry(unit, cycle, cycle, { hidden: [cycle] }),
        data: sampledLaw("noise", (random, size) => ({
          inputs: new Matrix(size, 3, random.normals(3 * size)),
          outputs: new Matrix(size, 3, random.normals(3 * size)),
        })),
        ...{ scheme, particles: 7, start: "weakly-invariant", seed: 2, learningRate: 1, batch: 5 },
      };
      expect(disagreement(options, 12)).to.be.below(ROUNDING);
    });
  }

  it("take the same steps on fixed, weighted data with ReLU and a trivial output", () => {
    const group = cyclicGroup(2);
    const unit = hiddenLayerUnit(2, 2, 1, "relu");
    const swap = regularRepresentation(group);
    const options: EnsembleOptions = {
      unit,
      symmetry: jointSymmetry(unit, swap, trivialRepresentation(group, 1), { hidden: [swap] }),
      data: fixedData(
        Matrix.fromRows([
          [1, 2],
          [0.5, -1],
          [3, 0.25],
        ]),
        Matrix.fromRows([[1], [0], [-1]]),
        { weights: [1, 2, 3] },
      ),
      ...{ scheme: "feature-averaging", particles: 9, start: "weakly-invariant" },
      ...{ seed: 3, learningRate: 0.5 },
    };
    expect(disagreement(options, 20)).to.be.below(ROUNDING);
  });
});
