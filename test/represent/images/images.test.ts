import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { allVariables, disposeVariables, turnImages } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  actOnImages,
  circlePoses,
  convolutionEncoder,
  GroupAutoencoder,
  imageDecoder,
  steerableEncoder,
} from "../../../src/represent/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { adamStep } from "../adam-step.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const furthest = (a: tf.Tensor, b: tf.Tensor): number => numbers(tf.max(tf.abs(tf.sub(a, b))))[0];
const stream = (): RandomStream => RandomStream.fromSeed(1);
const pictures = (batch: number): tf.Tensor => {
  const values = RandomStream.fromSeed(2).normals(batch * 784);
  return tf.tensor(
    Float32Array.from(values, (z) => 1 / (1 + Math.exp(-z))),
    [batch, 28, 28, 1],
  );
};
/** Counter-clockwise by a quarter: the last column becomes the first row. */
const quarter = (x: tf.Tensor): tf.Tensor => tf.reverse(tf.transpose(x, [0, 2, 1, 3]), 1);

/** A network of a few channels, with every kind of stage. */
const SMALL = {
  stages: [
    {
      fields: [
        { frequency: 0, count: 2 },
        { frequency: 1, count: 2 },
      ],
      size: 5,
      isPooled: true,
    },
    { fields: [{ frequency: 0, count: 4 }], size: 3 },
  ],
  hidden: [8],
};

