import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { disposeVariables } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  type Autoencoder,
  chamferDistance,
  GroupAutoencoder,
  markedPointError,
  motionPoses,
  moveMarkedPoints,
  movePoints,
  pointDecoder,
  pointEncoder,
  rotationPoses,
} from "../../../src/represent/index.js";
import { clipByGlobalNorm, plan, useDevice } from "../../../src/tensors/index.js";
import { molecules, numbers } from "./clouds.js";

const SIZE = { scalars: 6, vectors: 6, layers: 1 };

/** Losses of steps on the same clouds, with gradients cut off at length 0.5; all but two are replays. */
async function descent(auto: Autoencoder, x: tf.Tensor, steps: number): Promise<number[]> {
  const weights = Object.values(auto.weights) as tf.Variable[];
  const optimiser = tf.train.adam(1e-2);
  const step = plan((cloud: tf.Tensor) =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => auto.loss(cloud) as tf.Scalar, weights);
      (optimiser as tf.Optimizer).applyGradients(clipByGlobalNorm(grads, 0.5).gradients);
      return value as tf.Tensor;
    }),
  );
  const losses: number[] = [];
  for (let k = 0; k < steps; k++) {
    const loss = step(x);
    losses.push(numbers(loss)[0]);
    loss.dispose();
    if (k === 1) await step.ready();
  }
  expect(step.report().shapes[0].replays).to.equal(steps - 2);
  step.dispose();
  optimiser.dispose();
  return losses;
}

describe("represent/points: kinds of clouds, trained in plans", () => {
  before(() => useDevice("webassembly"));

  it("molecules: positions and marks, some points only fill up", async () => {
    const stream = RandomStream.fromSeed(1);
    const shape = { points: 6, features: 3, codeSize: 6, size: SIZE };
    const auto = new GroupAutoencoder({
      encoder: pointEncoder(stream.split("encoder"), { ...shape, isOrdered: true, isPadded: true }),
      decoder: pointDecoder(stream.split("decoder"), { ...shape, kind: "perceptron", width: 24 }),
      space: motionPoses(3),
      action: moveMarkedPoints,
      distance: markedPointError({ isPadded: true }),
    });
    const x = molecules(5, { batch: 4, points: 6, kinds: 3, empty: 2 });
    const losses = await descent(auto, x, 60);
    expect(losses[59]).to.be.below(losses[0] / 2);
    disposeVariables(auto);
  });

  it("shapes: points without an order, the nearest as neighbours, compared by nearest points", async () => {
    const stream = RandomStream.fromSeed(2);
    const shape = { points: 16, codeSize: 4, size: SIZE };
    const auto = new GroupAutoencoder({
      encoder: pointEncoder(stream.split("encoder"), { ...shape, nearest: 5, pose: "rotation" }),
      decoder: pointDecoder(stream.split("decoder"), { ...shape, kind: "perceptron", width: 24 }),
      space: rotationPoses(),
      action: movePoints,
      distance: chamferDistance,
    });
    const x = molecules(6, { batch: 3, points: 16, kinds: 1, empty: 0 });
    const losses = await descent(auto, tf.slice(x, [0, 0, 0], [3, 16, 3]), 60);
    expect(losses[59]).to.be.below(losses[0] / 2);
    disposeVariables(auto);
  });
});
