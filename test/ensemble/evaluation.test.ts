import { expect } from "chai";
import {
  ensembleModel,
  evaluateRisk,
  fixedData,
  matrixTeacher,
  modelRisk,
  noSymmetry,
  predictions,
  scalarUnit,
  trainEnsemble,
} from "../../src/ensemble/index.js";
import { ShapeError } from "../../src/errors.js";
import {
  equivarianceError,
  permutationRepresentation,
  symmetricGroup,
} from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { paperOptions } from "./examples.js";

describe("predictions and risk", () => {
  const swap = permutationRepresentation(symmetricGroup(2));
  const samples = new Matrix(20, 2, RandomStream.fromSeed(3).normals(40));

  it("the teacher's own particles have risk 0 and explain everything", async () => {
    const start = matrixTeacher("arbitrary");
    const run = await trainEnsemble(paperOptions("arbitrary", { start, particles: 5, horizon: 0 }));
    expect(evaluateRisk(run).risk).to.be.below(1e-30);
    expect(evaluateRisk(run).explained).to.be.closeTo(1, 1e-14);
  });

  it("hand-computed risk on fixed data", async () => {
    // h(u) = u, one particle z = 2: predictions 2x = (2, 4) for x = (1, 2); y = (1, 1).
    const unit = scalarUnit(1, { name: "identity", value: (u) => u, derivative: () => 1 });
    const run = await trainEnsemble({
      unit,
      symmetry: noSymmetry(unit),
      data: fixedData(Matrix.fromRows([[1], [2]]), Matrix.fromRows([[1], [1]]), {
        weights: [3, 1],
      }),
      ...{ scheme: "vanilla", particles: 1, start: Matrix.fromRows([[2]]), seed: 0, horizon: 0 },
    });
    // (3 · 1² + 1 · 3²) / 4 = 3; the outputs do not vary, so nothing can be explained.
    expect(evaluateRisk(run).risk).to.equal(3);
    expect(evaluateRisk(run).explained).to.be.NaN;
  });

  it("feature averaging and the equivariant scheme predict equivariantly, vanilla and raw Φ do not", async () => {
    const law = { input: swap, output: swap };
    for (const scheme of ["feature-averaging", "equivariant"] as const) {
      const run = await trainEnsemble(
        paperOptions("arbitrary", { scheme, start: "weakly-invariant" }),
      );
      expect(equivarianceError(ensembleModel(run), law, samples).maximum).to.be.below(1e-15);
    }
    const averaged = await trainEnsemble(
      paperOptions("arbitrary", { scheme: "feature-averaging", start: "weakly-invariant" }),
    );
    const raw = (x: Float64Array) =>
      predictions(averaged, new Matrix(1, 2, Float64Array.from(x)), { raw: true }).row(0);
    expect(equivarianceError(raw, law, samples).maximum).to.be.above(1e-3);
    const vanilla = await trainEnsemble(paperOptions("arbitrary"));
    expect(equivarianceError(ensembleModel(vanilla), law, samples).maximum).to.be.above(1e-3);
  });

  it("refuses inputs of another dimension by name", async () => {
    const run = await trainEnsemble(paperOptions("arbitrary", { horizon: 0 }));
    expect(() => predictions(run, Matrix.zeros(1, 3))).to.throw(ShapeError, "dimension 3");
  });

  it("hand-computed risk of any model on weighted samples, and a model of another length", () => {
    const samples = {
      inputs: Matrix.fromRows([[1], [2]]),
      outputs: Matrix.fromRows([[1], [1]]),
      weights: Float64Array.of(0.75, 0.25),
    };
    // 0.75 (2 − 1)² + 0.25 (4 − 1)² = 3; the outputs do not vary.
    const { risk, explained } = modelRisk(([x]) => [2 * x], samples);
    expect(risk).to.equal(3);
    expect(explained).to.be.NaN;
    expect(() => modelRisk(() => [1, 2], samples)).to.throw(ShapeError, "gave 2 numbers");
  });
});
