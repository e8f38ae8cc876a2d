import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { AbortedError, ConvergenceError, DataError, DomainError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { webAssemblyEngine } from "../../../src/tensors/engines/webassembly/index.js";
import { dropout, noise } from "../../../src/tensors/noise/index.js";
import type { PlanEngine, PreparedPlan } from "../../../src/tensors/plan/index.js";
import { plan } from "../../../src/tensors/record/index.js";
import {
  cosineDecay,
  loadCheckpoint,
  saveCheckpoint,
  type TrainOptions,
  train,
} from "../../../src/tensors/training/index.js";
import { rejection } from "../../fixtures/fixture.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { perceptron, shuffled } from "./perceptron.js";

type Pair = [tf.Tensor, tf.Tensor];
type Options = TrainOptions<Pair>;

const OPTIMISERS: Record<string, () => tf.Optimizer> = {
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.9),
  adagrad: () => tf.train.adagrad(0.05),
  adadelta: () => tf.train.adadelta(0.5),
  momentum: () => tf.train.momentum(0.01, 0.9),
  sgd: () => tf.train.sgd(0.05),
};

/** A training from its beginning, as another process would make it: with dropout, in a plan. */
function training(optimiser: tf.Optimizer, rest: Partial<Options> = {}, engine?: PlanEngine) {
  const net = perceptron();
  const random = noise(RandomStream.fromSeed(4));
  const step = plan(
    (x: tf.Tensor, y: tf.Tensor) =>
      optimiser.minimize(() => net.loss(dropout(x, 0.2, random), y), true, net.list)!,
    { engine },
  );
  const variables = { ...net.variables, counter: random.counter };
  const options: Options = {
    ...{ step, batches: shuffled(), steps: 30, variables, optimisers: [optimiser] },
    ...rest,
  };
  const values = () => Object.values(variables).map(numbers);
  return { options, values, net, step };
}

const bound = (plan: PreparedPlan): PreparedPlan => ({
  bytes: plan.bytes,
  write: (buffer, values) => plan.write(buffer, values),
  run: (times) => plan.run(times),
  read: (buffer) => plan.read(buffer),
  readSync: (buffer) => plan.readSync!(buffer),
  dispose: () => plan.dispose(),
});

/** Aborts after so many calls of batches. */
function stopping(options: Options, after: number): Options {
  const controller = new AbortController();
  const count = { calls: 0 };
  const counted = (step: number) => {
    if (++count.calls === after) controller.abort("enough");
    return options.batches(step);
  };
  return { ...options, batches: counted, signal: controller.signal };
}

