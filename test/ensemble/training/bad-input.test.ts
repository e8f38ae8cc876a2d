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
import {
  AbortedError,
  DataError,
  DomainError,
  IntertwineError,
  ShapeError,
} from "../../../src/errors.js";
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

  it("reports a divergence of the very last step, which no loss has seen", async () => {
    const error = await failure({
      ...{ particles: 1, horizon: 1, learningRate: 1e308, penalty: 1e10, snapshots: 1 },
    });
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.contain("particles are no longer finite at step 1 of 1");
  });

  it("ends the other runs in order when some fail, here and in workers alike", async () => {
    const far = fixedData(Matrix.fromRows([[1, 1]]), Matrix.fromRows([[1e200, -1e200]]));
    const wild = { data: far, learningRate: 1e200 };
    const here = sampledLaw("calm", (random, size) => ({
      inputs: new Matrix(size, 2, random.normals(2 * size)),
      outputs: Matrix.zeros(size, 2),
    }));
    const lost = sampledLaw("lost", () => undefined as never);
    for (const runs of [
      [paperOptions("arbitrary", wild), paperOptions("arbitrary", { data: here, particles: 300 })],
      [
        paperOptions("arbitrary", { particles: 3000 }),
        paperOptions("arbitrary", { data: lost, batch: 3 }),
      ],
    ]) {
      const error = await trainEnsembles(runs).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      expect(error).to.be.instanceOf(IntertwineError);
      expect(error).to.not.be.instanceOf(AbortedError);
    }
  });

  it("passes on what the caller's onProgress throws, after all runs have stopped", async () => {
    const error = await trainEnsembles([paperOptions("arbitrary", { particles: 2000 })], {
      onProgress: () => {
        throw new RangeError("the caller's own");
      },
    }).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).to.be.instanceOf(RangeError);
  });

  it("refuses parts that are missing or unknown, by name", async () => {
    const without = { ...paperOptions("arbitrary"), data: undefined };
    const error = await trainEnsemble(without as never).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).to.contain("got no data");
    expect(() => matrixUnit(2, 2, "gelu" as "tanh")).to.throw(DomainError, '"gelu"');
    expect(() => matrixTeacher("weekly" as "arbitrary")).to.throw(DomainError, '"weekly"');
    expect(() =>
      fixedData(Matrix.zeros(2, 2), Matrix.zeros(2, 2), { weights: [1e308, 1e308] }),
    ).to.throw(DomainError, "finite sum");
    const run = await trainEnsemble(paperOptions("arbitrary", { particles: 1, horizon: 0 }));
    for (const points of [0, -1, 2.5]) {
      expect(() => evaluateRisk(run, { points })).to.throw(DomainError, `${points} points`);
    }
  });

  it("refuses a store that is no folder", async () => {
    const error = await trainEnsemble(paperOptions("arbitrary"), { store: process.execPath }).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).to.be.instanceOf(DataError);
    expect(error?.message).to.contain("name another folder");
  });

  it("defines what one particle and no step are", async () => {
    const still = await trainEnsemble(paperOptions("arbitrary", { particles: 1, horizon: 0 }));
    expect(still.snapshots).to.have.length(5);
    expect(still.particles.rows).to.equal(1);
    const one = await trainEnsemble(paperOptions("arbitrary", { particles: 1 }));
    expect(Number.isFinite(evaluateRisk(one).risk)).to.equal(true);
  });
});
