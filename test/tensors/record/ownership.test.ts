import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { plan } from "../../../src/tensors/record/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { distantEngine } from "./distant-engine.js";

/** Who may dispose of what, and which tensor is which. */
describe("tensors that go into a plan and come out of it", () => {
  onIntertwine();

  it("are the caller's: a variable, an input and a tensor from before outlive the result", () => {
    const v = tf.variable(tf.scalar(1));
    const before = tf.scalar(10);
    const step = plan((x: tf.Tensor) => {
      v.assign(tf.add(v, x));
      return [v, x, before] as tf.Tensor[];
    });
    const x = tf.scalar(2);
    for (let k = 0; k < 5; k++) {
      const result = step(x) as tf.Tensor[];
      expect(result.map(numbers)).to.deep.equal([[3 + 2 * k], [2], [10]]);
      tf.dispose(result);
      expect([v, x, before].some((tensor) => tensor.isDisposed)).to.equal(false);
    }
    expect(step.report().shapes[0].replays).to.equal(3);
  });

  it("are as many in each call, also where one is returned twice", () => {
    const step = plan((x: tf.Tensor) => {
      const y = tf.add(x, 1);
      return [y, y];
    });
    const x = tf.scalar(1);
    for (let k = 0; k < 4; k++) {
      const [first, second] = step(x) as tf.Tensor[];
      first.dispose();
      expect(numbers(second)).to.deep.equal([2]);
    }
  });

  it("among them a variable that the step assigns to is read with its new numbers", () => {
    const [a, b] = [1, 100].map((value) => tf.variable(tf.scalar(value)));
    const step = plan((x: tf.Tensor) => {
      a.assign(tf.mul(a, 2));
      return tf.add(x, a);
    });
    for (let k = 1; k < 6; k++) expect(numbers(step(a))).to.deep.equal([4 ** k / 2 ** (k - 1)]);
    // Another variable of that shape is not the one that is assigned to.
    for (let k = 1; k < 5; k++) expect(numbers(step(b))).to.deep.equal([100 + 32 * 2 ** k]);
    expect(numbers(step(a))).to.deep.equal([2048 / 2 + 1024]);
  });

  it("are none where a step was refused: slots and counts of optimisers go back too", () => {
    const run = (isPlanned: boolean) => {
      const [v, w] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
      const [one, two] = [tf.train.adam(0.1), tf.train.adam(0.1)];
      let isReading = false;
      const step = () => {
        one.minimize(() => tf.square(v) as tf.Scalar, false, [v]);
        if (!isReading) return;
        two.minimize(() => tf.square(w) as tf.Scalar, false, [w]);
        w.dataSync();
      };
      const planned = isPlanned ? plan(step) : step;
      planned();
      isReading = true;
      if (isPlanned) expect(() => planned()).to.throw(DomainError, /reads the numbers/);
      isReading = false;
      planned();
      for (let k = 0; k < 3; k++) two.minimize(() => tf.square(w) as tf.Scalar, false, [w]);
      return [numbers(v), numbers(w), one.iterations, two.iterations];
    };
    expect(run(true)).to.deep.equal(run(false).map((value, k) => (k < 4 ? value : 0)));
  });

  it("are those of one step where an optimiser is met for the first time", () => {
    const run = (isPlanned: boolean) => {
      const [v, w] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
      const [one, two] = [tf.train.adam(0.1), tf.train.adam(0.1)];
      let isLate = false;
      const step = () => {
        one.minimize(() => tf.square(v) as tf.Scalar, false, [v]);
        if (isLate) two.minimize(() => tf.square(w) as tf.Scalar, false, [w]);
      };
      const planned = isPlanned ? plan(step) : step;
      planned();
      isLate = true;
      for (let k = 0; k < 6; k++) planned();
      if (isPlanned)
        expect((planned as ReturnType<typeof plan>).report().shapes[0].replays).to.equal(4);
      return [numbers(v), numbers(w), one.iterations, two.iterations];
    };
    expect(run(true)).to.deep.equal(run(false));
  });

  it("are counted as often as an optimiser is applied in a step", () => {
    const v = tf.variable(tf.scalar(1));
    const adam = tf.train.adam(0.1);
    const step = plan(() => {
      for (let k = 0; k < 2; k++) adam.minimize(() => tf.square(v) as tf.Scalar, false, [v]);
    });
    for (let k = 1; k < 6; k++) {
      step();
      expect(adam.iterations).to.equal(2 * k);
    }
  });

  it("are those of one step where it runs as it is after a refusal", () => {
    const v = tf.variable(tf.scalar(1));
    let count = 0;
    const step = plan(
      () => {
        count++;
        v.assign(tf.add(v, count) as tf.Scalar);
        return tf.add(v, 0);
      },
      { fallback: "eager" },
    );
    expect([step(), step()].map(numbers)).to.deep.equal([[2], [4]]);
    expect(numbers(v)).to.deep.equal([4]);
  });

  it("follow slots that were put in the place of others, as setWeights of an optimiser does", async () => {
    const run = async (isPlanned: boolean) => {
      const v = tf.variable(tf.tensor1d([1, 2]));
      const adam = tf.train.adam(0.1);
      const step = () => void adam.minimize(() => tf.sum(tf.square(v)) as tf.Scalar, false, [v]);
      const planned = isPlanned ? plan(step) : step;
      for (let k = 0; k < 4; k++) planned();
      const weights = await adam.getWeights();
      await adam.setWeights(
        weights.map(({ name, tensor }, k) => ({
          name,
          tensor: k === 0 ? tensor : tf.mul(tensor, 3),
        })),
      );
      for (let k = 0; k < 4; k++) planned();
      return numbers(v);
    };
    expect(await run(true)).to.deep.equal(await run(false));
  });

  it("follow the rate of an optimiser that is a class of the user's own", () => {
    class Mine extends tf.Optimizer {
      constructor(public learningRate: number) {
        super();
      }
      override applyGradients(given: Parameters<tf.Optimizer["applyGradients"]>[0]): void {
        const list = Array.isArray(given)
          ? given.map(({ name, tensor }) => [name, tensor] as const)
          : Object.entries(given);
        for (const [name, slope] of list) {
          const variable = tf.engine().state.registeredVariables[name];
          variable.assign(tf.sub(variable, tf.mul(slope, this.learningRate)));
        }
      }
      override getConfig() {
        return {};
      }
      static get className() {
        return "Mine";
      }
    }
    const v = tf.variable(tf.scalar(1));
    const mine = new Mine(0.25);
    const step = plan(() => void mine.minimize(() => tf.square(v) as tf.Scalar, false, [v]));
    for (let k = 0; k < 4; k++) step();
    mine.learningRate = 0.5;
    step();
    expect(numbers(v)).to.deep.equal([0]);
  });

  it("are brought home from a device that can only be waited for, for another plan", async () => {
    const v = tf.variable(tf.scalar(1));
    const train = plan(() => void v.assign(tf.mul(v, 2)), { engine: distantEngine });
    const evaluate = plan((x: tf.Tensor) => tf.add(x, v), { engine: distantEngine });
    const x = tf.scalar(0.5);
    for (let k = 0; k < 3; k++) train();
    expect(() => evaluate(x)).to.throw(DomainError, /fetch\(\)/);
    for (let k = 0; k < 4; k++) {
      await train.fetch();
      expect(Array.from(await evaluate(x).data())).to.deep.equal([
        8.5 * 2 ** k - (0.5 * 2 ** k - 0.5),
      ]);
      train();
    }
    // Numbers that were asked for before a replay are those of before it.
    const asked = v.data();
    train();
    expect(Array.from(await asked)).to.deep.equal([128]);
    expect(Array.from(await v.data())).to.deep.equal([256]);
    expect(train.report().shapes[0].replays).to.equal(6);
  });

  it("are refused where an async function would make them", async () => {
    const step = plan((async (x: tf.Tensor) => tf.add(x, 1)) as unknown as (
      x: tf.Tensor,
    ) => tf.Tensor);
    await step(tf.scalar(1));
    expect(() => step(tf.scalar(1))).to.throw(DomainError, /returns a Promise/);
  });
});
