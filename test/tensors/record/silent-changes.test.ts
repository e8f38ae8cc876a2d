import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../src/errors.js";
import { plan } from "../../../src/tensors/record/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

const one = () => tf.variable(tf.scalar(1));

/** What a step is asked for beside its numbers: nothing of it may go by in silence. */
describe("a plan whose surroundings change", () => {
  onIntertwine();

  it("tells minima with ∞ and −∞, and 0 and −0, apart", () => {
    const step = plan((x: tf.Tensor) => [
      ...[tf.minimum(x, Infinity), tf.minimum(x, -Infinity)],
      ...[tf.div(1, tf.mul(x, 0)), tf.div(1, tf.mul(x, -0))],
    ]);
    const x = tf.tensor([1, 2]);
    for (let k = 0; k < 2; k++) tf.dispose(step(x) as tf.Tensor[]);
    expect((step(x) as tf.Tensor[]).map(numbers)).to.deep.equal([
      ...[
        [1, 2],
        [-Infinity, -Infinity],
      ],
      ...[
        [Infinity, Infinity],
        [-Infinity, -Infinity],
      ],
    ]);
  });

  it("keeps a clone of a variable that is assigned to", () => {
    const v = one();
    const step = plan(() => void v.assign(tf.add(v, 1)));
    for (let k = 0; k < 4; k++) step();
    const clone = v.clone();
    v.assign(tf.scalar(100));
    step();
    expect([clone, v].map(numbers)).to.deep.equal([[5], [101]]);
    const other = v.clone();
    v.assign(tf.scalar(7));
    step.dispose();
    expect([other, v].map(numbers)).to.deep.equal([[101], [7]]);
  });

  it("has slopes: d (x² + x) = 7 at 3, also after it was recorded", () => {
    const square = plan((x: tf.Tensor) => tf.square(x));
    const slope = tf.grad((x) => tf.add(square(x), x));
    const x = tf.scalar(3);
    for (let k = 0; k < 4; k++) tf.dispose(square(x));
    expect(numbers(slope(x))).to.deep.equal([7]);
  });

  it("is part of another plan, and sees there what its variables are now", () => {
    const v = tf.variable(tf.scalar(2));
    const inner = plan(() => tf.square(v));
    for (let k = 0; k < 4; k++) inner().dispose();
    const outer = plan((x: tf.Tensor) => tf.add(x, inner()));
    const x = tf.scalar(1);
    for (let k = 0; k < 3; k++) expect(numbers(outer(x))).to.deep.equal([5]);
    v.assign(tf.scalar(10));
    expect(numbers(outer(x))).to.deep.equal([101]);
  });

  it("follows variables that are no longer trained, and tensors that are no longer there", () => {
    const [v, w] = [one(), one()];
    const optimiser = tf.train.sgd(0.1);
    const step = plan(() => void optimiser.minimize(() => tf.mul(v, w) as tf.Scalar));
    for (let k = 0; k < 4; k++) step();
    w.trainable = false;
    const before = numbers(w);
    step();
    expect(numbers(w)).to.deep.equal(before);
    let outside = tf.scalar(1);
    const adding = plan((x: tf.Tensor) => tf.add(x, outside));
    for (let k = 0; k < 3; k++) adding(tf.scalar(1)).dispose();
    outside.dispose();
    outside = tf.scalar(5);
    expect(numbers(adding(tf.scalar(1)))).to.deep.equal([6]);
  });

  it("gives back an input, and runs a variable among its inputs step by step", () => {
    const same = plan((x: tf.Tensor) => x);
    for (let k = 0; k < 4; k++) expect(numbers(same(tf.scalar(k)))).to.deep.equal([k]);
    const v = one();
    const doubled = plan((x: tf.Tensor) => void v.assign(tf.mul(x, 2)));
    doubled.repeat(5, v);
    expect(numbers(v)).to.deep.equal([32]);
  });

  const refused: Record<string, [error: typeof DomainError | typeof EnvironmentError, () => void]> =
    {
      "keeps a tensor": [
        DomainError,
        () => {
          const kept: tf.Tensor[] = [];
          const step = plan((x: tf.Tensor) => void kept.push(tf.keep(tf.square(x))));
          for (let k = 0; k < 2; k++) step(tf.scalar(k));
        },
      ],
      "does not return the same each time": [
        DomainError,
        () => {
          let turn = 0;
          const step = plan((x: tf.Tensor) => {
            const both = [tf.add(x, 1), tf.add(x, 2)];
            return turn++ % 2 ? both : both.reverse();
          });
          for (let k = 0; k < 2; k++) step(tf.scalar(k));
        },
      ],
      "was disposed of": [
        DomainError,
        () => {
          const v = one();
          const step = plan(() => tf.add(v, 1));
          for (let k = 0; k < 3; k++) step();
          v.dispose();
          step();
        },
      ],
      "input 0 is a tensor that was disposed of": [
        DomainError,
        () => {
          const step = plan((x: tf.Tensor) => tf.add(x, 1));
          const x = tf.scalar(1);
          for (let k = 0; k < 3; k++) step(x);
          x.dispose();
          step(x);
        },
      ],
      "input 0 is Number": [
        DomainError,
        () => plan((x: tf.Tensor) => tf.add(x, 1))(3 as unknown as tf.Tensor),
      ],
      "follows only setLearningRate(0.5)": [
        DomainError,
        () => {
          const v = one();
          const optimiser = tf.train.sgd(0.1);
          const step = plan(() => void optimiser.minimize(() => tf.square(v) as tf.Scalar));
          for (let k = 0; k < 3; k++) step();
          Object.assign(optimiser, { learningRate: 0.5 });
          step();
        },
      ],
      "sets the learning rate": [
        DomainError,
        () => {
          const v = one();
          const optimiser = tf.train.adam(0.1);
          const step = plan(() => {
            Object.assign(optimiser, { learningRate: 0.2 });
            optimiser.minimize(() => tf.square(v) as tf.Scalar);
          });
          for (let k = 0; k < 2; k++) step();
        },
      ],
    };
  for (const [message, [error, run]] of Object.entries(refused)) {
    it(`refuses, and says "${message}"`, () => {
      expect(run).to.throw(error, message);
    });
  }

  it("names the other backend that TensorFlow.js was set to meanwhile", async () => {
    const v = one();
    const step = plan(() => void v.assign(tf.add(v, 1)));
    for (let k = 0; k < 3; k++) step();
    await tf.setBackend("cpu");
    expect(() => step()).to.throw(EnvironmentError, '"cpu"');
    await tf.setBackend("intertwine");
    step();
    expect(numbers(v)).to.deep.equal([5]);
  });
});