describe("represent/images", () => {
  before(() => useDevice("webassembly"));

  it("codes stay and vectors of frequency m turn by m quarters with the picture", () => {
    const x = pictures(3);
    for (const network of ["cpu", SMALL] as const) {
      const encoder = steerableEncoder(stream(), { codeSize: 5, frequencies: [1, 2, 3], network });
      // With statistics of these pictures, or thresholds may leave nothing.
      for (let k = 0; k < 30; k++) tf.tidy(() => void encoder.encode(x, "training"));
      const before = encoder.encode(x, "evaluation");
      const after = encoder.encode(quarter(x), "evaluation");
      expect([before.code.shape, before.pose.shape]).to.deep.equal([
        [3, 5],
        [3, 3, 2],
      ]);
      const size = numbers(tf.max(tf.abs(before.code)))[0];
      expect(furthest(before.code, after.code)).to.be.below(1e-5 * size);
      const length = numbers(tf.max(tf.abs(before.pose)))[0];
      const [x1, x2, x3] = tf.split(before.pose, 3, 1).map((v) => tf.reshape(v, [3, 2]));
      const turn = (v: tf.Tensor): tf.Tensor => tf.mul(tf.reverse(v, 1), tf.tensor1d([-1, 1]));
      const expected = tf.stack([turn(x1), turn(turn(x2)), turn(turn(turn(x3)))], 1);
      expect(furthest(after.pose, expected)).to.be.below(1e-4 * length);
      disposeVariables(encoder);
    }
  });

  it("a single frequency has the shape of the circle, and is its default", () => {
    const encoder = steerableEncoder(stream(), { codeSize: 4, network: SMALL });
    expect(encoder.frequencies).to.deep.equal([1]);
    expect(encoder.encode(pictures(2), "evaluation").pose.shape).to.deep.equal([2, 2]);
  });

  it("decoders give pictures of any size with values between 0 and 1", () => {
    const code = tf.tensor2d(Float32Array.from(RandomStream.fromSeed(3).normals(8)), [2, 4]);
    const growing = {
      begin: { pixels: 3, width: 4, isSame: false },
      stages: [
        { width: 4, size: 3 },
        { width: 2, size: 3 },
      ],
    };
    const same = { ...growing, begin: { ...growing.begin, isSame: true } };
    for (const network of ["cpu", growing, same] as const) {
      const decoder = imageDecoder(stream(), {
        codeSize: 4,
        pixels: [9, 11],
        channels: 3,
        network,
      });
      const x = decoder.decode(code, "training");
      expect(x.shape).to.deep.equal([2, 9, 11, 3]);
      expect(numbers(tf.min(x))[0]).to.be.above(0);
      expect(numbers(tf.max(x))[0]).to.be.below(1);
      disposeVariables(decoder);
    }
  });

  it("a step of training is the same in a plan, and lessens the loss", () => {
    const run = (isPlanned: boolean): number[] => {
      const model = new GroupAutoencoder({
        encoder: steerableEncoder(stream(), { codeSize: 4, network: SMALL }),
        decoder: imageDecoder(stream(), { codeSize: 4, network: { hidden: [16] } }),
        space: circlePoses(),
        action: actOnImages,
      });
      const step = adamStep(model, 1e-2);
      const planned = isPlanned ? plan(step) : step;
      const x = pictures(4);
      const losses = Array.from({ length: 6 }, () => numbers(planned(x))[0]);
      disposeVariables(model);
      return losses;
    };
    const losses = run(true);
    expect(losses).to.deep.equal(run(false));
    expect(losses[5]).to.be.below(losses[0]);
  });

  it("the classical rival's code sees how a picture is turned", () => {
    const reads = ["pixels", "mean"] as const;
    for (const read of reads) {
      const encoder = convolutionEncoder(stream(), {
        codeSize: 4,
        network: {
          stages: [
            { width: 4, size: 5, isPooled: true },
            { width: 6, size: 3 },
          ],
          reads: read,
          hidden: [],
        },
      });
      const x = pictures(2);
      const code = encoder.encode(x, "evaluation");
      expect(code.shape).to.deep.equal([2, 4]);
      const quarterTurn = tf.tile(tf.tensor3d([0, -1, 1, 0], [1, 2, 2]), [2, 1, 1]);
      const turned = encoder.encode(turnImages(quarterTurn, x), "evaluation");
      expect(furthest(code, turned)).to.be.above(1e-3);
    }
  });

  it("all first weights come from the stream", () => {
    const values = (seed: number): number[] => {
      const encoder = steerableEncoder(RandomStream.fromSeed(seed), {
        codeSize: 4,
        network: SMALL,
      });
      return Object.values(allVariables(encoder)).flatMap(numbers);
    };
    expect(values(5)).to.deep.equal(values(5));
    expect(values(5)).to.not.deep.equal(values(6));
  });

  it("names what does not fit", () => {
    const encoder = steerableEncoder(stream(), { codeSize: 4, network: SMALL });
    expect(() => encoder.encode(tf.zeros([2, 28, 28]), "training")).to.throw(
      ShapeError,
      "steerableEncoder: got pictures of shape [2,28,28]; expected [batch, height, width, 1]",
    );
    expect(() => steerableEncoder(stream(), { codeSize: 4, frequencies: [0] })).to.throw(
      DomainError,
      "got the frequencies [0]",
    );
    expect(() => steerableEncoder(stream(), { codeSize: 4, frequencies: [2, 1] })).to.throw(
      DomainError,
      "steerableEncoder: got the frequencies [2, 1]; expected whole numbers from 1 on that rise",
    );
    const onlyVectors = { stages: [{ fields: [{ frequency: 1, count: 2 }], size: 3 }], hidden: [] };
    expect(() => steerableEncoder(stream(), { codeSize: 4, network: onlyVectors })).to.throw(
      DomainError,
      "no scalars",
    );
    expect(() =>
      imageDecoder(stream(), { codeSize: 4, pixels: [40, 40], network: "reference" }),
    ).to.throw(DomainError, "2 pixels become 32 in 4 stages; expected 40 or more");
    const decoder = imageDecoder(stream(), { codeSize: 4 });
    expect(() => decoder.decode(tf.zeros([2, 5]), "training")).to.throw(
      ShapeError,
      "expected [batch, 4]",
    );
    expect(() => convolutionEncoder(stream(), { codeSize: 4, pixels: [3, 3] })).to.throw(
      DomainError,
      "got pictures of 3 × 3 pixels",
    );
  });
});
