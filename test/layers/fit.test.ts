import { existsSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DataError, DomainError } from "../../src/errors.js";
import { allVariables, fit, type Layer, linear, perceptron } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { batches, batchOrder, useDevice } from "../../src/tensors/index.js";
import { inScratch, rejection } from "../fixtures/fixture.js";

const stream = (name: string): RandomStream => RandomStream.fromSeed(3).split(name);
const ROWS = 40;
const x = { values: Float32Array.from(stream("x").normals(3 * ROWS)), shape: [ROWS, 3] };
const values = Float32Array.from({ length: ROWS }, (_, k) => {
  const [a, b, c] = x.values.subarray(3 * k, 3 * k + 3);
  return 2 * a - b + 0.5 * c + 1;
});
const y = { values, shape: [ROWS, 1] };
const bits = (network: Layer): number[] =>
  Object.values(allVariables(network)).flatMap((variable) => Array.from(variable.dataSync()));
const squaredLoss =
  (network: Layer) =>
  (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    tf.mean(tf.squaredDifference(network.apply(a, "training"), b));

describe("layers/fit", () => {
  before(() => useDevice("webassembly"));

  it("finds a linear map", async () => {
    const network = linear(stream("map"), 3, 1);
    const options = { steps: 600, batch: 16, rate: 0.1, stream: stream("order") };
    const result = await fit(network, squaredLoss(network), [x, y], options);
    [2, -1, 0.5, 1].forEach((wanted, k) => {
      expect(bits(network)[k]).to.be.closeTo(wanted, 1e-3);
    });
    expect(result.step).to.equal(600);
  });

  it("is Adam on clipped gradients with a rate along a cosine, step by step", async () => {
    const [network, other] = [1, 2].map(() => perceptron(stream("net"), [3, 4, 1]));
    const [steps, rate, limit] = [7, 0.05, 0.3];
    await fit(network, squaredLoss(network), [x, y], {
      ...{ steps, rate, limit, batch: 8, stream: stream("order") },
    });
    const of = batches([x, y], batchOrder(ROWS, { size: 8, stream: stream("order") }));
    const weights = Object.values(other.weights);
    const moments = weights.map(({ size }) => [new Float64Array(size), new Float64Array(size)]);
    for (let k = 0; k < steps; k++) {
      const [a, b] = of(k);
      const { grads } = tf.variableGrads(() => squaredLoss(other)(a, b) as tf.Scalar, weights);
      const slopes = weights.map(({ name }) => Array.from(grads[name].dataSync()));
      const length = Math.hypot(...slopes.flat());
      const now = (rate * (1 + Math.cos((Math.PI * k) / steps))) / 2;
      weights.forEach((weight, i) => {
        const moved = Array.from(weight.dataSync(), (value, j) => {
          const g = slopes[i][j] * Math.min(1, limit / length);
          const [m, v] = moments[i];
          m[j] = 0.9 * m[j] + 0.1 * g;
          v[j] = 0.999 * v[j] + 0.001 * g * g;
          const root = Math.sqrt(v[j] / (1 - 0.999 ** (k + 1)));
          return value - (now * (m[j] / (1 - 0.9 ** (k + 1)))) / (root + 1e-7);
        });
        weight.assign(tf.tensor(moved, weight.shape));
      });
    }
    const expected = bits(other);
    bits(network).forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 2e-4);
    });
  });

  it("goes on from its checkpoint with the same bits, and refuses another rate's and other data's", async () => {
    await inScratch(async (folder) => {
      const checkpoint = join(folder, "one.training");
      const options = { steps: 30, batch: 8, rate: 0.05, stream: stream("order") };
      const whole = perceptron(stream("net"), [3, 4, 1]);
      await fit(whole, squaredLoss(whole), [x, y], options);
      const stopped = perceptron(stream("net"), [3, 4, 1]);
      let asked = 0;
      const signal = {
        get aborted() {
          asked++;
          return asked > 11;
        },
      };
      const interrupted = fit(stopped, squaredLoss(stopped), [x, y], {
        ...{ ...options, checkpoint, signal },
      });
      expect((await rejection(interrupted)).name).to.equal("AbortedError");
      expect(existsSync(checkpoint)).to.equal(true);
      const resumed = perceptron(stream("net"), [3, 4, 1]);
      const result = await fit(resumed, squaredLoss(resumed), [x, y], { ...options, checkpoint });
      expect(result.history[0].step).to.equal(1);
      expect(bits(resumed)).to.deep.equal(bits(whole));
      const other = fit(resumed, squaredLoss(resumed), [x, y], {
        ...options,
        checkpoint,
        rate: 0.1,
      });
      expect(await rejection(other)).to.be.instanceOf(DataError);
      const last = Float32Array.from(y.values, (value, k) => (k === ROWS - 1 ? value + 1 : value));
      const otherData = [x, { ...y, values: last }];
      const refused = fit(resumed, squaredLoss(resumed), otherData, { ...options, checkpoint });
      expect((await rejection(refused)).message).to.match(/data is ".*" in it and ".*" here/);
    });
  });

  it("takes all rows where there are fewer than a batch has, and names what is missing", async () => {
    const network = linear(stream("map"), 3, 1);
    const given = { steps: 1, batch: 64, stream: stream("order") };
    let rows = 0;
    const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
      rows = a.shape[0];
      return squaredLoss(network)(a, b);
    };
    await fit(network, loss, [x, y], given);
    expect(rows).to.equal(ROWS);
    const nothing = { weights: {}, statistics: {} };
    for (const failed of [fit(network, loss, [], given), fit(nothing, loss, [x, y], given)]) {
      expect(await rejection(failed)).to.be.instanceOf(DomainError);
    }
  });

  it("names options without a meaning as they were given, and data without rows", async () => {
    const network = linear(stream("map"), 3, 1);
    const given = { steps: 1, stream: stream("order") };
    for (const [name, value] of [
      ["steps", 0],
      ["steps", 1.5],
      ["batch", 0],
      ["rate", -1],
      ["rate", Number.NaN],
      ["limit", 0],
      ["limit", Number.POSITIVE_INFINITY],
    ] as const) {
      const failed = fit(network, squaredLoss(network), [x, y], { ...given, [name]: value });
      const error = await rejection(failed);
      expect(error).to.be.instanceOf(DomainError);
      expect(error.message).to.contain(`fit: ${name} is ${value}; expected`);
    }
    const none = { values: new Float32Array(0), shape: [0, 3] };
    const error = await rejection(fit(network, squaredLoss(network), [none, none], given));
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.contain("fit: the columns have the shape [0,3]");
  });

  it("names the column and the row of a batch that holds NaN, and keeps the weights", async () => {
    const network = linear(stream("map"), 3, 1);
    const spoilt = Float32Array.from(y.values);
    spoilt[17] = Number.NaN;
    const columns = [x, { ...y, values: spoilt }];
    const options = { steps: 20, batch: ROWS, stream: stream("order") };
    const error = await rejection(fit(network, squaredLoss(network), columns, options));
    const order = batchOrder(ROWS, { size: ROWS, stream: stream("order") })(0);
    expect(error.message).to.contain(
      `The batch holds NaN in column 1 at row ${order.indexOf(17)}, entry [${order.indexOf(17)}, 0]`,
    );
    expect(error.message).to.contain("column 1 holds NaN first in row 17.");
    expect(bits(network).every(Number.isFinite)).to.equal(true);
  });

  it("says nothing of the data where they are finite, and the loss is not", async () => {
    const network = linear(stream("map"), 3, 1);
    const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.log(tf.neg(squaredLoss(network)(a, b)));
    const error = await rejection(fit(network, loss, [x, y], { steps: 2, stream: stream("o") }));
    expect(error.message).to.contain("Log at").and.to.contain("Try a lower learning rate");
    expect(error.message).to.not.contain("Of the data");
  });
});
