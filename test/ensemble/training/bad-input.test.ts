import { expect } from "chai";
import {
  type EnsembleOptions,
  evaluateRisk,
  fixedData,
  jointSymmetry,
  matrixTeacher,
  matrixUnit,
  sampledLaw,
  teacherLaw,
  trainEnsemble,
  trainEnsembles,
  uvUnit,
} from "../../../src/ensemble/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { permutationRepresentation, symmetricGroup } from "../../../src/groups/index.js";
import { Matrix } from "../../../src/numerics/index.js";
import { paperOptions } from "../examples.js";

async function failure(options: Partial<EnsembleOptions>): Promise<Error> {
  return trainEnsemble(paperOptions("arbitrary", options)).then(
    () => expect.fail("expected an error"),
    (error: unknown) => error as Error,
  );
}

describe("bad input to the ensemble", () => {
  const cases: [string, Partial<EnsembleOptions>, RegExp][] = [
    ["no particles", { particles: 0 }, /particles = 0/],
    ["half a particle", { particles: 2.5 }, /particles = 2.5/],
    ["negative noise", { temperature: -1e-6 }, /temperature.*-0.000001/],
    ["a negative learning rate", { learningRate: -1 }, /learningRate = -1/],
    ["a NaN penalty", { penalty: Number.NaN }, /penalty = NaN/],
    ["an infinite horizon", { horizon: Number.POSITIVE_INFINITY }, /horizon = Infinity/],
    ["an empty batch", { batch: 0 }, /batch = 0/],
    ["an unknown scheme", { scheme: "magic" as "vanilla" }, /"magic".*vanilla/],
    ["an unknown start", { start: "warm" as "weakly-invariant" }, /"warm"/],
    ["a seed that is none", { seed: -4 }, /-4/],
    ["too many steps", { particles: 1_000_000, horizon: 1e6 }, /2\^31/],
    [
      "NaN particles",
      { particles: 1, start: new Matrix(1, 4, Float64Array.of(0, Number.NaN, 0, 0)) },
      /start/,
    ],
  ];
  for (const [what, options, pattern] of cases) {
    it(`refuses ${what}`, async () => {
      const error = await failure(options);
      expect(error).to.be.instanceOf(DomainError);
      expect(error.message).to.match(pattern);
    });
  }

  it("refuses shapes that do not fit, by name", async () => {
    const start = await failure({ start: Matrix.zeros(3, 4) });
    expect(start).to.be.instanceOf(ShapeError);
    expect(start.message).to.contain("start of shape 3 × 4; expected 10 × 4");
    const projector = await failure({ noiseProjector: Matrix.identity(3) });
    expect(projector.message).to.contain("noiseProjector");
    const unit = uvUnit(3, 3);
    const swap = permutationRepresentation(symmetricGroup(3));
    const symmetry = await failure({ symmetry: jointSymmetry(unit, swap, swap) });
    expect(symmetry.message).to.contain("made for another unit");
    expect(() => teacherLaw(matrixUnit(), Matrix.zeros(0, 4))).to.throw(ShapeError, "teacher");
    expect(() => teacherLaw(matrixUnit(), Matrix.zeros(2, 3))).to.throw(ShapeError, "2 × 3");
    expect(() => fixedData(Matrix.zeros(2, 2), Matrix.zeros(3, 2))).to.throw(
      ShapeError,
      "3 outputs",
    );
  });

  it("refuses data with NaN and names the argument", async () => {
    const nan = new Matrix(1, 2, Float64Array.of(1, Number.NaN));
    expect(() => fixedData(nan, Matrix.zeros(1, 2))).to.throw(DomainError, "inputs");
    expect(() => fixedData(Matrix.zeros(1, 2), nan)).to.throw(DomainError, "outputs");
    expect(() =>
      teacherLaw(matrixUnit(), matrixTeacher("arbitrary"), { mean: [0, Number.NaN] }),
    ).to.throw(DomainError, "mean");
    expect(() =>
      teacherLaw(matrixUnit(), matrixTeacher("arbitrary"), { standardDeviation: -1 }),
    ).to.throw(DomainError, "standard deviation");
    const data = sampledLaw("broken", (random, size) => ({
      inputs: new Matrix(size, 2, random.normals(2 * size)),
      outputs: new Matrix(size, 2, new Float64Array(2 * size).fill(Number.NaN)),
    }));
    expect((await failure({ data })).message).to.match(/"broken".*outputs of step 0/);
  });

  it("reports a run that diverges, with the step and the remedy, also from a worker", async () => {
    const data = fixedData(Matrix.fromRows([[1, 1]]), Matrix.fromRows([[1e200, -1e200]]));
    const options: Partial<EnsembleOptions> = { data, learningRate: 1e200 };
    const error = await failure(options);
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.match(/no longer finite at step \d+ of 200.*learningRate/);
    const fromWorker = await trainEnsembles([paperOptions("arbitrary", options)]).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(fromWorker).to.be.instanceOf(DomainError);
    expect(fromWorker?.message).to.equal(error.message);
  });

  it("defines what one particle and no step are", async () => {
    const still = await trainEnsemble(paperOptions("arbitrary", { particles: 1, horizon: 0 }));
    expect(still.snapshots).to.have.length(5);
    expect(still.particles.rows).to.equal(1);
    const one = await trainEnsemble(paperOptions("arbitrary", { particles: 1 }));
    expect(Number.isFinite(evaluateRisk(one).risk)).to.equal(true);
  });
});
