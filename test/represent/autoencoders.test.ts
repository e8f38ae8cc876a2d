import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { circleGroup } from "../../src/groups/index.js";
import { allVariables } from "../../src/layers/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import {
  type Autoencoder,
  type BatchPoses,
  circlePoses,
  classicalAutoencoder,
  codesOf,
  equivariantAutoencoder,
  GroupAutoencoder,
  movePoints,
  quotientAutoencoder,
  rotationPoses,
  squaredError,
  vectorInvariants,
} from "../../src/represent/index.js";
import { plan, useDevice } from "../../src/tensors/index.js";
import { adamStep } from "./adam-step.js";
import { cloudDecoder, cloudEncoder, coordinateEncoder, vectorsOf } from "./small-parts.js";

const POINTS = 5;
const stream = (label: string) => RandomStream.fromSeed(7).split(label);
const cloud = (label: string, batch: number, n = 3) =>
  tf.tensor3d(Array.from(stream(label).normals(batch * POINTS * n)), [batch, POINTS, n]);
const turn = (angle: number) =>
  new Matrix(
    2,
    2,
    Float64Array.of(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)),
  );
const eighths = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => turn((k * Math.PI) / 4));

const invariant = (n: 2 | 3) => {
  const parts = {
    encoder: cloudEncoder(stream("encoder"), POINTS, n),
    decoder: cloudDecoder(stream("decoder"), POINTS, n),
    action: movePoints,
  };
  return new GroupAutoencoder({ ...parts, space: n === 2 ? circlePoses() : rotationPoses() });
};
const quotient = (grid = eighths) =>
  quotientAutoencoder({
    encoder: coordinateEncoder(stream("encoder"), POINTS, 2),
    decoder: cloudDecoder(stream("decoder"), POINTS, 2),
    space: circlePoses(),
    action: movePoints,
    grid,
  });
const classical = () =>
  classicalAutoencoder({
    encoder: coordinateEncoder(stream("encoder"), POINTS, 2),
    decoder: cloudDecoder(stream("decoder"), POINTS, 2),
  });
/** x' = Wᵀ W x turns along with x. */
const equivariant = () => {
  const down = vectorsOf(stream("down"), 3, POINTS);
  const up = vectorsOf(stream("up"), POINTS, 3);
  return equivariantAutoencoder({
    encoder: { weights: down.weights, statistics: {}, encode: (x) => down.of(x) },
    decoder: { weights: up.weights, statistics: {}, decode: (v) => up.of(v) },
  });
};

function expectClose(a: tf.Tensor, b: tf.Tensor, tolerance = 1e-5): void {
  expect(a.shape).to.deep.equal(b.shape);
  const right = b.dataSync();
  a.dataSync().forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(right[k], tolerance);
  });
}

