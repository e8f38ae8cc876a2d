import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { allVariables, disposeVariables, permutationEntropy } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  type Autoencoder,
  classicalAutoencoder,
  crossEntropyOfLogits,
  GroupAutoencoder,
  permutationPoses,
  permuteRows,
  sequenceDecoder,
  sequenceEncoder,
  setAccuracy,
  setDecoder,
  setEncoder,
} from "../../../src/represent/index.js";
import { batchOrder, noise, plan, useDevice } from "../../../src/tensors/index.js";
import { digitMultisets, oneHotSets, permutedCopies } from "../../../src/worlds/sets/index.js";
import { adamStep } from "../adam-step.js";

const MEMBERS = 6;
const KINDS = 4;
const stream = (label: string) => RandomStream.fromSeed(1).split(label);
const numbers = (x: tf.Tensor) => Array.from(x.dataSync());

const { train, test } = digitMultisets({
  stream: stream("data"),
  ...{ members: MEMBERS, kinds: KINDS, draws: 4000, test: 20 },
});
const onDevice = (sets: typeof test, rows?: ArrayLike<number>) =>
  tf.tensor(oneHotSets(sets, rows), [rows?.length ?? sets.count, MEMBERS, KINDS]);

function invariant(jitter = false): GroupAutoencoder<readonly number[]> {
  const sizes = { codeSize: 3, width: 24, features: KINDS };
  const moved = jitter && { jitter: { noise: noise(stream("noise")), deviation: 0.05 } };
  return new GroupAutoencoder({
    encoder: setEncoder(stream("encoder"), { ...sizes, ...moved }),
    decoder: setDecoder(stream("decoder"), { ...sizes, members: MEMBERS }),
    ...{ space: permutationPoses(MEMBERS), action: permuteRows, distance: crossEntropyOfLogits },
    regulariser: ({ elements: [matrix] }) => tf.mean(permutationEntropy(matrix)),
  });
}

function classical(): Autoencoder {
  const sizes = { codeSize: 3, width: 24, features: KINDS, members: MEMBERS };
  return classicalAutoencoder({
    encoder: sequenceEncoder(stream("encoder"), sizes),
    decoder: sequenceDecoder(stream("decoder"), sizes),
    distance: crossEntropyOfLogits,
  });
}

/** Losses of so many steps. */
function trained(model: Autoencoder, steps: number, isPlanned = true): number[] {
  const step = adamStep(model, 0.01);
  const run = isPlanned ? plan(step) : step;
  const order = batchOrder(train.count, { size: 32, stream: stream("order") });
  return Array.from({ length: steps }, (_, k) =>
    tf.tidy(() => run(onDevice(train, order(k))).dataSync()[0]),
  );
}

