import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../src/errors.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import type { PlanEngine, PlanGraph, PreparedPlan } from "../../../src/tensors/plan/index.js";
import { plan, plannedLines } from "../../../src/tensors/record/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { distantEngine } from "./distant-engine.js";

const normal = (shape: number[], seed: number, deviation = 1) =>
  tf.randomNormal(shape, 0, deviation, "float32", seed);

/** A perceptron 6-16-1 with its own variables. */
function perceptron(seed: number) {
  const sizes = [6, 16, 1];
  const layers = [0, 1].map((k) => ({
    W: tf.variable(normal([sizes[k], sizes[k + 1]], seed + k, 0.4)),
    b: tf.variable(tf.zeros([sizes[k + 1]])),
  }));
  const [first, second] = layers;
  const apply = (x: tf.Tensor) =>
    tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(x, first.W), first.b)), second.W), second.b);
  const variables = layers.flatMap(({ W, b }) => [W, b]);
  const loss = (x: tf.Tensor, y: tf.Tensor) => tf.losses.meanSquaredError(y, apply(x)) as tf.Scalar;
  return { apply, loss, variables };
}

const batch = (k: number, rows = 8) => {
  const x = normal([rows, 6], 100 + k);
  return [x, tf.sum(tf.square(x), 1, true)] as const;
};

