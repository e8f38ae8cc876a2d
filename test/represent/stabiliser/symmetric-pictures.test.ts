import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  actOnImages,
  circleHeadPoses,
  circlePoses,
  GroupAutoencoder,
  imageDecoder,
  planarSymmetry,
  steerableEncoder,
} from "../../../src/represent/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { adamStep } from "../adam-step.js";

const SIDE = 12;
const COUNT = 96;

/** Two or one discs on the x axis, turned by `angle`: C₂-symmetric where there are two. */
function discs(angle: number, centres: readonly number[]): number[] {
  return Array.from({ length: SIDE * SIDE }, (_, k) => {
    const [row, column] = [Math.floor(k / SIDE), k % SIDE];
    const x = (2 * column + 1) / SIDE - 1;
    const y = 1 - (2 * row + 1) / SIDE;
    const values = centres.map((at) => {
      const square = (x - at * Math.cos(angle)) ** 2 + (y - at * Math.sin(angle)) ** 2;
      return Math.exp(-square / 0.08);
    });
    return Math.min(
      1,
      values.reduce((sum, value) => sum + value),
    );
  });
}

describe("pictures with a symmetry of their own", () => {
  before(() => useDevice("webassembly"));

  const random = RandomStream.fromSeed(5);
  const symmetric = Array.from({ length: COUNT }, (_, k) => k % 2 === 0);
  const pictures = symmetric.flatMap((isSymmetric) =>
    discs(2 * Math.PI * random.uniform(), isSymmetric ? [0.5, -0.5] : [0.5]),
  );

  /** The mean loss of the last ten steps, and what the heads say of all pictures. */
  function trained(frequencies: readonly number[]) {
    const x = tf.tensor4d(pictures, [COUNT, SIDE, SIDE, 1]);
    const stream = RandomStream.fromSeed(1);
    const encoder = steerableEncoder(stream.split("encoder"), { codeSize: 2, frequencies });
    const autoencoder = new GroupAutoencoder({
      encoder,
      decoder: imageDecoder(stream.split("decoder"), {
        codeSize: 2,
        pixels: [SIDE, SIDE],
        network: { hidden: [32] },
      }),
      space: frequencies.length === 1 ? circlePoses() : circleHeadPoses(frequencies),
      action: actOnImages,
    });
    const step = plan(adamStep(autoencoder, 5e-3));
    let loss = 0;
    for (let k = 0; k < 60; k++) {
      const batch = tf.slice(x, [(k % 3) * 32, 0, 0, 0], [32, SIDE, SIDE, 1]);
      const own = step(batch).dataSync()[0];
      if (k >= 50) loss += own / 10;
    }
    step.dispose();
    return { loss, heads: encoder.encode(x, "evaluation").pose.dataSync() };
  }

  it("heads of frequencies 1 and 2 place them, one of frequency 1 cannot; and the heads say which", () => {
    const single = trained([1]);
    const { loss, heads } = trained([1, 2]);
    expect(loss).to.be.below(single.loss / 3);
    const found = symmetric.map((_, k) => {
      const own = Float64Array.from(heads.subarray(4 * k, 4 * k + 4));
      return planarSymmetry(own, [1, 2]).order === 2;
    });
    const right = found.filter((isSymmetric, k) => isSymmetric === symmetric[k]).length;
    expect(right).to.be.at.least(0.95 * COUNT);
  });
});
