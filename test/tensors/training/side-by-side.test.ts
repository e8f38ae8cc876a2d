import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { glorotUniform } from "../../../src/tensors/noise/index.js";
import { plan } from "../../../src/tensors/record/index.js";
import {
  batches,
  batchOrder,
  clipByGlobalNorm,
  minimizeEach,
  networkAt,
  sideBySide,
  train,
} from "../../../src/tensors/training/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { inputs, ROWS, targets } from "./perceptron.js";

type Pair = [tf.Tensor, tf.Tensor];
type Weights = Record<"A" | "a" | "B", tf.Tensor>;

const COUNT = 5;
const STEPS = 60;
const columns = [
  { values: inputs, shape: [ROWS, 3] },
  { values: targets, shape: [ROWS, 1] },
];
const streams = () => Array.from({ length: COUNT }, (_, k) => RandomStream.fromSeed(10 + k));
const first = (stream: RandomStream): Weights => ({
  A: glorotUniform(stream.split("A"), [3, 8]),
  a: tf.zeros([8]),
  B: glorotUniform(stream.split("B"), [8, 1]),
});
const orderOf = (stream: RandomStream) =>
  batchOrder(ROWS, { size: 8, stream: stream.split("order") });
/** For one network and for several. */
const lossOf = ({ A, a, B }: Weights, x: tf.Tensor, y: tf.Tensor) => {
  const hidden = tf.tanh(tf.add(tf.matMul(x, A), tf.expandDims(a, -2)));
  return tf.mean(tf.square(tf.sub(tf.matMul(hidden, B), y)), [-2, -1]);
};

/** Each network trained by itself: its losses, then its weights. */
function oneByOne(rates?: readonly number[], clipNorm?: number) {
  return streams().map((stream, k) => {
    const weights = Object.fromEntries(
      Object.entries(first(stream)).map(([name, tensor]) => [name, tf.variable(tensor)]),
    );
    const list = Object.values(weights);
    const optimiser = tf.train.adam(0.01 * (rates?.[k] ?? 1));
    const batch = batches(columns, orderOf(stream));
    const losses = Array.from({ length: STEPS }, (_, step) => {
      const [x, y] = batch(step);
      const { value, grads } = tf.variableGrads(
        () => lossOf(weights as unknown as Weights, x, y) as tf.Scalar,
        list,
      );
      const clipped = clipNorm === undefined ? grads : clipByGlobalNorm(grads, clipNorm).gradients;
      (optimiser as tf.Optimizer).applyGradients(clipped);
      return numbers(value)[0];
    });
    return { losses, weights: list.map(numbers) };
  });
}

async function together(options: { rates?: readonly number[]; clipNorm?: number } = {}) {
  const networks = sideBySide(streams(), first);
  const optimiser = tf.train.adam(0.01);
  const step = plan((x: tf.Tensor, y: tf.Tensor) =>
    minimizeEach(optimiser, () => lossOf(networks, x, y), networks, options),
  );
  const { history } = await train<Pair>({
    batches: batches(columns, streams().map(orderOf)) as (step: number) => Pair,
    ...{ step, steps: STEPS, variables: networks, optimisers: [optimiser] },
  });
  return streams().map((_, k) => ({
    losses: history.map(({ losses }) => losses[k]),
    weights: Object.values(networkAt(networks, k)).map(numbers),
  }));
}

describe("Networks side by side", () => {
  onIntertwine();

  it("are trained as one by one, bit for bit", async () => {
    expect(await together()).to.deep.equal(oneByOne());
  });

  it("each with a rate and a norm of its own, to round-off", async () => {
    const rates = [0.25, 1, 2, 0.1, 0];
    const expected = oneByOne(rates, 0.5);
    (await together({ rates, clipNorm: 0.5 })).forEach(({ losses, weights }, k) => {
      losses.forEach((loss, step) => {
        expect(loss, `step ${step} of ${k}`).to.be.closeTo(expected[k].losses[step], 2e-5);
      });
      weights.flat().forEach((value, at) => {
        expect(value).to.be.closeTo(expected[k].weights.flat()[at], 2e-4);
      });
    });
  });

  it("refuse losses, rates and numbers of another shape", () => {
    const networks = sideBySide(streams(), first);
    const optimiser = tf.train.sgd(0.1);
    const loss = () => tf.mean(tf.square(networks.A)) as tf.Tensor;
    expect(() => minimizeEach(optimiser, loss, networks)).to.throw(ShapeError, /losses.*\[5\]/);
    const each = () => tf.mean(tf.square(networks.A), [1, 2]);
    const rates = [1, 2];
    expect(() => minimizeEach(optimiser, each, networks, { rates })).to.throw(ShapeError, /rates/);
    expect(() => networkAt(networks, 5)).to.throw(DomainError, /below the 5/);
    expect(() => sideBySide([], first)).to.throw(DomainError, /no streams/);
  });
});
