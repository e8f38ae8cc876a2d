import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { disposeVariables } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  actOnImages,
  centredEncoder,
  GroupAutoencoder,
  imageDecoder,
  motionPoses,
  type PoseEncoder,
  pointEncoder,
  steerableEncoder,
} from "../../../src/represent/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { adamStep } from "../adam-step.js";

const [HEIGHT, WIDTH] = [30, 36];
const network = {
  stages: [
    {
      fields: [
        { frequency: 0, count: 3 },
        { frequency: 1, count: 3 },
      ],
      size: 5,
    },
  ],
  hidden: [],
};

/** A bright and a weaker blob around the middle, moved by whole pixels. */
function picture(down: number, right: number): tf.Tensor {
  const values = Float32Array.from({ length: HEIGHT * WIDTH }, (_, k) => {
    const [row, column] = [Math.floor(k / WIDTH) - down - 14, (k % WIDTH) - right - 17];
    const near = Math.max(0, 1 - Math.hypot(row, column) / 4);
    return near + 0.5 * Math.max(0, 1 - Math.hypot(row - 3, column - 4) / 3);
  });
  return tf.tensor(values, [1, HEIGHT, WIDTH, 1]);
}

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const expectClose = (found: number[], expected: number[], tolerance: number): void => {
  found.forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(expected[k], tolerance);
  });
};

describe("represent/images: centred encoders", () => {
  before(() => useDevice("webassembly"));

  const make = (): PoseEncoder =>
    centredEncoder(steerableEncoder(RandomStream.fromSeed(3), { codeSize: 4, network }));

  it("whole pixels leave code and direction, and move the point: halves of the longer side, y up", () => {
    const encoder = make();
    const first = encoder.encode(picture(0, 0), "evaluation");
    const [v, w, x, y] = numbers(first.pose);
    for (const [down, right] of [
      [1, 0],
      [0, -3],
      [4, 5],
    ]) {
      const { code, pose } = encoder.encode(picture(down, right), "evaluation");
      expectClose(numbers(code), numbers(first.code), 1e-5);
      expectClose(numbers(pose), [v, w, x + right / (WIDTH / 2), y - down / (WIDTH / 2)], 1e-5);
    }
  });

  it("a half turn of the whole picture turns direction and point", () => {
    const encoder = make();
    const x = picture(3, -4);
    const first = encoder.encode(x, "evaluation");
    const turned = encoder.encode(tf.reverse(x, [1, 2]), "evaluation");
    expectClose(numbers(turned.code), numbers(first.code), 1e-5);
    expectClose(
      numbers(turned.pose),
      numbers(first.pose).map((entry) => -entry),
      1e-5,
    );
  });

  it("nothing has its point in the middle, and samples do not depend on each other", () => {
    const encoder = make();
    const both = tf.concat([picture(0, 0), tf.zeros([1, HEIGHT, WIDTH, 1])]);
    const { pose } = encoder.encode(both, "evaluation");
    expect(numbers(pose).slice(6)).to.deep.equal([0, 0]);
    const alone = encoder.encode(picture(0, 0), "evaluation").pose;
    expectClose(numbers(pose).slice(0, 4), numbers(alone), 1e-6);
  });

  it("learns motions of pictures in a plan", async () => {
    const auto = new GroupAutoencoder({
      encoder: make(),
      decoder: imageDecoder(RandomStream.fromSeed(4), { codeSize: 4, pixels: [HEIGHT, WIDTH] }),
      ...{ space: motionPoses(2), action: actOnImages },
    });
    const x = tf.concat([picture(0, 0), picture(2, 3), picture(-3, 1), picture(1, -4)]);
    const step = plan(adamStep(auto, 1e-2));
    const losses: number[] = [];
    for (let k = 0; k < 30; k++) {
      const loss = step(x);
      losses.push(numbers(loss)[0]);
      loss.dispose();
      if (k === 1) await step.ready();
    }
    expect(step.report().shapes[0].replays).to.equal(28);
    expect(losses[29]).to.be.below(losses[0] / 4);
    step.dispose();
    disposeVariables(auto);
  });

  it("names what is no picture, and an encoder whose poses are none of the plane", () => {
    expect(() => make().encode(tf.zeros([2, 28, 28]), "evaluation")).to.throw(
      ShapeError,
      "centredEncoder: got pictures of shape [2,28,28]",
    );
    const ofSpace = pointEncoder(RandomStream.fromSeed(1), { points: 4, codeSize: 2 });
    expect(() => centredEncoder(ofSpace)).to.throw(ShapeError, "poses of shape [3,3]");
    const space = centredEncoder({
      ...{ ...ofSpace, poseShape: undefined },
      encode: () => ({ code: tf.zeros([1, 2]), pose: tf.zeros([1, 3, 3]) }),
    });
    expect(() => space.encode(picture(0, 0), "evaluation")).to.throw(
      ShapeError,
      "poses of shape [1,3,3]",
    );
  });
});
