import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { allVariables, disposeVariables, turnImages } from "../../../../src/layers/index.js";
import { RandomStream } from "../../../../src/numerics/index.js";
import {
  actOnImages,
  circleEncoder,
  circlePoses,
  equivariantAutoencoder,
  GroupAutoencoder,
  imageDecoder,
  vectorImageDecoder,
  vectorImageEncoder,
} from "../../../../src/represent/index.js";
import { plan, useDevice } from "../../../../src/tensors/index.js";
import { adamStep } from "../../adam-step.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const furthest = (a: tf.Tensor, b: tf.Tensor): number => numbers(tf.max(tf.abs(tf.sub(a, b))))[0];
const size = (x: tf.Tensor): number => Math.sqrt(numbers(tf.mean(tf.square(x)))[0]);
const stream = (): RandomStream => RandomStream.fromSeed(1);
const random = (shape: number[]): tf.Tensor => {
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from(RandomStream.fromSeed(2).normals(count)), shape);
};
/** Counter-clockwise by a quarter: the last column becomes the first row. */
const quarter = (x: tf.Tensor): tf.Tensor => tf.reverse(tf.transpose(x, [0, 2, 1, 3]), 1);
const turn = (angle: number, batch: number): tf.Tensor => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return tf.tile(tf.tensor3d([c, -s, s, c], [1, 2, 2]), [batch, 1, 1]);
};
const turnVectors = (v: tf.Tensor, angle: number): tf.Tensor =>
  tf.matMul(v, turn(angle, v.shape[0]), false, true);
/** Blobs within the circle, between 0 and 1. */
const blobs = (batch: number, side: number): tf.Tensor => {
  const places = RandomStream.fromSeed(3).normals(batch * 6);
  const values = Float32Array.from({ length: batch * side * side }, (_, k) => {
    const [one, at] = [Math.floor(k / side ** 2), k % side ** 2];
    const [i, j] = [Math.floor(at / side), at % side].map((p) => p - (side - 1) / 2);
    return [0, 1, 2].reduce((sum, b) => {
      const [y, x] = [places[6 * one + 2 * b], places[6 * one + 2 * b + 1]].map(
        (p) => (p * side) / 9,
      );
      return sum + Math.exp(-((i - y) ** 2 + (j - x) ** 2) / (2 * (side / 10) ** 2)) / 3;
    }, 0);
  });
  return tf.tensor4d(values, [batch, side, side, 1]);
};

/** Of a few channels. */
const SMALL = { waves: 5, hidden: [6, 6], highest: 3, samples: 12 };
const STEERABLE = {
  stages: [
    {
      fields: [
        { frequency: 0, count: 2 },
        { frequency: 1, count: 3 },
      ],
      size: 5,
      isPooled: true,
    },
    {
      fields: [
        { frequency: 2, count: 2 },
        { frequency: 1, count: 3 },
      ],
      size: 3,
    },
  ],
  hidden: [6],
  highest: 2,
  samples: 8,
};

