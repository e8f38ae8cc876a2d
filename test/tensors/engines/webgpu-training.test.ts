import { setTimeout as sleep } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { requestGpu } from "../../../src/tensors/devices/webgpu/request-gpu.js";
import { webGpuEngine } from "../../../src/tensors/engines/webgpu/index.js";
import type { PlanEngine } from "../../../src/tensors/plan/index.js";
import { plan } from "../../../src/tensors/record/index.js";
import { onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { requireSoftwareGpu } from "../../fixtures/tensors/software-gpu.js";

const normal = (shape: number[], seed: number, deviation = 1) =>
  tf.randomNormal(shape, 0, deviation, "float32", seed);

function perceptron() {
  const weights = tf.variable(normal([6, 10], 1, 0.4));
  const bias = tf.variable(tf.zeros([10]));
  const last = tf.variable(normal([10, 1], 2, 0.4));
  const apply = (x: tf.Tensor) => tf.matMul(tf.tanh(tf.add(tf.matMul(x, weights), bias)), last);
  const loss = (x: tf.Tensor, y: tf.Tensor) => tf.losses.meanSquaredError(y, apply(x)) as tf.Scalar;
  return { loss, variables: [weights, bias, last] };
}

describe("a recorded step of training on WebGPU", () => {
  onIntertwine();
  let engine: PlanEngine;
  before(async function () {
    await requireSoftwareGpu(this);
    engine = webGpuEngine(await requestGpu({ software: true }));
  });

  it("leaves the weights of Adam's eager steps, to round-off", async () => {
    const [eager, planned] = [perceptron(), perceptron()];
    const [first, second] = [tf.train.adam(0.01), tf.train.adam(0.01)];
    const train = plan(
      (x: tf.Tensor, y: tf.Tensor) =>
        second.minimize(() => planned.loss(x, y), true, planned.variables)!,
      { engine },
    );
    const replays = () => train.report().shapes[0]?.replays ?? 0;
    for (let k = 0; replays() < 20; k++) {
      // Programs are compiled meanwhile.
      if (k > 1 && replays() === 0) await sleep(50);
      const x = normal([8, 6], 100 + k);
      const y = tf.sum(tf.square(x), 1, true);
      const expected = first.minimize(() => eager.loss(x, y), true, eager.variables)!;
      const found = train(x, y);
      const [[value], [right]] = [await found.data(), await expected.data()];
      expect(value).to.be.closeTo(right, 2e-5 * Math.abs(right));
      tf.dispose([x, y, expected, found]);
    }
    for (const [k, variable] of planned.variables.entries()) {
      const [found, right] = [await variable.data(), await eager.variables[k].data()];
      found.forEach((value, i) => {
        expect(value).to.be.closeTo(right[i], 2e-5);
      });
    }
    tf.dispose([...eager.variables, ...planned.variables]);
    first.dispose();
    second.dispose();
  });
});
