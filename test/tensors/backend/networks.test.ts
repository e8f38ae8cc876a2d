/** Networks of TensorFlow.js' layers, trained on the cpu backend and on ours, meet the same losses. */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { coverage } from "../../../src/tensors/backend/index.js";
import { expectClose, numbers } from "./agreement.js";

const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });

/** Without upSampling2d, whose slopes the cpu backend has wrong in batches of several images. */
function convolutional(): tf.Sequential {
  const model = tf.sequential();
  const image = { inputShape: [8, 8, 2], filters: 4, kernelSize: 3 };
  const { layers } = tf;
  model.add(layers.conv2d({ ...image, activation: "relu", kernelInitializer: seeded(1) }));
  model.add(layers.batchNormalization());
  model.add(layers.maxPooling2d({ poolSize: 2, padding: "same" }));
  model.add(layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: seeded(2) }));
  model.add(layers.averagePooling2d({ poolSize: 2, strides: 1 }));
  model.add(layers.flatten());
  model.add(layers.dense({ units: 3, activation: "softmax", kernelInitializer: seeded(3) }));
  return model;
}

function recurrent(): tf.Sequential {
  const model = tf.sequential();
  const seeds = { kernelInitializer: seeded(4), recurrentInitializer: seeded(5) };
  model.add(tf.layers.gru({ units: 5, inputShape: [6, 3], ...seeds }));
  model.add(tf.layers.layerNormalization());
  model.add(tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: seeded(6) }));
  return model;
}

async function losses(backend: string, make: () => tf.Sequential): Promise<number[]> {
  await tf.setBackend(backend);
  const model = make();
  model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy" });
  const [, ...shape] = model.inputs[0].shape as number[];
  const count = shape.reduce((product, side) => product * side, 1);
  const x = tf.tensor(numbers(6 * count, 7), [6, ...shape]);
  const y = tf.oneHot(tf.tensor1d([0, 1, 2, 2, 1, 0], "int32"), 3);
  const { history } = await model.fit(x, y, {
    epochs: 6,
    batchSize: 6,
    shuffle: false,
    verbose: 0,
  });
  tf.dispose([x, y]);
  model.dispose();
  return history.loss as number[];
}

describe("Networks of layers", () => {
  after(() => tf.setBackend("cpu"));

  for (const [name, make] of Object.entries({ convolutional, recurrent })) {
    it(name, async () => {
      const expected = await losses("cpu", make);
      const used = coverage().used.length;
      const got = await losses("intertwine", make);
      expect(coverage().used.slice(used)).to.deep.equal([]);
      expectClose(got, expected, 2e-5, name);
      expect(got[5]).to.be.lessThan(got[0]);
    });
  }
});
