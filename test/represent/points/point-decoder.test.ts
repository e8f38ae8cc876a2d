import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { disposeVariables } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  GroupAutoencoder,
  motionPoses,
  movePoints,
  pointDecoder,
  pointEncoder,
} from "../../../src/represent/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { gap, matrices, moved, numbers, pieces } from "./clouds.js";

function pieceAutoencoder(kind: "messages" | "perceptron", seed = 1) {
  const stream = RandomStream.fromSeed(seed);
  const shape = { points: 4, codeSize: 2, size: { scalars: 8, vectors: 8, layers: 2 } };
  return new GroupAutoencoder({
    encoder: pointEncoder(stream.split("encoder"), { ...shape, isOrdered: true }),
    decoder: pointDecoder(stream.split("decoder"), { ...shape, kind, width: 32 }),
    space: motionPoses(3),
    action: movePoints,
  });
}

/** A few hundred steps on new pieces, turned and shifted; the losses. */
async function trained(auto: ReturnType<typeof pieceAutoencoder>, steps: number) {
  const weights = Object.values(auto.weights) as tf.Variable[];
  const optimiser = tf.train.adam(3e-3);
  const step = plan(
    (x: tf.Tensor) =>
      optimiser.minimize(() => auto.loss(x) as tf.Scalar, true, weights) as tf.Tensor,
  );
  const losses: number[] = [];
  for (let k = 0; k < steps; k++) {
    const x = tf.tidy(() => moved(pieces(k), matrices(k, 8), tf.fill([8, 3], k % 5)));
    const loss = step(x);
    losses.push(numbers(loss)[0]);
    tf.dispose([x, loss]);
    if (k === 2) await step.ready();
  }
  const { replays } = step.report().shapes[0];
  step.dispose();
  optimiser.dispose();
  return { losses, replays };
}

describe("represent/points/point-decoder", () => {
  before(() => useDevice("webassembly"));

  it("gives a point for each place, and kinds as probabilities", () => {
    for (const kind of ["messages", "perceptron"] as const) {
      const options = { points: 5, codeSize: 3, kind, features: 2 };
      const decoder = pointDecoder(RandomStream.fromSeed(2), options);
      const out = decoder.decode(tf.ones([7, 3]), "evaluation");
      expect(out.shape).to.deep.equal([7, 5, 5]);
      const sums = tf.sum(tf.slice(out, [0, 0, 3], [7, 5, 2]), 2);
      expect(gap(sums, tf.ones([7, 5]))).to.be.below(1e-6);
    }
  });

  it("has the same points for a code whatever codes come with it, also with the nearest as neighbours", () => {
    for (const nearest of [undefined, 2]) {
      const options = { points: 5, codeSize: 3, nearest };
      const decoder = pointDecoder(RandomStream.fromSeed(3), options);
      const codes = tf.tensor2d([1, 2, 3, -1, 0, 1], [2, 3]);
      const both = decoder.decode(codes, "evaluation");
      const second = decoder.decode(tf.slice(codes, [1, 0], [1, 3]), "evaluation");
      expect(gap(tf.slice(both, [1, 0, 0], [1, 5, 3]), second)).to.be.below(1e-5);
    }
  });

  it("has the derivative that finite differences have", () => {
    const auto = pieceAutoencoder("messages");
    const x = tf.tidy(() => moved(pieces(3), matrices(3, 8), tf.zeros([8, 3])));
    const weights = Object.values(auto.weights) as tf.Variable[];
    const { grads } = tf.variableGrads(() => auto.loss(x) as tf.Scalar, weights);
    const loss = (): number => numbers(auto.loss(x))[0];
    for (const name of [
      ...["encoder.start.table", "encoder.network.messages1.gates.matrix"],
      ...["encoder.network.messages2.vectorMap.matrix", "decoder.learned.starts"],
    ]) {
      const variable = auto.weights[name];
      const slope = grads[variable.name];
      const length = Math.sqrt(numbers(tf.sum(tf.square(slope)))[0]);
      const direction = tf.div(slope, length);
      const before = variable.clone();
      const at = (h: number): number => {
        variable.assign(tf.add(before, tf.mul(direction, h)));
        return loss();
      };
      const h = 4e-3;
      const difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      variable.assign(before);
      expect(difference / length, name).to.be.closeTo(1, 3e-2);
    }
    disposeVariables(auto);
  });

  it("learns in a plan; codes stay on orbits", async () => {
    for (const kind of ["messages", "perceptron"] as const) {
      const auto = pieceAutoencoder(kind);
      const { losses, replays } = await trained(auto, 60);
      expect(replays).to.be.above(50);
      const mean = (from: number): number =>
        losses.slice(from, from + 10).reduce((sum, x) => sum + x / 10, 0);
      expect(mean(50)).to.be.below(mean(0) / 2);
      const x = pieces(1000);
      const turned = moved(x, matrices(1001, 8), tf.fill([8, 3], 4));
      expect(gap(auto.code(turned), auto.code(x))).to.be.below(1e-3);
      disposeVariables(auto);
    }
  });
});