describe("train", () => {
  onIntertwine();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "training-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("does what a loop does, with a schedule, bit for bit", async () => {
    const schedule = cosineDecay(0.02, 30);
    const ours = training(tf.train.adam(1), { schedule });
    const { history, step, stopped } = await train(ours.options);
    const optimiser = tf.train.adam(1) as tf.AdamOptimizer & { learningRate: number };
    const theirs = training(optimiser);
    const losses = Array.from({ length: 30 }, (_, k) => {
      optimiser.learningRate = schedule(k);
      return numbers(theirs.options.step(...shuffled()(k)))[0];
    });
    expect(history.map(({ loss }) => loss)).to.deep.equal(losses);
    expect(history.map((record) => record.step)).to.deep.equal(losses.map((_, k) => k + 1));
    expect(ours.values()).to.deep.equal(theirs.values());
    expect([step, stopped]).to.deep.equal([30, "all steps taken"]);
  });

  for (const [name, make] of Object.entries(OPTIMISERS)) {
    it(`goes on from a checkpoint of ${name} as if it had not been stopped`, async () => {
      const checkpoint = join(folder, `${name}.training`);
      const whole = training(make());
      const expected = await train(whole.options);
      for (const after of [11, 7]) {
        const { options } = training(make(), { checkpoint });
        const error = await rejection(train(stopping(options, after)));
        expect(error).to.be.instanceOf(AbortedError);
        expect(error.message).to.match(/stopped at step \d+ of 30; the same call continues/);
      }
      const last = training(make(), { checkpoint });
      const result = await train(last.options);
      expect(result.history).to.deep.equal(expected.history);
      expect(last.values()).to.deep.equal(whole.values());
      expect(last.options.optimisers![0].iterations).to.equal(
        whole.options.optimisers![0].iterations,
      );
      const again = await train(training(make(), { checkpoint }).options);
      expect(again.history).to.deep.equal(expected.history);
    });
  }

  it("goes on likewise on a device that can only be waited for", async () => {
    const now = webAssemblyEngine();
    const later: PlanEngine = {
      name: "later",
      prepare: async (graph) => {
        const { readSync: _, ...rest } = bound(await now.prepare(graph));
        return rest;
      },
    };
    const checkpoint = join(folder, "later.training");
    const whole = training(tf.train.adam(0.01));
    const expected = await train(whole.options);
    const first = training(tf.train.adam(0.01), { checkpoint }, later);
    const error = await rejection(train(stopping(first.options, 17)));
    expect(error).to.be.instanceOf(AbortedError);
    const second = training(tf.train.adam(0.01), { checkpoint }, later);
    const { history } = await train(second.options);
    expect(history.map(({ loss }) => loss)).to.deep.equal(expected.history.map(({ loss }) => loss));
    expect(second.step.report().shapes[0].replays).to.be.greaterThan(5);
  });

  it("does the same on another backend without a plan", async () => {
    await tf.setBackend("cpu");
    const net = perceptron();
    const optimiser = tf.train.adam(0.01);
    const { history } = await train<Pair>({
      step: (x, y) => optimiser.minimize(() => net.loss(x, y), true, net.list)!,
      ...{ batches: shuffled(), steps: 20, variables: net.variables, optimisers: [optimiser] },
    });
    await tf.setBackend("intertwine");
    const other = perceptron();
    const adam = tf.train.adam(0.01);
    for (let k = 0; k < 20; k++) {
      const [x, y] = shuffled()(k);
      const loss = numbers(adam.minimize(() => other.loss(x, y), true, other.list)!)[0];
      expect(history[k].loss).to.be.closeTo(loss, 1e-5);
    }
  });

  it("stops when it is no longer better, and keeps the best, also when it was interrupted", async () => {
    const values = [5, 4, 3, 3.5, 2.95, 3.2, 9];
    const evaluated = (rest: Partial<Options>) => {
      const made = training(tf.train.adam(0.01), { steps: 100, ...rest });
      const at: number[][][] = [];
      // What evaluation k says depends on the step alone.
      const evaluate = () => {
        at.push(made.values());
        return values[numbers(made.options.optimisers![0] && counterOf(made))[0] / 5 - 1];
      };
      const evaluation = { every: 5, patience: 3, margin: 0.1, evaluate };
      return { made, at, options: { ...made.options, evaluation } };
    };
    const counterOf = (made: ReturnType<typeof training>) =>
      (made.options.variables as Record<string, tf.Variable>).counter;
    const whole = evaluated({});
    const result = await train(whole.options);
    expect(result.evaluations.map(({ value }) => value)).to.deep.equal([5, 4, 3, 3.5, 2.95, 3.2]);
    expect(result.best).to.deep.equal({ step: 15, value: 3 });
    expect([result.step, result.stopped]).to.deep.equal([30, "no longer better"]);
    expect(whole.made.values()).to.deep.equal(whole.at[2]);
    const checkpoint = join(folder, "early.training");
    await rejection(train(stopping(evaluated({ checkpoint }).options, 22)));
    const second = evaluated({ checkpoint });
    const resumed = await train(second.options);
    expect(second.at.length).to.equal(2);
    expect({ ...resumed, seconds: 0 }).to.deep.equal({ ...result, seconds: 0 });
    expect(second.made.values()).to.deep.equal(whole.made.values());
  });

  it("leaves no tensor behind, and says how far it is", async () => {
    const { options, step } = training(tf.train.adam(0.01), { steps: 5 });
    await train(options);
    const before = tf.memory().numTensors;
    const said: number[] = [];
    const result = await train({
      ...{ ...options, steps: 300, lossEvery: 7 },
      onProgress: (progress) => said.push(progress.step),
    });
    expect(tf.memory().numTensors).to.equal(before);
    expect(said[said.length - 1]).to.equal(300);
    expect(result.history.map((record) => record.step).slice(-3)).to.deep.equal([287, 294, 300]);
    expect(step.report().shapes[0].replays).to.be.greaterThan(290);
  });

  describe("with numbers that are not finite", () => {
    /** The logarithm of the weight fails once steps of 0.3 have brought it below 0. */
    const sinking = (checkpoint?: string) => {
      const W = tf.variable(tf.tensor1d([2, 1]));
      const step = plan(() => {
        const loss = tf.neg(tf.sum(tf.log(W))) as tf.Scalar;
        W.assign(tf.sub(W, 0.3));
        return loss;
      });
      const options = { step, batches: () => [] as [], steps: 20, variables: { W }, checkpoint };
      return { W, options };
    };

    it("names the step, the operation, its line and its numbers, and keeps what was before", async () => {
      const { W, options } = sinking();
      const error = await rejection(train(options));
      expect(error).to.be.instanceOf(ConvergenceError);
      expect(error.message).to.match(
        /step 5 made numbers that are not finite: Log at train\.test\.[tj]s:\d+ made NaN at entry 1 of \[2\], from -0\.2\d*; so the loss is NaN/,
      );
      expect(numbers(W)[1]).to.be.closeTo(1 - 4 * 0.3, 1e-6);
    });

    it("says when they came with the batch", async () => {
      const W = tf.variable(tf.scalar(1));
      const [good, bad] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([1, Number.NaN, 3])];
      const step = plan((x: tf.Tensor) => {
        // What is not a number and is left out does no harm.
        const known = tf.where(tf.isNaN(x), tf.zerosLike(x), x);
        W.assign(tf.add(W, tf.mean(known)));
        return tf.mul(W, tf.mean(tf.square(x)));
      });
      const batches = (k: number): [tf.Tensor] => [k < 5 ? good : bad];
      const error = await rejection(train({ step, batches, steps: 9, variables: { W } }));
      expect(error).to.be.instanceOf(ConvergenceError);
      expect(error.message).to.match(
        /step 6 made .*: Square at train\.test\.[tj]s:\d+ was given NaN at entry 1 of \[3\], which no operation made: look at the batch/,
      );
      expect(error.message).to.match(/The batch holds NaN in column 0 at row 1: mend the data/);
      expect(error.message).to.not.contain("learning rate");
      expect(numbers(W)[0]).to.equal(11);
    });

    it("names the column, the row and the entry that the data hold it at", async () => {
      const W = tf.variable(tf.scalar(1));
      const step = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => {
        const loss = tf.mul(W, tf.add(tf.mean(x), tf.mean(y)));
        W.assign(tf.add(W, 1));
        return loss;
      };
      const y = [1, 2, 3, 4, 5, Number.POSITIVE_INFINITY, 7, Number.NaN];
      const batches = (): [tf.Tensor, tf.Tensor] => [tf.zeros([4, 1]), tf.tensor2d(y, [4, 2])];
      const error = await rejection(train({ step, batches, steps: 2, variables: { W } }));
      expect(error.message).to.match(/NaN in column 1 at row 3, entry \[3, 1\] of \[4, 2\]/);
    });

    it("keeps the last good checkpoint", async () => {
      const checkpoint = join(folder, "sinking.training");
      const { W, options } = sinking(checkpoint);
      await train({ ...options, steps: 3 });
      const good = readFileSync(checkpoint);
      await rejection(train(options));
      expect(readFileSync(checkpoint).equals(good)).to.equal(true);
      expect(loadCheckpoint(checkpoint, { variables: { W } })).to.equal(3);
      expect(numbers(W)[0]).to.be.closeTo(2 - 3 * 0.3, 1e-6);
    });

    it("finds a derivative that fails where the loss does not, after many replays", async () => {
      const optimiser = tf.train.sgd(0.5);
      const W = tf.variable(tf.scalar(4));
      // √ has no derivative at 0, which W reaches in its eighth step of 0.5; 0 · ∞ is NaN.
      const step = plan(
        (x: tf.Tensor) =>
          optimiser.minimize(() => tf.add(W, tf.mul(0, tf.sqrt(tf.add(W, x)))) as tf.Scalar, true, [
            W,
          ]) as tf.Tensor,
      );
      const error = await rejection(
        train<[tf.Tensor]>({
          ...{ step, steps: 40, variables: [W], optimisers: [optimiser] },
          batches: () => [tf.scalar(0)],
        }),
      );
      expect(error.message).to.match(/step 9 made .* at train\.test\.[tj]s.*so variable 0 has NaN/);
      expect(numbers(W)).to.deep.equal([0]);
    });

    it("says so when it was the data", async () => {
      const { options } = training(tf.train.sgd(0.01));
      const spoilt = (k: number): Pair => {
        const [x, y] = options.batches(k);
        return [k === 6 ? tf.div(x, 0) : x, y];
      };
      const error = await rejection(train({ ...options, batches: spoilt }));
      expect(error.message).to.match(
        /step 7 made .*NaN.*, after RealDiv at train\.test\.[tj]s:\d+ made -?Infinity at entry 0 of \[8,3\]/,
      );
    });

    it("also where the first step fails, before a plan was recorded", async () => {
      // TensorFlow.js takes epsilon from the variance of centred RMSProp: √ of a negative number.
      const { options } = training(tf.train.rmsprop(0.01, 0.9, 0.9, 1, true));
      const error = await rejection(train(options));
      expect(error.message).to.match(/step 1 made .*Sqrt at train\.test\.[tj]s:\d+ made NaN/);
      expect(error.message).to.match(/so variable \w+ has NaN/);
    });

    it("says so on another backend, too", async () => {
      await tf.setBackend("cpu");
      const W = tf.variable(tf.scalar(-1));
      const options = { batches: () => [] as [], steps: 2, variables: [W] };
      const error = await rejection(train({ ...options, step: () => tf.log(W) }));
      await tf.setBackend("intertwine");
      expect(error.message).to.match(/step 1 made .*Log at train\.test\.[tj]s:\d+ made NaN/);
    });

    it("and when it does not come again", async () => {
      let count = 0;
      const W = tf.variable(tf.scalar(1));
      const step = () => tf.mul(W, ++count === 4 ? Number.NaN : 1);
      const error = await rejection(
        train({ step, batches: () => [] as [], steps: 9, variables: [W] }),
      );
      expect(error.message).to.match(
        /by step 4, but not when the steps from 1 on were taken again/,
      );
    });
  });

  describe("refuses", () => {
    it("a variable that checkpoints would lack", async () => {
      const { options, net } = training(tf.train.adam(0.01));
      const error = await rejection(train({ ...options, variables: net.variables }));
      expect(error).to.be.instanceOf(DomainError);
      expect(error.message).to.match(/updates the variable .* neither in `variables`/);
      const second = training(tf.train.adam(0.01));
      for (let k = 0; k < 4; k++) second.step(...shuffled()(k)).dispose();
      const replayed = { ...second.options, variables: second.net.variables };
      expect((await rejection(train(replayed))).message).to.match(/neither in/);
      const third = training(tf.train.adam(0.01));
      const unlisted = await rejection(train({ ...third.options, optimisers: [] }));
      expect(unlisted.message).to.match(/nor an optimiser's/);
    });

    it("a checkpoint that was altered, or is of another training", async () => {
      const checkpoint = join(folder, "altered.training");
      const { options } = training(tf.train.adam(0.01), { checkpoint, steps: 4 });
      await train(options);
      const bytes = readFileSync(checkpoint);
      const other = { ...options, settings: { seed: 2 } };
      expect(await rejection(train(other))).to.be.instanceOf(DataError);
      expect((await rejection(train(other))).message).to.match(/other settings/);
      const [one, two] = [
        { seed: 1, of: [3] },
        { of: [3, 4], seed: 1 },
      ];
      const path = join(folder, "named.training");
      await saveCheckpoint(path, { ...options, settings: one }, 4);
      expect(() => loadCheckpoint(path, { ...options, settings: two })).to.throw(
        DataError,
        "of is [3] in it and [3,4] here",
      );
      expect(() => loadCheckpoint(path, { ...options, settings: { of: [3] } })).to.throw(
        DataError,
        "seed is 1 in it and undefined here",
      );
      const [[name, first], [second]] = Object.entries(options.variables);
      const smaller = {
        ...options,
        variables: { ...options.variables, [name]: tf.variable(tf.zeros([1])) },
      };
      expect((await rejection(train(smaller))).message).to.contain(
        `"variable ${name}" has the shape [${first.shape}] in it and [1] here`,
      );
      expect(() => loadCheckpoint(checkpoint, { variables: options.variables })).to.throw(
        DataError,
        "it has 1 optimisers, and 0 are given",
      );
      expect(() =>
        loadCheckpoint(checkpoint, { ...options, variables: { [name]: first } }),
      ).to.throw(DataError, `it holds "variable ${second}", which is not here`);
      for (const at of [200, bytes.length - 100]) {
        const altered = Buffer.from(bytes);
        altered[at] ^= 1;
        writeFileSync(checkpoint, altered);
        const error = await rejection(train(options));
        expect(error).to.be.instanceOf(DataError);
        expect(error.message).to.match(/SHA-256/);
      }
    });

    it("options and losses without a meaning", async () => {
      const { options } = training(tf.train.adam(0.01));
      expect((await rejection(train({ ...options, steps: 1.5 }))).message).to.match(/steps is 1.5/);
      expect((await rejection(train({ ...options, lossEvery: 0 }))).message).to.match(/lossEvery/);
      const evaluation = { every: 1, evaluate: () => Number.NaN };
      expect((await rejection(train({ ...options, evaluation }))).message).to.match(/evaluate/);
      const step = () => undefined as unknown as tf.Tensor;
      expect((await rejection(train<Pair>({ ...options, step }))).message).to.match(/returnCost/);
    });
  });
});

describe("Checkpoints", () => {
  it("keep variables and optimisers for a program that trains by itself", async () => {
    const folder = mkdtempSync(join(tmpdir(), "training-"));
    const path = join(folder, "own.training");
    const make = () => {
      const net = perceptron();
      const optimiser = tf.train.adam(0.01);
      const parts = { variables: net.list, optimisers: [optimiser], settings: { seed: 1 } };
      const batch = shuffled();
      const step = (k: number) =>
        numbers(optimiser.minimize(() => net.loss(...batch(k)), true, net.list)!)[0];
      return { parts, step };
    };
    const first = make();
    for (let k = 0; k < 5; k++) first.step(k);
    await saveCheckpoint(path, first.parts, 5);
    const second = make();
    const from = loadCheckpoint(path, second.parts);
    for (let k = from; k < 12; k++) expect(second.step(k)).to.equal(first.step(k));
    expect(from).to.equal(5);
    expect(() => loadCheckpoint(join(folder, "none"), second.parts)).to.throw(DataError);
    const fewer = { ...second.parts, variables: second.parts.variables.slice(1) };
    expect(() => loadCheckpoint(path, fewer)).to.throw(DataError, /other settings/);
    rmSync(folder, { recursive: true });
  });
});
