import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  type Accelerated,
  accelerate,
  type ModelOfLayers,
} from "../../../src/tensors/training/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);

/** Dense layers whose first weights are the same in each model. */
function denseLayers() {
  let seed = 10;
  return (units: number, more: object = {}) =>
    tf.layers.dense({
      ...{ units, ...more },
      kernelInitializer: tf.initializers.randomNormal({ mean: 0, stddev: 0.4, seed: ++seed }),
    });
}

function sequential(): tf.Sequential {
  const dense = denseLayers();
  const model = tf.sequential();
  model.add(dense(6, { activation: "relu", inputShape: [4] }));
  model.add(tf.layers.batchNormalization());
  model.add(dense(1, { kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) }));
  model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] });
  return model;
}

function withTwoHeads(): tf.LayersModel {
  const dense = denseLayers();
  const input = tf.input({ shape: [4] });
  const hidden = dense(6, { activation: "tanh" }).apply(input);
  const sum = dense(1, { name: "sum" }).apply(hidden) as tf.SymbolicTensor;
  const kind = dense(3, { name: "kind", activation: "softmax" }).apply(hidden) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: [sum, kind] });
  const loss = ["meanSquaredError", "categoricalCrossentropy"];
  model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss, metrics: ["accuracy"] });
  return model;
}

const still = { shuffle: false, verbose: 0 } as const;

describe("accelerate", () => {
  onIntertwine();

  /** What a program gives with the model as it is, and accelerated. */
  async function both<Model extends ModelOfLayers>(
    make: () => Model,
    program: (model: Model) => Promise<unknown>,
  ): Promise<Accelerated> {
    const expected = await program(make());
    const model = make();
    const accelerated = accelerate(model);
    expect(await program(model)).to.deep.equal(expected);
    return accelerated;
  }
  const replays = ({ report }: Accelerated) => {
    const { training, evaluation } = report();
    return [training, evaluation].map((plans) =>
      plans.flatMap(({ shapes }) => shapes).reduce((sum, shape) => sum + shape.replays, 0),
    );
  };

  it("gives fit, evaluate and trainOnBatch of a tf.sequential the same bits, with callbacks", async () => {
    const [x, u] = [normal([30, 4], 1), normal([12, 4], 2)];
    const [y, v] = [x, u].map((inputs) => tf.sum(tf.square(inputs), 1, true));
    const accelerated = await both(sequential, async (model) => {
      const seen: unknown[] = [];
      const callbacks = {
        onBatchEnd: async (batch: number, logs?: tf.Logs) => {
          seen.push([batch, logs!.size, logs!.loss]);
        },
      };
      const validationData: [tf.Tensor, tf.Tensor] = [u, v];
      const options = { ...still, epochs: 4, batchSize: 8, validationData, callbacks };
      const { history } = await model.fit(x, y, options);
      (model.optimizer as unknown as { learningRate: number }).learningRate = 0.001;
      const again = await model.fit(x, y, { ...still, epochs: 2, batchSize: 8 });
      const losses = (model.evaluate(x, y, { batchSize: 6 }) as tf.Scalar[]).map(numbers);
      const onBatch = await model.trainOnBatch(x, y);
      return [history, seen, again.history, losses, onBatch, model.getWeights().map(numbers)];
    });
    // Batches of 8 and 6 rows in six epochs, all but the first two of each; validations and evaluations likewise.
    const [training, evaluation] = replays(accelerated);
    expect(training).to.equal(16 + 4);
    expect(evaluation).to.be.greaterThan(4);
  });

  it("also with two outputs, a data set, and another compile", async () => {
    const x = normal([24, 4], 3);
    const sum = tf.sum(x, 1, true);
    const kind = tf.oneHot(tf.argMax(tf.slice(x, [0, 0], [24, 3]), 1), 3);
    const accelerated = await both(withTwoHeads, async (model) => {
      const first = await model.fit(x, [sum, kind], { ...still, epochs: 3, batchSize: 12 });
      const arrays = [x, sum, kind].map((tensor) => tensor.arraySync() as number[][]);
      const rows = tf.data.zip({
        xs: tf.data.array(arrays[0]),
        ys: tf.data.zip({ sum: tf.data.array(arrays[1]), kind: tf.data.array(arrays[2]) }),
      });
      const data = rows.batch(6) as tf.data.Dataset<tf.TensorContainer>;
      const second = await model.fitDataset(data, { epochs: 2, verbose: 0 });
      model.compile({ optimizer: "sgd", loss: ["meanAbsoluteError", "meanSquaredError"] });
      const third = await model.fit(x, [sum, kind], { ...still, epochs: 3, batchSize: 12 });
      return [first, second, third]
        .map(({ history }) => history)
        .concat(model.getWeights().map(numbers) as never);
    });
    expect(replays(accelerated)[0]).to.equal(4);
    accelerated.dispose();
  });

  it("ends with dispose: weights stay, and the model goes on as it is", async () => {
    const x = normal([16, 4], 4);
    const y = tf.sum(x, 1, true);
    const expected = sequential();
    const model = sequential();
    const accelerated = accelerate(model);
    const options = { ...still, epochs: 3, batchSize: 8 };
    for (const one of [expected, model]) await one.fit(x, y, options);
    const before = tf.memory().numTensors;
    await model.fit(x, y, options);
    expect(tf.memory().numTensors).to.equal(before);
    await expected.fit(x, y, options);
    accelerated.dispose();
    const histories = [expected, model].map(async (one) => (await one.fit(x, y, options)).history);
    const [first, second] = await Promise.all(histories);
    expect(second).to.deep.equal(first);
    expect(model.getWeights().map(numbers)).to.deep.equal(expected.getWeights().map(numbers));
    expect(replays(accelerated)).to.deep.equal([0, 0]);
  });

  it("refuses a layer that draws numbers of the host, unless it may run as it is", async () => {
    const make = () => {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 8, inputShape: [4] }));
      model.add(tf.layers.dropout({ rate: 0.5 }));
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      return model;
    };
    const [x, y] = [normal([8, 4], 5), normal([8, 8], 6)];
    const strict = make();
    accelerate(strict);
    await strict.trainOnBatch(x, y);
    const error = await strict.trainOnBatch(x, y).catch((thrown: Error) => thrown);
    expect(error)
      .to.be.instanceOf(DomainError)
      .with.property("message")
      .match(/random numbers/);
    const lenient = make();
    const { report } = accelerate(lenient, { fallback: "eager" });
    for (let k = 0; k < 3; k++) expect(await lenient.trainOnBatch(x, y)).to.be.a("number");
    expect(report().training[0].refused).to.match(/random numbers/);
  });

  it("refuses what is no model", () => {
    expect(() => accelerate({} as ModelOfLayers)).to.throw(DomainError, "no model of tf.layers");
  });
});
