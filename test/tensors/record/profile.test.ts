import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../src/errors.js";
import { plan } from "../../../src/tensors/record/index.js";
import { lineTimes } from "../../../src/tensors/record/report/line-times.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";
import { distantEngine } from "./distant-engine.js";

describe("plan.profile", () => {
  onIntertwine();

  it("tells the lines of a step, and leaves its numbers and counts as they are", async () => {
    const W = tf.variable(tf.randomNormal([8, 8], 0, 0.3, "float32", 1));
    const adam = tf.train.adam(0.1);
    const lineOf = (text: string) => Number(/profile\.test\.[tj]s:(\d+)/.exec(text)?.[1]);
    const here = lineOf(new Error().stack!);
    const step = plan((x: tf.Tensor) => {
      const loss = () => {
        const y = tf.matMul(x, W);
        return tf.mean(tf.square(y)) as tf.Scalar;
      };
      return adam.minimize(loss, true, [W])!;
    });
    const x = tf.randomNormal([4, 8], 0, 1, "float32", 2);
    const asked = await step.profile([x]).catch((error: Error) => error);
    expect(asked)
      .to.be.instanceOf(DomainError)
      .with.property("message")
      .match(/call the plan twice/);
    for (let k = 0; k < 3; k++) step(x);
    const before = [numbers(W), adam.iterations, tf.memory().numTensors];
    const times = await step.profile([x], { repeats: 3 });
    expect([numbers(W), adam.iterations, tf.memory().numTensors]).to.deep.equal(before);
    const named = times.lines.filter(({ line }) => line !== "variables");
    const lines = named.map(({ line }) => lineOf(line) - here).sort((a, b) => a - b);
    expect(lines).to.deep.equal([3, 4, 6]);
    const { operations } = step.report().shapes[0];
    const sum = times.lines.reduce((total, { operations: own, joined }) => total + own - joined, 0);
    expect(sum).to.be.at.most(operations.length);
    const product = times.lines.find(({ line }) => lineOf(line) - here === 3)!;
    expect(product.kernels).to.include("BatchMatMul");
    step.dispose();
  });

  it("shares what was joined in proportion to its work", () => {
    const kernel = (name: string, line: string | undefined, work: number) => ({
      ...{ kernel: name, line, work },
    });
    const [product, bias, relu, assign] = [
      kernel("BatchMatMul", "a:1", 90),
      kernel("Add", "a:2", 10),
      kernel("Relu", "a:2", 0),
      kernel("Assign", undefined, 5),
    ];
    const operation = { kind: "map", writes: [], steps: 0 } as const;
    const found = lineTimes({
      ...{ inputs: "float32[2]", repeats: 7, step: 2e-3, seconds: [1e-3, 1e-4] },
      recorded: [product, bias, relu, assign],
      operations: [
        { ...operation, parts: [product, bias, relu] },
        { ...operation, parts: [assign] },
      ],
    });
    const rounded = found.lines.map(({ line, seconds, operations, joined }) => [
      ...[line, Math.round(seconds * 1e6), operations, joined],
    ]);
    expect(rounded).to.deep.equal([
      ["a:1", 900, 1, 1],
      ["a:2", 100, 1, 1],
      ["variables", 100, 1, 0],
    ]);
    const display = found as unknown as Record<symbol, () => Record<string, string>>;
    const bundle = display[Symbol.for("Jupyter.display")]();
    const [head, first, , last] = bundle["text/plain"].split("\n");
    expect(head).to.equal(
      "float32[2]: a replay takes 2.00 ms; its operations, timed one by one 7 times, 1.10 ms",
    );
    expect(first.split(/ {2,}/)).to.deep.equal([
      ...["a:1", "900.0 µs", "82 %", "█".repeat(10), "BatchMatMul"],
      "1, 1 joined with other lines",
    ]);
    expect(last).to.match(/^variables +100\.0 µs +9 % +█ +Assign +1$/);
    expect(bundle["text/markdown"]).to.include(
      "| a:2 | 100.0 µs | 9 % | █ | Add, Relu | 1, 1 joined",
    );
  });

  it("names the engine that cannot be timed", async () => {
    const step = plan((x: tf.Tensor) => tf.square(x), { engine: distantEngine });
    for (let k = 0; k < 2; k++) step(tf.scalar(1));
    const error = await step.profile([tf.scalar(1)]).catch((thrown: Error) => thrown);
    expect(error)
      .to.be.instanceOf(EnvironmentError)
      .with.property("message")
      .match(/one by one/);
  });
});
