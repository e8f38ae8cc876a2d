import { expect } from "chai";
import {
  findInvariantSubspace,
  matrixTeacher,
  matrixUnit,
  pointwiseStabiliser,
  predictedLeak,
  quadratureData,
  relativeDistanceToProjection,
  teacherLaw,
  trainEnsembles,
} from "../../../src/ensemble/index.js";
import { ConvergenceError, DomainError } from "../../../src/errors.js";
import { permutationRepresentation, symmetricGroup } from "../../../src/groups/index.js";
import { Matrix, principalAngles } from "../../../src/numerics/index.js";
import { paperOptions, swapSymmetry } from "../examples.js";

describe("search for the invariant subspace", () => {
  const unit = matrixUnit();
  const sizes = { unit, particles: 200, batch: 300, horizon: 3, seed: 1 };

  it("finds E^G for a symmetric teacher without knowing the group", async () => {
    const data = teacherLaw(unit, matrixTeacher("weakly-invariant"));
    const { basis, steps } = await findInvariantSubspace({ ...sizes, data });
    expect(basis.columns).to.equal(2);
    expect(steps.map(({ dimension }) => dimension)).to.deep.equal([0, 1, 2]);
    expect(steps.map(({ accepted }) => accepted)).to.deep.equal([false, false, true]);
    expect(steps[0].distance).to.equal(0.5);
    const { cosines } = principalAngles(basis, swapSymmetry.basis);
    expect(Math.min(...cosines)).to.be.at.least(0.99);
  });

  it("ends with the whole space for a teacher without symmetry", async () => {
    const data = teacherLaw(unit, matrixTeacher("arbitrary"));
    const { basis, steps } = await findInvariantSubspace({ ...sizes, data, horizon: 2 });
    expect(basis.columns).to.equal(4);
    expect(steps).to.have.length(5);
    // The basis stays orthonormal as it grows.
    const gram = basis.transpose().multiply(basis);
    expect(gram.maxDifference(Matrix.identity(4))).to.be.below(1e-14);
  });

  it("takes a threshold instead of the leak, and refuses one that is none", async () => {
    const data = teacherLaw(unit, matrixTeacher("arbitrary"));
    const options = { ...sizes, data, particles: 20, batch: 20, horizon: 1 };
    const all = await findInvariantSubspace({ ...options, threshold: 0.49 });
    expect(all.basis.columns).to.equal(1);
    for (const threshold of [-1, 0, 0.5, Number.NaN]) {
      const error = await findInvariantSubspace({ ...options, threshold }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error, String(threshold)).to.be.instanceOf(DomainError);
    }
  });

  it("decides by rounding alone where data hold no chance", async () => {
    const options = { unit, particles: 60, horizon: 20, seed: 0, temperature: 0 };
    const nodes = (kind: "weakly-invariant" | "arbitrary") =>
      quadratureData(unit, teacherLaw(unit, matrixTeacher(kind)), 8);
    const symmetric = await findInvariantSubspace({ ...options, data: nodes("weakly-invariant") });
    expect(symmetric.basis.columns).to.equal(2);
    const { angles } = principalAngles(symmetric.basis, swapSymmetry.basis);
    expect(Math.max(...angles)).to.be.below(1e-9);
    const none = await findInvariantSubspace({ ...options, data: nodes("arbitrary") });
    expect(none.basis.columns).to.equal(4);
  });

  it("says so when minibatch noise could explain any departure", async () => {
    const data = teacherLaw(unit, matrixTeacher("arbitrary"));
    const error = await findInvariantSubspace({ unit, data, particles: 10, seed: 0 }).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).to.be.instanceOf(ConvergenceError);
    expect(error?.message).to.match(/batches of 20, horizon 20 and 10 particles.*larger batches/);
  });

  it("predicts the leak of a kept subspace where the flow has no time to amplify it", async () => {
    // Small steps for α T = 0.02: the off-subspace parts are sums of independent minibatch
    // errors, before the flow, whose rates are of order 1, contracts them.
    const options = { particles: 40, batch: 10, learningRate: 0.02, horizon: 1, temperature: 0 };
    const seeds = Array.from({ length: 60 }, (_, k) => k);
    const runs = await trainEnsembles(
      seeds.map((seed) => paperOptions("weakly-invariant", { ...options, seed })),
    );
    const controls = await trainEnsembles(
      seeds.map((seed) =>
        paperOptions("weakly-invariant", {
          ...{ ...options, seed, scheme: "equivariant", snapshots: 20 },
        }),
      ),
    );
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const measured = mean(
      runs.map(({ particles }) => relativeDistanceToProjection(particles, swapSymmetry.projector)),
    );
    const predicted = mean(controls.map(predictedLeak));
    expect(measured / predicted).to.be.within(0.75, 1.33);
  });

  it("tells which elements fix a subspace point by point", () => {
    const swap = permutationRepresentation(symmetricGroup(2));
    const parameters = unit.parameterRepresentation(swap, swap);
    expect(pointwiseStabiliser(parameters, swapSymmetry.basis, 1e-10)).to.have.length(2);
    const whole = pointwiseStabiliser(parameters, Matrix.identity(4), 1e-10);
    expect(whole.map(({ element }) => element)).to.deep.equal([[0, 1]]);
  });
});
