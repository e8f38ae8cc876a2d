import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import type { PlanEngine, PlanGraph, PreparedPlan } from "../../../src/tensors/plan/index.js";
import { plan } from "../../../src/tensors/record/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { distantEngine } from "./distant-engine.js";

describe("plan with verify", () => {
  onIntertwine();

  it("changes nothing: the same bits, counts and tensors, with rates that change", () => {
    const run = (verify?: number) => {
      const v = tf.variable(tf.tensor1d([1, -2, 3]));
      const adam = tf.train.adam(0.1);
      const loss = (x: tf.Tensor) => tf.sum(tf.square(tf.sub(tf.mul(v, v), x))) as tf.Scalar;
      const step = (x: tf.Tensor) => adam.minimize(() => loss(x), true, [v])!;
      const planned = verify === undefined ? step : plan(step, { verify });
      const losses: number[] = [];
      let tensors = 0;
      for (let k = 0; k < 14; k++) {
        Object.assign(adam, { learningRate: 0.1 / (1 + k) });
        tf.tidy(() => losses.push(...numbers(planned(tf.tensor1d([k, 1, 2])))));
        if (k === 4) tensors = tf.memory().numTensors;
      }
      expect(tf.memory().numTensors).to.equal(tensors);
      return [losses, numbers(v), adam.iterations];
    };
    const asItIs = run();
    expect(run(1)).to.deep.equal(asItIs);
    expect(run(5)).to.deep.equal(asItIs);
  });

  type Hidden = { step: (x: tf.Tensor) => tf.Tensor; turn: () => void };
  const hidden: Record<string, [message: RegExp, make: () => Hidden]> = {
    "a number": [
      /numbers that the step makes at verify\.test.*entry 0: 2, then 3/,
      () => {
        let factor = 2;
        return { step: (x) => tf.mul(x, factor), turn: () => void factor++ };
      },
    ],
    "an array": [
      /entry 1: 5, then 6/,
      () => {
        const data = Float32Array.of(4, 5);
        return { step: (x) => tf.add(x, tf.tensor1d(data)), turn: () => void data[1]++ };
      },
    ],
    "a branch": [
      /was Add of .* at first and Sub of .* at verify\.test/,
      () => {
        let isOn = true;
        const step = (x: tf.Tensor) => (isOn ? tf.add(x, 1) : tf.sub(x, 1));
        return {
          step,
          turn: () => {
            isOn = false;
          },
        };
      },
    ],
    "a tensor": [
      /was made before it is another one/,
      () => {
        let outside = tf.scalar(1);
        return {
          step: (x) => tf.add(x, outside),
          turn: () => {
            outside = tf.scalar(2);
          },
        };
      },
    ],
    "another optimiser": [
      /creates a variable/,
      () => {
        const v = tf.variable(tf.scalar(1));
        let optimiser = tf.train.sgd(0.1) as tf.Optimizer;
        return {
          step: (x) => optimiser.minimize(() => tf.mul(v, x).sum() as tf.Scalar, true, [v])!,
          turn: () => {
            optimiser = tf.train.momentum(0.1, 0.5);
          },
        };
      },
    ],
  };
  for (const [what, [message, make]] of Object.entries(hidden)) {
    it(`finds ${what} that changed under a plan, which no recording can see`, () => {
      const { step, turn } = make();
      const planned = plan(step, { verify: 3 });
      const x = tf.tensor1d([1, 2]);
      for (let k = 0; k < 4; k++) planned(x).dispose();
      turn();
      planned(x).dispose();
      expect(() => planned(x)).to.throw(DomainError, message);
    });
  }

  it("takes the step back that differs, or goes on with it as it is where that was asked for", () => {
    const run = (fallback?: "eager") => {
      const v = tf.variable(tf.scalar(0));
      let by = 1;
      const step = plan(() => void v.assign(tf.add(v, by) as tf.Scalar), { verify: 1, fallback });
      for (let k = 0; k < 4; k++) step();
      by = 10;
      return { v, step };
    };
    const strict = run();
    expect(() => strict.step()).to.throw(DomainError, /verify at replay 3/);
    expect(numbers(strict.v)).to.deep.equal([4]);
    const lenient = run("eager");
    for (let k = 0; k < 2; k++) lenient.step();
    expect(numbers(lenient.v)).to.deep.equal([24]);
    expect(lenient.step.report().refused).to.match(/verify at replay 3/);
  });

  it("finds an engine that computes something else", () => {
    const wrong: PlanEngine = {
      name: "wrong",
      prepare: (graph: PlanGraph) => {
        const operations = graph.operations.map((operation) =>
          operation.kind === "reduce" ? { ...operation, reduction: "mean" as const } : operation,
        );
        return referenceEngine().prepare({ ...graph, operations }) as PreparedPlan;
      },
    };
    const step = plan((x: tf.Tensor) => tf.sum(x), { verify: 10, engine: wrong });
    const x = tf.tensor1d([1, 3]);
    for (let k = 0; k < 2; k++) step(x);
    expect(() => step(x)).to.throw(DomainError, /tensor 0 of its result: entry 0 is 2, and 4/);
  });

  it("says that it cannot be done where numbers must be waited for, and what a count is", () => {
    const step = plan((x: tf.Tensor) => tf.sum(x), { verify: 1, engine: distantEngine });
    for (let k = 0; k < 2; k++) step(tf.scalar(1));
    expect(() => step(tf.scalar(1))).to.throw(DomainError, /verify needs an engine/);
    expect(() => plan((x: tf.Tensor) => x, { verify: 0 })).to.throw(DomainError, "verify is 0");
  });
});
