import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { deviceInUse, gpuInUse, useDevice } from "../../../src/tensors/index.js";
import { runRecord } from "../../../src/workbench/index.js";
import { rejection } from "../../fixtures/fixture.js";
import { requireSoftwareGpu } from "../../fixtures/tensors/software-gpu.js";

/** (1 2; 3 4)² */
const SQUARE = [7, 10, 15, 22];
const square = async (): Promise<number[]> => {
  const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  return [...(await tf.matMul(matrix, matrix).data())];
};

describe("the device that tensors run on", () => {
  beforeEach(() => useDevice("cpu"));
  after(() => useDevice("cpu"));

  for (const [device, backend] of [
    ["cpu", "cpu"],
    ["webassembly", "intertwine"],
  ] as const) {
    it(`is ${device} when asked for by name, and run records say so`, async () => {
      const use = await useDevice(device);
      expect(use).to.include({ device, backend });
      expect(tf.getBackend()).to.equal(backend);
      expect(deviceInUse()).to.equal(use);
      expect(await square()).to.deep.equal(SQUARE);
      expect(runRecord({ seed: 1 }).device.tensors).to.equal(`${device}: ${use.detail}`);
    });
  }

  it("mends derivatives that TensorFlow.js lacks: tanh″ = −2 tanh (1 − tanh²)", async () => {
    await useDevice("cpu");
    const [second] = tf
      .grad(tf.grad((x) => tf.tanh(x)))(tf.scalar(0.5))
      .dataSync();
    const t = Math.tanh(0.5);
    expect(second).to.be.closeTo(-2 * t * (1 - t * t), 1e-6);
  });

  it("is told when tf.setBackend changed it past useDevice", async () => {
    await useDevice("webassembly");
    await tf.setBackend("cpu");
    expect(deviceInUse()).to.deep.equal({
      device: "cpu",
      backend: "cpu",
      detail: "set by TensorFlow.js",
    });
  });

  it("takes variables along, an optimiser's slots included", async () => {
    const weights = tf.variable(tf.tensor1d([1, 2, 3]));
    const truth = tf.variable(tf.tensor1d([true, false], "bool"));
    const optimizer = tf.train.momentum(0.5, 0.5);
    const step = () => optimizer.minimize(() => tf.sum(weights) as tf.Scalar);
    step();
    const tensors = tf.memory().numTensors;
    await useDevice("webassembly");
    expect(tf.memory().numTensors).to.equal(tensors);
    step();
    // Momentum 0.5 on a slope of 1: velocities 1 and 1.5, steps 0.5 and 0.75.
    expect([...(await weights.data())]).to.deep.equal([-0.25, 0.75, 1.75]);
    expect([...(await truth.data())]).to.deep.equal([1, 0]);
    tf.dispose([weights, truth]);
    optimizer.dispose();
  });

  it("stays when another is not here, or not known, and says what to do", async () => {
    const unknown = await rejection(useDevice("cuda" as "cpu"));
    expect(unknown.message).to.include('got "cuda"').and.include("webassembly");
    if (process.env.VK_DRIVER_FILES === undefined) {
      const use = await useDevice("webgpu").catch((error: Error) => error);
      if (use instanceof Error) {
        expect(use.name).to.equal("MissingDeviceError");
        expect(use)
          .to.have.property("remedy")
          .that.matches(/install/);
        expect(await square()).to.deep.equal(SQUARE);
        expect(deviceInUse()?.device).to.equal("cpu");
      }
    }
  });

  it("is, as the best one, no software in place of a GPU, and says why", async () => {
    const use = await useDevice("best");
    expect(use.why).to.be.a("string").and.not.equal("");
    expect(use.detail).not.to.match(/swiftshader|llvmpipe/i);
    expect(use.device).to.be.oneOf(["webgpu", "native", "webassembly"]);
    expect(await square()).to.deep.equal(SQUARE);
  }).timeout(60_000);
});

describe("the device webgpu, in software", () => {
  const software = { software: true };
  before(function () {
    return requireSoftwareGpu(this);
  });
  beforeEach(() => useDevice("webgpu", software));
  after(async () => {
    // What other tests left on the GPU that is lost here.
    tf.disposeVariables();
    await useDevice("cpu");
  });

  it("computes, and tells the adapter's name", async () => {
    expect(deviceInUse()?.detail).to.match(/swiftshader|software|llvmpipe|basic/i);
    expect(gpuInUse()?.software).to.equal(true);
    expect(await square()).to.deep.equal(SQUARE);
  });

  it("agrees with plain JavaScript on a network's gradient", async () => {
    const inputs = tf.randomUniform([20, 12], -1, 1, "float32", 1);
    const weights = tf.randomUniform([12, 9], -1, 1, "float32", 2);
    const slope = tf.grad((w) =>
      tf.mean(tf.square(tf.tanh(tf.matMul(inputs as tf.Tensor2D, w as tf.Tensor2D)))),
    );
    const [x, w] = [await inputs.data(), await weights.data()];
    const here = await slope(weights).data();
    await useDevice("cpu");
    const [again, other] = [tf.tensor2d(x, [20, 12]), tf.tensor2d(w, [12, 9])];
    const there = await tf
      .grad((v) => tf.mean(tf.square(tf.tanh(tf.matMul(again, v as tf.Tensor2D)))))(other)
      .data();
    here.forEach((value, index) => {
      expect(value).to.be.closeTo(there[index], 1e-6);
    });
  });

  it("goes back to another device with its variables", async () => {
    const weights = tf.variable(tf.tensor2d([1, 2, 3, 4], [2, 2]));
    weights.assign(tf.matMul(weights, weights));
    await useDevice("cpu");
    expect([...weights.dataSync()]).to.deep.equal(SQUARE);
    weights.dispose();
  });

  it("refuses to be read at once", () => {
    const product = tf.matMul(tf.ones([64, 64]), tf.ones([64, 64]));
    expect(() => product.dataSync()).to.throw(/await tensor\.data\(\)/);
  });

  it("refuses a tensor that no buffer of it can hold", () => {
    const most = gpuInUse()!.device.limits.maxBufferSize;
    expect(() => tf.add(tf.fill([most / 4 + 1], 1), 1)).to.throw(/MiB.*[Ss]maller batches/);
  });

  it("that is lost in the middle of the work is an error, and can be opened anew", async () => {
    const weights = tf.variable(tf.ones([64, 64]));
    weights.assign(tf.matMul(weights, weights));
    const { device } = gpuInUse()!;
    device.destroy();
    await device.lost;
    const lost = /lost in the middle.*useDevice\("webgpu"\)/;
    expect(() => tf.matMul(weights, weights)).to.throw(lost);
    expect((await rejection(weights.data())).message).to.match(lost);
    expect(gpuInUse()).to.equal(undefined);
    // What is gone stays gone on other devices, and does not keep from them.
    await useDevice("cpu");
    expect((await rejection(weights.data())).message).to.match(lost);
    await useDevice("webgpu", software);
    weights.assign(tf.fill([64, 64], 2));
    const product = tf.matMul(weights, weights);
    // 64 · 2 · 2
    expect([...new Set(await product.data())]).to.deep.equal([256]);
    weights.dispose();
  });
});