describe("autoencoders", () => {
  before(() => useDevice("webassembly"));

  for (const [name, make, n] of [
    ["invariant, SO(2)", () => invariant(2), 2],
    ["invariant, SO(3)", () => invariant(3), 3],
    ["quotient", quotient, 2],
    ["classical", classical, 2],
    ["equivariant", equivariant, 2],
  ] as readonly (readonly [string, () => Autoencoder, number])[]) {
    it(`${name}: a planned training is the eager one, and its loss falls`, () => {
      const [asItIs, planned] = [make(), make()];
      const eager = adamStep(asItIs, 0.01);
      const replayed = plan(adamStep(planned, 0.01));
      const losses: number[] = [];
      for (let k = 0; k < 12; k++) {
        const x = cloud("batch", 6, n);
        losses.push(replayed(x).dataSync()[0]);
        expect(losses[k]).to.equal(eager(x).dataSync()[0]);
      }
      expect(losses[11]).to.be.below(losses[0]);
      const [a, b] = [allVariables(asItIs), allVariables(planned)];
      for (const key of Object.keys(a)) expectClose(a[key], b[key], 0);
      replayed.dispose();
    });

    it(`${name}: loss is the mean distance, and the derivative that of differences`, () => {
      const autoencoder = make();
      const x = cloud("sample", 4, n);
      const distances = Array.from(squaredError(x, autoencoder.reconstruct(x)).dataSync());
      const loss = autoencoder.loss(x).dataSync()[0];
      expect(loss).to.be.closeTo(distances.reduce((a, b) => a + b) / 4, 1e-5);
      const variables = Object.values(autoencoder.weights);
      const { grads } = tf.variableGrads(() => autoencoder.loss(x) as tf.Scalar, variables);
      for (const variable of variables) {
        const values = variable.dataSync().slice();
        const at = (shift: number) => {
          const moved = values.slice();
          moved[1] += shift;
          variable.assign(tf.tensor(moved, variable.shape));
          return autoencoder.loss(x).dataSync()[0];
        };
        const expected = (at(5e-3) - at(-5e-3)) / 1e-2;
        at(0);
        const found = grads[variable.name].dataSync()[1];
        expect(found, variable.name).to.be.closeTo(expected, 2e-3 + 2e-2 * Math.abs(expected));
      }
    });
  }

  it("code and canonical sample are the same on an orbit; reconstructions turn along", () => {
    const autoencoder = invariant(3);
    const x = cloud("sample", 4);
    const random = RandomStream.fromSeed(3);
    const elements = [0, 1, 2, 3].map(() => autoencoder.space.group.sample(random));
    const moved = autoencoder.act(elements, x);
    expectClose(autoencoder.code(moved), autoencoder.code(x), 1e-4);
    expectClose(autoencoder.canonical(moved), autoencoder.canonical(x), 1e-4);
    expectClose(
      autoencoder.reconstruct(moved),
      autoencoder.act(elements, autoencoder.reconstruct(x)),
      1e-4,
    );
    autoencoder.elements(moved).forEach((pose, k) => {
      const expected = elements[k].multiply(autoencoder.elements(x)[k]);
      expect(pose.maxDifference(expected)).to.be.below(1e-4);
    });
  });

  it("place: the poses of x give its reconstruction, one element serves all", () => {
    const autoencoder = invariant(3);
    const x = cloud("sample", 4);
    const code = autoencoder.code(x);
    expectClose(autoencoder.place(code, autoencoder.poses(x)), autoencoder.reconstruct(x));
    expectClose(autoencoder.place(code, autoencoder.elements(x)), autoencoder.reconstruct(x));
    const one = [autoencoder.space.group.identity];
    expectClose(autoencoder.place(code, one), autoencoder.canonical(x), 1e-6);
  });

  it("the regulariser is added to the loss", () => {
    const plain = invariant(2);
    const parts = {
      encoder: cloudEncoder(stream("encoder"), POINTS, 2),
      decoder: cloudDecoder(stream("decoder"), POINTS, 2),
      space: circlePoses(),
      action: movePoints,
    };
    const more = new GroupAutoencoder({
      ...parts,
      regulariser: ({ elements }) => tf.mean(tf.square(elements[0])),
    });
    const x = cloud("sample", 4, 2);
    const difference = more.loss(x).dataSync()[0] - plain.loss(x).dataSync()[0];
    // The entries of a rotation of the plane have mean square ½.
    expect(difference).to.be.closeTo(0.5, 1e-5);
  });

  it("a regulariser with a number for each sample counts by its mean", () => {
    const lossWith = (regulariser: (poses: BatchPoses) => tf.Tensor) =>
      new GroupAutoencoder({
        encoder: cloudEncoder(stream("encoder"), POINTS, 2),
        decoder: cloudDecoder(stream("decoder"), POINTS, 2),
        ...{ space: circlePoses(), action: movePoints, regulariser },
      }).loss(cloud("sample", 4, 2));
    const each = lossWith(({ elements }) => tf.sum(elements[0], [1, 2]));
    expect(each.shape).to.deep.equal([]);
    expectClose(
      each,
      lossWith(({ elements }) => tf.mean(tf.sum(elements[0], [1, 2]))),
      1e-6,
    );
  });

  it("act: one element moves all samples, and another number of them is named", () => {
    const autoencoder = invariant(3);
    const x = cloud("sample", 4);
    const g = autoencoder.space.group.sample(RandomStream.fromSeed(3));
    expectClose(autoencoder.act([g], x), autoencoder.act([g, g, g, g], x), 0);
    for (const call of [
      () => autoencoder.act([g, g], x),
      () => autoencoder.place(autoencoder.code(x), [g, g]),
    ]) {
      expect(call).to.throw(ShapeError, "got 2 elements for 4 samples");
    }
  });

  it("a batch without samples is named by all, whatever is asked", () => {
    const none = tf.zeros([0, POINTS, 2]);
    const rival = quotient();
    for (const auto of [invariant(2), rival, classical(), equivariant()]) {
      for (const ask of ["code", "reconstruct", "loss"] as const) {
        for (const phase of ["training", "evaluation"] as const) {
          expect(() => auto[ask](none, phase), `${auto.name}.${ask}`).to.throw(
            ShapeError,
            `utoencoder: got a batch of shape [0,${POINTS},2]; expected [batch, …] with one sample`,
          );
        }
      }
      expect(() => codesOf(auto, none)).to.throw(DomainError, "got 0 samples");
    }
    const auto = invariant(2);
    const one = [auto.space.group.identity];
    const codes = tf.zeros([0, 4]);
    for (const ask of [
      ...[() => auto.poses(none), () => auto.elements(none), () => auto.canonical(none)],
      ...[() => auto.act(one, none), () => auto.decode(codes), () => auto.place(codes, one)],
      ...[() => rival.canonical(none), () => rival.bestOfGrid(none)],
      ...[() => equivariant().vectors(none), () => equivariant().invariants(none, "norms")],
      () => auto.code(tf.scalar(1)),
    ]) {
      expect(ask).to.throw(ShapeError, "with one sample or more");
    }
  });

  it("leaves no tensors behind", () => {
    const [auto, rival] = [invariant(3), quotient()];
    const [x, flat] = [cloud("sample", 4), cloud("sample", 4, 2)];
    const g = [auto.space.group.identity];
    const once = () => {
      const poses = auto.poses(x);
      const code = auto.code(x);
      const made = [
        ...[code, auto.canonical(x), auto.reconstruct(x), auto.loss(x), auto.act(g, x)],
        ...[auto.place(code, g), auto.place(code, poses), ...poses.elements, poses.isDegenerate],
        ...[rival.bestOfGrid(flat), rival.reconstruct(flat), rival.canonical(flat)],
      ];
      auto.elements(x);
      tf.dispose(made);
    };
    once();
    const before = tf.memory().numTensors;
    for (let k = 0; k < 50; k++) once();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("quotient: the best of the grid, and no better with fewer elements", () => {
    const x = cloud("sample", 6, 2);
    const all = quotient();
    const canonical = all.canonical(x);
    const distances = eighths.map((g) => {
      const tensors = circlePoses().tensorsOf(Array.from({ length: 6 }, () => g));
      return squaredError(x, movePoints(tensors, canonical)).dataSync();
    });
    const found = squaredError(x, all.reconstruct(x)).dataSync();
    all
      .bestOfGrid(x)
      .dataSync()
      .forEach((best, k) => {
        const least = Math.min(...distances.map((row) => row[k]));
        expect(distances[best][k]).to.equal(least);
        expect(found[k]).to.be.closeTo(least, 1e-6);
      });
    expect(quotient([circleGroup().identity]).loss(x).dataSync()[0]).to.be.closeTo(
      classical().loss(x).dataSync()[0],
      1e-6,
    );
    expect(() => quotient([])).to.throw("without elements");
  });
});

describe("invariants of vectors", () => {
  before(() => useDevice("webassembly"));

  it("of the plane: (0, 2), (3, 0), by hand", () => {
    const vectors = tf.tensor3d([0, 2, 3, 0], [1, 2, 2]);
    expectClose(vectorInvariants(vectors, "norms"), tf.tensor2d([2, 3], [1, 2]));
    // (3, 0) lies a quarter turn clockwise of (0, 2).
    expectClose(vectorInvariants(vectors, "angles"), tf.tensor2d([0, -1], [1, 2]));
    expectClose(vectorInvariants(vectors, "complete"), tf.tensor2d([2, 0, 0, -3], [1, 4]));
  });

  it("of space: cosines with the first, coordinates in a frame", () => {
    const vectors = tf.tensor3d([0, 0, 2, 0, 3, 0, 1, 0, 1], [1, 3, 3]);
    expectClose(vectorInvariants(vectors, "angles"), tf.tensor2d([0, Math.SQRT1_2], [1, 2]));
    // Axes z, y and z × y = −x.
    expectClose(
      vectorInvariants(vectors, "complete"),
      tf.tensor2d([2, 0, 0, 0, 3, 0, 1, 0, -1], [1, 9]),
    );
  });

  it("do not change with rotations, and refuse what has none", () => {
    for (const [n, space] of [
      [2, circlePoses()],
      [3, rotationPoses()],
    ] as const) {
      const vectors = cloud("vectors", 3, n);
      const random = RandomStream.fromSeed(9);
      const elements = [0, 1, 2].map(() => space.group.sample(random));
      const moved = movePoints(space.tensorsOf(elements), vectors);
      for (const kind of ["norms", "angles", "complete"] as const) {
        expectClose(vectorInvariants(moved, kind), vectorInvariants(vectors, kind), 2e-5);
      }
    }
    expect(() => vectorInvariants(tf.zeros([1, 2, 4]), "norms")).to.throw("expected [batch, C");
    expect(() => vectorInvariants(tf.zeros([1, 1, 2]), "angles")).to.throw("C ≥ 2");
    expect(() => vectorInvariants(tf.zeros([1, 1, 2]), "none" as "norms")).to.throw('"none"');
  });
});