describe("represent/images/circle", () => {
  before(() => useDevice("webassembly"));

  it("vectors turn by quarters with the picture, to rounding", () => {
    for (const network of ["cpu", "steerable", SMALL, STEERABLE] as const) {
      const encoder = vectorImageEncoder(stream(), { vectors: 5, channels: 2, network });
      const x = random([4, 28, 28, 2]);
      for (let k = 0; k < 30; k++) tf.tidy(() => void encoder.encode(x, "training"));
      const before = encoder.encode(x, "evaluation");
      expect(before.shape).to.deep.equal([4, 5, 2]);
      const after = encoder.encode(quarter(x), "evaluation");
      expect(furthest(after, turnVectors(before, Math.PI / 2))).to.be.below(1e-4 * size(before));
      disposeVariables(encoder);
    }
  });

  it("pictures turn by quarters with the vectors, to rounding, for even and odd sides", () => {
    for (const [side, network] of [
      [28, "cpu"],
      [9, SMALL],
    ] as const) {
      const options = { vectors: 5, channels: 3, pixels: [side, side] as const, network };
      const decoder = vectorImageDecoder(stream(), options);
      const v = random([4, 5, 2]);
      for (let k = 0; k < 30; k++) tf.tidy(() => void decoder.decode(v, "training"));
      const before = decoder.decode(v, "evaluation");
      expect(before.shape).to.deep.equal([4, side, side, 3]);
      expect(numbers(tf.min(before))[0]).to.be.above(0);
      expect(numbers(tf.max(before))[0]).to.be.below(1);
      const after = decoder.decode(turnVectors(v, Math.PI / 2), "evaluation");
      expect(furthest(after, quarter(before))).to.be.below(1e-5);
      expect(furthest(after, before)).to.be.above(1e-2);
      disposeVariables(decoder);
    }
  });

  it("vectors turn nearly with a smooth picture turned by any angle", () => {
    for (const network of ["cpu", "steerable"] as const) {
      const encoder = vectorImageEncoder(stream(), { vectors: 5, network });
      const x = blobs(8, 28);
      for (let k = 0; k < 30; k++) tf.tidy(() => void encoder.encode(x, "training"));
      const before = encoder.encode(x, "evaluation");
      const after = encoder.encode(turnImages(turn(0.6, 8), x), "evaluation");
      expect(size(tf.sub(after, turnVectors(before, 0.6)))).to.be.below(0.25 * size(before));
      disposeVariables(encoder);
    }
  });

  it("a step of training is the same in a plan, and lessens the loss", () => {
    const x = blobs(6, 12);
    const run = (isPlanned: boolean): number[] => {
      const options = { vectors: 4, pixels: [12, 12] as const, network: SMALL };
      const model = equivariantAutoencoder({
        encoder: vectorImageEncoder(stream().split("encoder"), options),
        decoder: vectorImageDecoder(stream().split("decoder"), options),
      });
      const step = adamStep(model, 1e-2);
      const planned = isPlanned ? plan(step) : step;
      const losses = Array.from({ length: 12 }, () => numbers(planned(x))[0]);
      disposeVariables(model);
      return losses;
    };
    const losses = run(true);
    expect(losses).to.deep.equal(run(false));
    expect(losses[11]).to.be.below(losses[0]);
  });

  it("pictures that were learned turn nearly as bilinear ones, by any angle", () => {
    const options = { vectors: 4, pixels: [16, 16] as const, network: SMALL };
    const encoder = vectorImageEncoder(stream().split("encoder"), options);
    const decoder = vectorImageDecoder(stream().split("decoder"), options);
    const step = plan(adamStep(equivariantAutoencoder({ encoder, decoder }), 1e-2));
    const x = blobs(8, 16);
    for (let k = 0; k < 300; k++) step(x).dispose();
    const v = encoder.encode(x, "evaluation");
    const before = decoder.decode(v, "evaluation");
    for (const angle of [0.3, 1.1, -2]) {
      const after = decoder.decode(turnVectors(v, angle), "evaluation");
      const expected = turnImages(turn(angle, 8), before);
      const corners = turnImages(turn(angle, 8), tf.onesLike(before));
      const error = (y: tf.Tensor): number => size(tf.mul(tf.sub(y, expected), corners));
      // A tenth of the pictures' size, where pictures as they were are off by a fifth or more.
      expect(error(after)).to.be.below(0.1 * size(before));
      expect(error(before)).to.be.above(0.2 * size(before));
    }
    disposeVariables(encoder);
    disposeVariables(decoder);
  });

  it("codes stay and vectors of frequency m turn by m quarters with the picture", () => {
    const x = random([4, 28, 28, 1]);
    for (const network of ["cpu", "steerable", SMALL] as const) {
      const encoder = circleEncoder(stream(), { codeSize: 5, frequencies: [1, 2], network });
      for (let k = 0; k < 30; k++) tf.tidy(() => void encoder.encode(x, "training"));
      const before = encoder.encode(x, "evaluation");
      const after = encoder.encode(quarter(x), "evaluation");
      expect([before.code.shape, before.pose.shape]).to.deep.equal([
        [4, 5],
        [4, 2, 2],
      ]);
      expect(furthest(before.code, after.code)).to.be.below(1e-5 * size(before.code));
      const [first, second] = tf.unstack(before.pose, 1);
      const by = (vectors: tf.Tensor, angle: number): tf.Tensor =>
        tf.squeeze(turnVectors(tf.expandDims(vectors, 1), angle), [1]);
      const expected = tf.stack([by(first, Math.PI / 2), by(second, Math.PI)], 1);
      expect(furthest(after.pose, expected)).to.be.below(1e-4 * size(before.pose));
      disposeVariables(encoder);
    }
  });

  it("codes and poses learn together, where the space of poses is the circle", () => {
    const model = new GroupAutoencoder({
      encoder: circleEncoder(stream(), { codeSize: 4, pixels: [12, 12], network: SMALL }),
      decoder: imageDecoder(stream(), { codeSize: 4, pixels: [12, 12], network: { hidden: [16] } }),
      space: circlePoses(),
      action: actOnImages,
    });
    const step = plan(adamStep(model, 1e-2));
    const losses = Array.from({ length: 12 }, () => numbers(step(blobs(6, 12)))[0]);
    expect(losses[11]).to.be.below(losses[0]);
    disposeVariables(model);
  });

  it("all first weights come from the stream", () => {
    for (const make of [vectorImageEncoder, vectorImageDecoder] as const) {
      const values = (seed: number): number[] => {
        const network = make(RandomStream.fromSeed(seed), { vectors: 3, network: SMALL });
        return Object.values(allVariables(network)).flatMap(numbers);
      };
      expect(values(5)).to.deep.equal(values(5));
      expect(values(5)).to.not.deep.equal(values(6));
    }
  });

  it("names what does not fit", () => {
    const options = { vectors: 3, network: SMALL };
    const [encoder, decoder] = [
      vectorImageEncoder(stream(), options),
      vectorImageDecoder(stream(), { ...options, vectors: 4 }),
    ];
    expect(() => equivariantAutoencoder({ encoder, decoder })).to.throw(
      ShapeError,
      "the encoder gives vectors of shape [3, 2], the decoder reads [4, 2]",
    );
    const larger = vectorImageDecoder(stream(), { ...options, pixels: [32, 32] });
    expect(() => equivariantAutoencoder({ encoder, decoder: larger })).to.throw(
      ShapeError,
      "the encoder reads samples of shape [28, 28, 1], the decoder gives [32, 32, 1]",
    );
    expect(() => vectorImageEncoder(stream(), { vectors: 0 })).to.throw(
      DomainError,
      "vectors is 0",
    );
    expect(() =>
      vectorImageDecoder(stream(), { vectors: 2, network: { ...SMALL, samples: 10 } }),
    ).to.throw(DomainError, "samples is 10; expected a whole number above 10");
    expect(() => encoder.encode(tf.zeros([2, 27, 28, 1]), "training")).to.throw(
      ShapeError,
      "expected [batch, 28, 28, 1]",
    );
    expect(() =>
      vectorImageDecoder(stream(), options).decode(tf.zeros([2, 4, 2]), "training"),
    ).to.throw(
      ShapeError,
      "vectorImageDecoder: got vectors of shape [2,4,2]; expected [batch, 3, 2]",
    );
  });
});