describe("plan", () => {
  onIntertwine();

  const optimisers: Record<string, () => tf.Optimizer> = {
    sgd: () => tf.train.sgd(0.05),
    momentum: () => tf.train.momentum(0.02, 0.9),
    nesterov: () => tf.train.momentum(0.02, 0.9, true),
    adagrad: () => tf.train.adagrad(0.05),
    adadelta: () => tf.train.adadelta(0.5),
    adam: () => tf.train.adam(0.01),
    adamax: () => tf.train.adamax(0.01),
    rmsprop: () => tf.train.rmsprop(0.01),
    "rmsprop, centred": () => tf.train.rmsprop(0.01, 0.9, 0.9, 1e-7, true),
  };
  for (const [name, make] of Object.entries(optimisers)) {
    it(`gives the bits of ${name} as it is, step by step, in losses and weights`, () => {
      const [asItIs, planned] = [perceptron(1), perceptron(1)];
      const [first, second] = [make(), make()];
      const step = plan(
        (x: tf.Tensor, y: tf.Tensor) =>
          second.minimize(() => planned.loss(x, y), true, planned.variables)!,
      );
      for (let k = 0; k < 12; k++) {
        const [x, y] = batch(k);
        const expected = first.minimize(() => asItIs.loss(x, y), true, asItIs.variables)!;
        expect(numbers(step(x, y)), `loss of step ${k}`).to.deep.equal(numbers(expected));
      }
      planned.variables.forEach((variable, k) => {
        expect(numbers(variable)).to.deep.equal(numbers(asItIs.variables[k]));
      });
      expect(step.report().shapes[0].replays).to.equal(10);
      expect(second.iterations).to.equal(first.iterations);
      step.dispose();
    });
  }

  it("agrees with the cpu backend of TensorFlow.js after 1,000 steps", async () => {
    const net = perceptron(3);
    const optimiser = tf.train.adam(0.003);
    const step = plan(
      (x: tf.Tensor, y: tf.Tensor) => optimiser.minimize(() => net.loss(x, y), true)!,
    );
    const data = Array.from({ length: 10 }, (_, k) => batch(k).map(numbers));
    const weights = net.variables.map(numbers);
    for (let k = 0; k < 1000; k++) {
      const [x, y] = data[k % 10];
      tf.tidy(() => {
        step(tf.tensor2d(x, [8, 6]), tf.tensor2d(y, [8, 1]));
      });
    }
    const found = net.variables.map(numbers);
    step.dispose();
    await tf.setBackend("cpu");
    const other = perceptron(3);
    other.variables.forEach((variable, k) => {
      variable.assign(tf.tensor(weights[k], variable.shape));
    });
    const adam = tf.train.adam(0.003);
    for (let k = 0; k < 1000; k++) {
      const [x, y] = data[k % 10];
      tf.tidy(() => {
        adam.minimize(() => other.loss(tf.tensor2d(x, [8, 6]), tf.tensor2d(y, [8, 1])));
      });
    }
    other.variables.forEach((variable, v) => {
      numbers(variable).forEach((value, k) => {
        expect(found[v][k]).to.be.closeTo(value, 2e-3);
      });
    });
    await tf.setBackend("intertwine");
  });

  it("follows a learning rate that is changed between steps, and a number that is not a rate", () => {
    const [asItIs, planned] = [perceptron(2), perceptron(2)];
    const make = () =>
      tf.train.adam(0.01) as tf.AdamOptimizer & { learningRate: number; beta1: number };
    const [first, second] = [make(), make()];
    const step = plan((x: tf.Tensor, y: tf.Tensor) => {
      second.minimize(() => planned.loss(x, y), false, planned.variables);
    });
    for (let k = 0; k < 12; k++) {
      const [x, y] = batch(k);
      for (const optimiser of [first, second]) {
        optimiser.learningRate = 0.02 / (1 + k);
        if (k === 7) Object.assign(optimiser, { epsilon: 0.5 });
      }
      first.minimize(() => asItIs.loss(x, y), false, asItIs.variables);
      step(x, y);
    }
    planned.variables.forEach((variable, k) => {
      expect(numbers(variable)).to.deep.equal(numbers(asItIs.variables[k]));
    });
    step.dispose();
  });

  it("lets variables be read, written and cloned between replays", () => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const step = plan(() => {
      weight.assign(tf.mul(weight, 2));
    });
    for (let k = 0; k < 3; k++) step();
    expect(numbers(weight)).to.deep.equal([8, 16]);
    const clone = weight.clone();
    step();
    expect(numbers(clone)).to.deep.equal([8, 16]);
    expect(numbers(weight)).to.deep.equal([16, 32]);
    weight.assign(tf.tensor1d([1, 1]));
    step();
    expect(numbers(weight)).to.deep.equal([2, 2]);
    expect(numbers(tf.add(weight, 1))).to.deep.equal([3, 3]);
    step.repeat(3);
    step.dispose();
    expect(numbers(weight)).to.deep.equal([16, 16]);
    weight.dispose();
  });

  it("takes a variable as an input with the numbers that it has now", () => {
    const weight = tf.variable(tf.scalar(1));
    const grow = plan(() => {
      weight.assign(tf.mul(weight, 2) as tf.Scalar);
    });
    const square = plan((x: tf.Tensor) => tf.square(x));
    for (let k = 1; k < 6; k++) {
      grow();
      expect(numbers(square(weight))).to.deep.equal([4 ** k]);
    }
    grow.dispose();
    square.dispose();
    weight.dispose();
  });

  it("works on engines that cannot be waited for: what is held is read before it changes", async () => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    const step = plan(
      () => {
        weight.assign(tf.mul(weight, 2));
        return tf.add(weight, 0);
      },
      { engine: distantEngine },
    );
    const results = Array.from({ length: 4 }, () => step());
    const clone = weight.clone();
    results.push(step());
    step.dispose();
    const found = await Promise.all(results.map(async (result) => Array.from(await result.data())));
    expect(found).to.deep.equal([1, 2, 3, 4, 5].map((k) => [2 ** k, 2 ** (k + 1)]));
    expect(Array.from(await clone.data())).to.deep.equal([16, 32]);
    expect(Array.from(await weight.data())).to.deep.equal([32, 64]);
    weight.dispose();
  });

  it("has nothing to do with variables that the step does not use, wherever they are", async () => {
    const [far, near, idle] = [1, 2, 3].map((value) => tf.variable(tf.scalar(value)));
    const name = tf.variable(tf.scalar("a name", "string"));
    const distant = plan(
      () => {
        far.assign(tf.mul(far, 2));
      },
      { engine: distantEngine },
    );
    for (let k = 0; k < 3; k++) distant();
    let buffers: PlanGraph["buffers"] = [];
    const prepare = (graph: PlanGraph) => {
      buffers = graph.buffers;
      return referenceEngine().prepare(graph);
    };
    const step = plan(
      () => {
        near.assign(tf.add(near, 1));
      },
      { engine: { name: "watched", prepare } },
    );
    for (let k = 0; k < 3; k++) step();
    expect(numbers(near)).to.deep.equal([5]);
    const variables = buffers.filter(({ role }) => role === "variable");
    expect(variables.map((one) => one.name)).to.deep.equal([near.name]);
    expect([...(await far.data())]).to.deep.equal([8]);
    const greedy = plan(() => {
      far.assign(tf.add(near, 1));
    });
    greedy();
    distant(); // far is what was assigned, and lies in the other plan again
    distant();
    expect(() => greedy()).to.throw(DomainError, /assigns to the variable.*await its data/);
    for (const planned of [distant, step]) planned.dispose();
    tf.dispose([far, near, idle, name]);
  });

  it("keeps results of earlier steps, whatever is replayed after them", () => {
    const count = tf.variable(tf.scalar(0));
    const step = plan((x: tf.Tensor) => {
      count.assign(tf.add(count, 1) as tf.Scalar);
      return { doubled: tf.mul(x, 2), count: tf.add(count, 0), x: x.clone() };
    });
    const all = Array.from({ length: 6 }, (_, k) => step(tf.tensor1d([k, 10 * k])));
    all.forEach(({ doubled, count: found, x }, k) => {
      expect(numbers(doubled)).to.deep.equal([2 * k, 20 * k]);
      expect(numbers(found)).to.deep.equal([k + 1]);
      expect(numbers(x)).to.deep.equal([k, 10 * k]);
    });
    step.dispose();
    count.dispose();
  });

  it("shares variables with another plan: training and evaluation", () => {
    const net = perceptron(5);
    const optimiser = tf.train.sgd(0.02);
    const train = plan(
      (x: tf.Tensor, y: tf.Tensor) => optimiser.minimize(() => net.loss(x, y), true)!,
    );
    const evaluate = plan((x: tf.Tensor, y: tf.Tensor) => net.loss(x, y));
    const [x, y] = batch(1);
    for (let k = 0; k < 6; k++) {
      const expected = numbers(net.loss(x, y))[0];
      expect(numbers(evaluate(x, y))[0]).to.equal(expected);
      expect(numbers(train(x, y))[0]).to.equal(expected);
    }
    train.dispose();
    expect(numbers(evaluate(x, y))[0]).to.equal(numbers(net.loss(x, y))[0]);
    evaluate.dispose();
  });

  it("keeps several shapes, and lets go of those not used for longest", () => {
    const step = plan((x: tf.Tensor) => tf.sum(tf.square(x)), { shapes: 2 });
    for (const rows of [2, 3, 2, 3, 2, 3, 4]) {
      expect(numbers(step(tf.ones([rows, 2])))[0]).to.equal(2 * rows);
    }
    expect(step.report().shapes.map(({ inputs }) => inputs)).to.deep.equal([
      "float32[3,2]",
      "float32[4,2]",
    ]);
    step.dispose();
  });

  it("says aloud, once, that shapes come back which it does not keep", () => {
    const { warn } = console;
    const said: string[] = [];
    console.warn = (text: string) => void said.push(text);
    try {
      const step = plan((x: tf.Tensor) => tf.sum(x), { shapes: 2 });
      for (let k = 0; k < 12; k++)
        expect(numbers(step(tf.ones([1 + (k % 3)])))).to.deep.equal([1 + (k % 3)]);
    } finally {
      console.warn = warn;
    }
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/more shapes of inputs than the 2 that it keeps/);
  });

  it("leaves no tensor behind in 500 steps", () => {
    const net = perceptron(6);
    const optimiser = tf.train.adam(0.01);
    const step = plan(
      (x: tf.Tensor, y: tf.Tensor) => optimiser.minimize(() => net.loss(x, y), true)!,
    );
    const [x, y] = batch(2);
    for (let k = 0; k < 5; k++) step(x, y).dispose();
    const before = tf.memory().numTensors;
    for (let k = 0; k < 500; k++) step(x, y).dispose();
    expect(tf.memory().numTensors).to.equal(before);
    step.dispose();
  });

  it("reports what was joined, by line, and replays the same bits as recorded or joined", () => {
    const weight = tf.variable(tf.tensor1d([0.5, -1]));
    const lineOf = (text: string) => Number(/plan\.test\.[tj]s:(\d+)/.exec(text)![1]);
    const here = lineOf(new Error().stack!);
    const step = (x: tf.Tensor) => {
      tf.exp(x);
      const y = tf.tanh(tf.mul(x, weight));
      return tf.add(y, tf.square(tf.mul(x, weight)));
    };
    const [joined, asRecorded] = [plan(step), plan(step, { passes: false })];
    for (let k = 0; k < 4; k++) {
      const x = tf.tensor1d([k, 0.1 * k]);
      expect(numbers(joined(x))).to.deep.equal(numbers(asRecorded(x)));
    }
    const [shape] = joined.report().shapes;
    expect(shape.recorded.map(({ kernel }) => kernel)).to.deep.equal([
      ...["Exp", "Multiply", "Tanh", "Multiply", "Square", "Add"],
    ]);
    // Nobody reads Exp; the second product is the first.
    expect(shape.operations).to.have.length(1);
    const [{ kind, steps, parts }] = shape.operations;
    expect([kind, steps]).to.deep.equal(["map", 4]);
    expect(parts).to.deep.equal(shape.recorded.slice(1));
    const lines = plannedLines(shape);
    expect(lines.map(({ line }) => lineOf(line) - here)).to.deep.equal([2, 3, 4]);
    expect(lines.map(({ recorded }) => recorded)).to.deep.equal([1, 2, 3]);
    expect(lines.map(({ replayed }) => replayed)).to.deep.equal([0, 1, 1]);
    const [plain] = asRecorded.report().shapes;
    expect(plain.operations.map(({ parts }) => parts)).to.deep.equal(
      shape.recorded.map((kernel) => [kernel]),
    );
    joined.dispose();
    asRecorded.dispose();
    weight.dispose();
  });

  it("waits for an engine that compiles beside us, and tells its errors", async () => {
    const engine = referenceEngine();
    const late = (error?: Error): PlanEngine => ({
      name: "late",
      prepare: async (graph) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (error !== undefined) throw error;
        return engine.prepare(graph);
      },
    });
    const step = plan((x: tf.Tensor) => tf.square(x), { engine: late() });
    const x = tf.tensor1d([3]);
    for (let k = 0; k < 3; k++) expect(numbers(step(x))).to.deep.equal([9]);
    expect(step.report().shapes[0]).to.include({ state: "being prepared", replays: 0 });
    await step.ready();
    expect(numbers(step(x))).to.deep.equal([9]);
    expect(step.report().shapes[0]).to.include({ state: "replayed", replays: 1 });
    step.dispose();
    const failing = plan((x: tf.Tensor) => tf.square(x), { engine: late(new Error("no GPU")) });
    for (let k = 0; k < 2; k++) failing(x);
    let message = "";
    await failing.ready().catch((error: Error) => {
      message = error.message;
    });
    expect(message).to.equal("no GPU");
    expect(() => failing(x)).to.throw("no GPU");
  });

  it("lets go of what was prepared for a plan that is gone, or whose variables changed meanwhile", async () => {
    const engine = referenceEngine();
    let disposed = 0;
    const late: PlanEngine = {
      name: "late",
      prepare: async (graph) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const prepared = (await engine.prepare(graph)) as PreparedPlan;
        return {
          bytes: prepared.bytes,
          write: (buffer, values) => prepared.write(buffer, values),
          run: (times) => prepared.run(times),
          read: (buffer) => prepared.read(buffer),
          readSync: (buffer) => prepared.readSync!(buffer),
          dispose: () => {
            disposed++;
            prepared.dispose();
          },
        };
      },
    };
    const [v, w] = [1, 2].map((value) => tf.variable(tf.scalar(value)));
    const sgd = tf.train.sgd(0.5);
    const make = () =>
      plan(() => void sgd.minimize(() => tf.mul(v, w) as tf.Scalar), { engine: late });
    const gone = make();
    for (let k = 0; k < 2; k++) gone();
    const ready = gone.ready();
    gone.dispose();
    await ready;
    expect(disposed).to.equal(1);
    const step = make();
    for (let k = 0; k < 2; k++) step();
    w.trainable = false;
    await step.ready();
    const before = numbers(w);
    step();
    expect(numbers(w)).to.deep.equal(before);
  });

  describe("refuses, with the line and what to do", () => {
    const twice = (step: () => tf.Tensor | undefined) => () => {
      const planned = plan(step);
      planned();
      planned();
    };
    const weight = () => tf.variable(tf.scalar(2));

    it("numbers that the host reads", () => {
      const W = weight();
      expect(twice(() => tf.scalar(W.dataSync()[0]))).to.throw(
        DomainError,
        /reads the numbers of a tensor at plan\.test\.[tj]s:\d+.*Return the tensor/,
      );
    });
    it("random numbers of the host", () => {
      expect(twice(() => tf.add(tf.randomNormal([3]), 1))).to.throw(
        DomainError,
        /makes at plan\.test.* are not the same each time.*noise/,
      );
    });
    it("a counter", () => {
      let count = 0;
      expect(twice(() => tf.mul(tf.ones([2]), ++count))).to.throw(
        DomainError,
        /entry 0: 2, then 3/,
      );
    });
    it("branches that go another way", () => {
      let isEven = true;
      const step = () => {
        isEven = !isEven;
        return isEven ? tf.square(tf.ones([2])) : tf.exp(tf.ones([2]));
      };
      expect(twice(step)).to.throw(
        DomainError,
        /operation \d+ was .* at first and .* the second time at plan\.test/,
      );
    });
    it("a tensor that is carried from step to step without a variable", () => {
      let state: tf.Tensor = tf.scalar(1);
      const step = () => {
        state = tf.add(state, 1);
        return state;
      };
      expect(twice(step)).to.throw(DomainError, /another one the second time.*tf\.variable/);
    });
    it("variables that the step makes", () => {
      expect(twice(() => tf.add(weight(), 1))).to.throw(DomainError, /creates a variable/);
    });
    it("a kernel that is not carried", () => {
      expect(twice(() => tf.topk(tf.ones([3]), 1).values)).to.throw(
        DomainError,
        /"TopK" at plan\.test/,
      );
    });
    it("another backend, before the step is run at all", async () => {
      await tf.setBackend("cpu");
      let count = 0;
      const step = plan(() => tf.mul(tf.ones([2]), ++count));
      expect(step).to.throw(EnvironmentError, /"cpu".*useDevice/);
      expect(count).to.equal(0);
      await tf.setBackend("intertwine");
    });
    it("but runs it as it is when asked to, and says why", () => {
      const step = plan(() => tf.add(tf.randomNormal([3]), 1), { fallback: "eager" });
      for (let k = 0; k < 4; k++) expect(step().shape).to.deep.equal([3]);
      expect(step.report().refused).to.match(/random numbers/);
      expect(step.report().shapes[0].state).to.equal("run as it is");
    });
    it("and takes back what a refused step did to variables", () => {
      const W = weight();
      let count = 0;
      const step = plan(() => {
        W.assign(tf.add(W, ++count) as tf.Scalar);
      });
      step();
      expect(() => step()).to.throw(DomainError);
      expect(numbers(W)).to.deep.equal([3]);
    });
  });
});
