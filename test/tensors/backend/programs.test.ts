import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

/** Programs as users of TensorFlow.js write them, which know nothing of us. */

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
const still = { shuffle: false, verbose: 0 } as const;
function initialisers(): () => ReturnType<typeof tf.initializers.glorotUniform> {
  let seed = 100;
  return () => tf.initializers.glorotUniform({ seed: ++seed });
}

class Antirectifier extends tf.layers.Layer {
  static get className() {
    return "Antirectifier";
  }
  constructor() {
    super({});
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], 2 * shape[1]!];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const centred = tf.sub(x, tf.mean(x, 1, true));
      return tf.concat([tf.relu(centred), tf.relu(tf.neg(centred))], 1);
    });
  }
}

const programs: Record<string, () => Promise<number[]>> = {
  "compile, fit with callbacks, evaluate and predict": async () => {
    const initial = initialisers();
    const model = tf.sequential();
    // No bias: batches are centred after it, so its slope is 0 but for rounding, which Adam magnifies.
    const convolution = { kernelSize: 3, filters: 4, useBias: false, kernelInitializer: initial() };
    model.add(tf.layers.conv2d({ inputShape: [8, 8, 1], ...convolution }));
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.dropout({ rate: 0.25, seed: 3 }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 5, activation: "softmax", kernelInitializer: initial() }));
    const loss = "categoricalCrossentropy";
    model.compile({ optimizer: "adam", loss, metrics: ["accuracy"] });
    const x = normal([32, 8, 8, 1], 1);
    const kinds = Array.from({ length: 32 }, (_, k) => k % 5);
    const y = tf.oneHot(tf.tensor1d(kinds, "int32"), 5);
    const callbacks = tf.callbacks.earlyStopping({ monitor: "loss", patience: 2 });
    const { history } = await model.fit(x, y, { ...still, epochs: 2, batchSize: 8, callbacks });
    const [found] = model.evaluate(x, y) as tf.Scalar[];
    const kind = (model.predict(x) as tf.Tensor).argMax(1);
    return [...(history.loss as number[]), ...(await found.data()), ...(await kind.data())];
  },
  "a data set that is shuffled and batched, and rmsprop": async () => {
    const initial = initialisers();
    const rows = Array.from({ length: 30 }, (_, k) => [Math.sin(k), Math.cos(3 * k)]);
    const data = tf.data
      .array(rows)
      .map((row) => {
        const [a, b] = row as number[];
        return { xs: tf.tensor1d([a, b]), ys: tf.tensor1d([2 * a - b]) };
      })
      .shuffle(20, "7")
      .batch(10)
      .prefetch(2);
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: initial() })],
    });
    model.compile({ optimizer: tf.train.rmsprop(0.01), loss: tf.losses.huberLoss });
    const { history } = await model.fitDataset(data, { epochs: 3, verbose: 0 });
    return history.loss as number[];
  },
  "a layer of one's own, saved weights and loaded ones": async () => {
    const initial = initialisers();
    const input = tf.input({ shape: [6] });
    const hidden = tf.layers.dense({ units: 5, kernelInitializer: initial() }).apply(input);
    const both = new Antirectifier().apply(hidden);
    const out = tf.layers
      .dense({ units: 3, activation: "softmax", kernelInitializer: initial() })
      .apply(tf.layers.layerNormalization().apply(both)) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: out });
    const loss = (y: tf.Tensor, p: tf.Tensor) => tf.losses.softmaxCrossEntropy(y, p);
    model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss });
    const x = normal([20, 6], 3);
    const y = tf.oneHot(x.slice([0, 0], [20, 3]).argMax(1), 3);
    const { history } = await model.fit(x, y, { ...still, epochs: 3, batchSize: 5 });
    const weights = model.getWeights().map((weight) => weight.clone());
    await model.fit(x, y, { ...still, epochs: 1, batchSize: 5 });
    model.setWeights(weights);
    return [...(history.loss as number[]), ...(await (model.predict(x) as tf.Tensor).data())];
  },
  "gradients that are kept, averaged and applied": async () => {
    const initial = initialisers();
    const net = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 6,
          activation: "elu",
          inputShape: [4],
          kernelInitializer: initial(),
        }),
        tf.layers.dense({ units: 1, kernelInitializer: initial() }),
      ],
    });
    const optimizer = tf.train.adam(0.02);
    for (let turn = 0; turn < 4; turn++) {
      const kept = new Map<string, tf.Tensor[]>();
      for (let k = 0; k < 3; k++) {
        const { grads } = tf.tidy(() => {
          const x = normal([1, 4], 1 + 10 * turn + k);
          const label = tf.tensor2d([[k % 2]]);
          const loss = () =>
            tf.losses.sigmoidCrossEntropy(label, net.predict(x) as tf.Tensor).asScalar();
          return tf.variableGrads(loss);
        });
        for (const [name, slope] of Object.entries(grads)) {
          kept.set(name, [...(kept.get(name) ?? []), slope]);
        }
      }
      tf.tidy(() => {
        const means = [...kept].map(([name, slopes]) => [name, tf.mean(tf.stack(slopes), 0)]);
        optimizer.applyGradients(
          Object.fromEntries(means) as Parameters<tf.AdamOptimizer["applyGradients"]>[0],
        );
      });
      tf.dispose([...kept.values()]);
    }
    return [...(await net.getWeights()[0].data())];
  },
};

describe("programs of TensorFlow.js, unchanged", () => {
  onIntertwine();

  for (const [name, program] of Object.entries(programs)) {
    it(`give what they give on the cpu backend: ${name}`, async () => {
      await tf.setBackend("cpu");
      const expected = await program();
      await tf.setBackend("intertwine");
      const found = await program();
      expect(found).to.have.length(expected.length);
      found.forEach((value, k) => {
        expect(value).to.be.closeTo(expected[k], 2e-5 * Math.max(1, Math.abs(expected[k])));
      });
    });
  }
});