describe("represent/sets", () => {
  before(() => useDevice("webassembly"));

  it("has codes that no order changes, and scores that follow the members", () => {
    for (const seesOthers of [false, true]) {
      const encoder = setEncoder(stream("any"), {
        ...{ features: KINDS, codeSize: 3, width: 16, seesOthers },
      });
      const x = onDevice(test);
      encoder.encode(x, "training");
      const order = RandomStream.fromSeed(5).permutation(MEMBERS);
      const before = encoder.encode(x, "evaluation");
      const after = encoder.encode(tf.gather(x, order, 1), "evaluation");
      const expected = [before.code, tf.gather(before.pose, order, 1)];
      [after.code, after.pose].forEach((got, k) => {
        const largest = numbers(tf.max(tf.abs(tf.sub(got, expected[k]))))[0];
        expect(largest).to.be.lessThan(2e-6 * (1 + numbers(tf.max(tf.abs(got)))[0]));
      });
    }
  });

  it("brings back sets that it never saw, in whatever order, and its rival does not", () => {
    const model = invariant();
    const rival = classical();
    trained(model, 400);
    trained(rival, 400);
    const [x, moved] = [onDevice(test), onDevice(permutedCopies(test, stream("copies")))];
    const of = (net: Autoencoder, sets: tf.Tensor) => setAccuracy(sets, net.reconstruct(sets));
    expect(of(model, x).members).to.be.greaterThan(0.9);
    expect(of(model, moved)).to.deep.equal(of(model, x));
    expect(of(rival, x).members).to.be.lessThan(of(model, x).members - 0.15);

    // ties of equal members or not, every pose is a permutation, and x̂ is one for all orders
    const [matrices] = model.poses(x).elements;
    for (const axis of [1, 2])
      expect(new Set(numbers(tf.sum(matrices, axis)))).to.deep.equal(new Set([1]));
    const apart = tf.max(tf.abs(tf.sub(model.canonical(x), model.canonical(moved))));
    expect(numbers(apart)[0]).to.be.lessThan(1e-3);
  });

  it("trains in a plan as without, with scores told apart by noise too", () => {
    for (const jitter of [false, true]) {
      const [planned, eager] = [invariant(jitter), invariant(jitter)];
      const counters = Object.keys(allVariables(planned)).filter((name) => name.includes("jitter"));
      expect(counters).to.deep.equal(jitter ? ["encoder.jitter.counter"] : []);
      expect(trained(planned, 5)).to.deep.equal(trained(eager, 5, false));
      const values = (model: Autoencoder) => Object.values(allVariables(model)).map(numbers);
      expect(values(planned)).to.deep.equal(values(eager));
      const x = onDevice(test);
      const twice = [0, 1].map(() => numbers(planned.reconstruct(x)));
      expect(twice[0]).to.deep.equal(twice[1]);
    }
  });

  it("moves a score by N(0, deviation² ‖w‖²) in training", () => {
    const deviation = 0.3;
    const random = noise(stream("moves"));
    const encoder = setEncoder(stream("encoder"), {
      ...{ features: KINDS, codeSize: 3, width: 16, jitter: { noise: random, deviation } },
    });
    const plain = setEncoder(stream("encoder"), { features: KINDS, codeSize: 3, width: 16 });
    const x = onDevice(train);
    const difference = tf.sub(encoder.encode(x, "training").pose, plain.encode(x, "training").pose);
    const length = numbers(tf.norm(encoder.weights["score.matrix"]))[0];
    const deviations = numbers(tf.sqrt(tf.mean(tf.square(difference))))[0];
    // relative error of a deviation from n numbers: 1/√(2n); four of them
    const tolerance = 4 / Math.sqrt(2 * difference.size);
    expect(deviations / (deviation * length)).to.be.closeTo(1, tolerance);
    disposeVariables(encoder);
    disposeVariables(plain);
  });

  it("tells members from whole sets", () => {
    const x = tf.oneHot(tf.tensor2d([0, 1, 2, 2], [2, 2], "int32"), 3);
    const logits = tf.tensor3d([5, 1, 1, 0, 2, 1, 0, 0, 9, 3, 2, 1], [2, 2, 3]);
    expect(setAccuracy(x, logits)).to.deep.equal({ members: 0.75, sets: 0.5 });
    expect(() => setAccuracy(x, tf.zeros([2, 3]))).to.throw(ShapeError, "[2,3]");
  });

  it("charges log C for equal logits, and stays finite for large ones", () => {
    const x = tf.oneHot(tf.tensor2d([0, 1, 2, 2], [2, 2], "int32"), 3);
    for (const value of numbers(crossEntropyOfLogits(x, tf.zeros([2, 2, 3])))) {
      expect(value).to.be.closeTo(Math.log(3), 1e-6);
    }
    const wrong = tf.mul(tf.sub(1, x), 1000);
    for (const value of numbers(crossEntropyOfLogits(x, wrong))) {
      expect(value).to.be.closeTo(1000 + Math.log(2), 1e-3);
    }
  });

  it("names the shape that it was given", () => {
    const encoder = setEncoder(stream("encoder"), { features: 4, codeSize: 3, width: 8 });
    expect(() => encoder.encode(tf.zeros([2, 5, 3]), "evaluation")).to.throw(ShapeError, "[2,5,3]");
    const sizes = { codeSize: 3, members: 5, features: 4, width: 8 };
    const rival = sequenceEncoder(stream("encoder"), sizes);
    expect(() => rival.encode(tf.zeros([2, 6, 4]), "evaluation")).to.throw(ShapeError, "[2,6,4]");
  });
});
