import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  CLOUD_ORDERS,
  classAccuracy,
  digitClouds,
  type LabelledClouds,
  orderBatches,
  RandomStream,
  ShapeError,
  trainCloudClassifier,
} from "../../../src/index.js";

const random = RandomStream.fromSeed(3);
const train = digitClouds(120, random.split("train"), { points: 20 });
const test = digitClouds(60, random.split("test"), { points: 20 });
const small = { train, test, steps: 60, batch: 30, widths: [16], draws: [1, 4] };

/** Two classes that no order of the points hides: clouds around −1 and around 1. */
function twoPlaces(count: number, stream: RandomStream): LabelledClouds {
  const [points, dimension] = [5, 2];
  const labels = Uint8Array.from({ length: count }, (_, k) => k % 2);
  const values = Float32Array.from(
    stream.normals(count * points * dimension),
    (v, k) => 0.3 * v + (labels[Math.floor(k / (points * dimension))] ? 1 : -1),
  );
  return { count, points, dimension, classes: 2, values, labels };
}

describe("classifiers of clouds", () => {
  it("learn what can be learned, under every order", async () => {
    const data = { train: twoPlaces(100, random.split(1)), test: twoPlaces(50, random.split(2)) };
    for (const order of CLOUD_ORDERS) {
      const { testAccuracy, trainAccuracy } = await trainCloudClassifier({
        ...small,
        ...data,
        order,
      });
      expect(trainAccuracy, order).to.be.above(0.97);
      for (const { accuracy } of testAccuracy) expect(accuracy, order).to.be.above(0.95);
    }
  });

  it("give the same bits for the same seed, and find a finished run in a store", async () => {
    const store = mkdtempSync(join(tmpdir(), "intertwine-clouds-"));
    try {
      const options = { ...small, order: "separators" as const, seed: 5 };
      const first = await trainCloudClassifier(options, { store });
      const again = await trainCloudClassifier(options);
      const found = await trainCloudClassifier(options, { store });
      expect(found.run.seconds).to.equal(0);
      for (const other of [again, found]) {
        expect(other.run.lastParameters.parameters).to.deep.equal(
          first.run.lastParameters.parameters,
        );
        expect(other.testAccuracy).to.deep.equal(first.testAccuracy);
      }
      const otherSeed = await trainCloudClassifier({ ...options, seed: 6 });
      expect(otherSeed.run.lastParameters.parameters).to.not.deep.equal(
        first.run.lastParameters.parameters,
      );
    } finally {
      rmSync(store, { recursive: true, force: true });
    }
  });

  it("say of clouds what they said in their test, with the same draws at each call", async () => {
    const found = await trainCloudClassifier({ ...small, order: "direction" });
    for (const { draws, accuracy } of found.testAccuracy) {
      const shares = found.probabilities(test, draws);
      expect(classAccuracy(shares, test)).to.equal(accuracy);
      expect(found.probabilities(test, draws)).to.deep.equal(shares);
      for (let k = 0; k < test.count; k++) {
        const sum = shares.slice(10 * k, 10 * (k + 1)).reduce((a, b) => a + b, 0);
        expect(sum).to.be.closeTo(1, 1e-5);
      }
    }
  });

  it("have 200 · 150 + … + 10 parameters, started with the deviation 2/√inputs, biases included", async () => {
    const data = digitClouds(20, random);
    const { run } = await trainCloudClassifier({
      order: "none",
      train: data,
      test: data,
      steps: 1,
      batch: 10,
    });
    const { parameters } = run.settings.program;
    expect(parameters.map(({ rows, columns }) => [rows, columns])).to.deep.equal([
      [200, 150],
      [1, 150],
      [150, 100],
      [1, 100],
      [100, 50],
      [1, 50],
      [50, 10],
      [1, 10],
    ]);
    [200, 200, 150, 150, 100, 100, 50, 50].forEach((inputs, k) => {
      expect(parameters[k].start).to.deep.equal({
        kind: "normal",
        deviation: 2 / Math.sqrt(inputs),
      });
    });
  });

  it("take new poses at each step, the same for any layout, and new ones for each test draw", () => {
    const maker = (evaluationSeed: number) =>
      orderBatches({ order: "direction", points: 20, dimension: 2, evaluationSeed });
    const data = { cloud: train.values, label: Int32Array.from(train.labels) };
    const fill = (seed: number, samples: number[], stream: RandomStream | undefined) => {
      const inputs = {
        cloud: new Float32Array(40 * samples.length),
        label: new Int32Array(samples.length),
      };
      const request = {
        samples: Int32Array.from(samples),
        copies: new Int32Array(samples.length),
        random: stream,
      };
      maker(seed).fill(data, request, inputs);
      return inputs;
    };
    const step = random.split("step");
    const both = fill(0, [7, 9], step);
    expect([...both.label]).to.deep.equal([7, 9]);
    expect([...fill(0, [9], step).cloud]).to.deep.equal([...both.cloud.subarray(40)]);
    expect([...fill(0, [9], random.split("next")).cloud]).to.not.deep.equal([
      ...both.cloud.subarray(40),
    ]);
    expect([...fill(1, [9], undefined).cloud]).to.not.deep.equal([
      ...fill(2, [9], undefined).cloud,
    ]);
    expect(() =>
      maker(0).count({ cloud: new Float32Array(41), label: new Int32Array(1) }),
    ).to.throw(ShapeError, "41");
  });
});
