import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { cyclicGroup, symmetricGroup } from "../../src/groups/index.js";
import { perceptron } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import {
  actOnImages,
  type BatchAction,
  centredEncoder,
  chamferDistance,
  circleHeadPoses,
  circlePoses,
  classicalAutoencoder,
  convolutionEncoder,
  crossEntropyOfLogits,
  finitePoses,
  framedEncoder,
  GroupAutoencoder,
  imageDecoder,
  motionPoses,
  movePoints,
  orbitEncoder,
  permutationPoses,
  permuteRows,
  pointDecoder,
  pointEncoder,
  quotientAutoencoder,
  rotationPoses,
  sequenceEncoder,
  setDecoder,
  setEncoder,
  squaredError,
  steerableEncoder,
} from "../../src/represent/index.js";
import { useDevice } from "../../src/tensors/index.js";

const stream = (): RandomStream => RandomStream.fromSeed(1);
const turning = (codeSize: number, frequencies?: readonly number[]) =>
  steerableEncoder(stream(), { codeSize, frequencies, network: "pose" });
const plain = (codeSize: number, side = 28) =>
  convolutionEncoder(stream(), { codeSize, pixels: [side, side] });
const pictures = (codeSize: number, side = 28) =>
  imageDecoder(stream(), { codeSize, pixels: [side, side] });
const cloudParts = { codeSize: 2, size: { scalars: 4, vectors: 4, layers: 1 } };
const onPlane = { space: circlePoses(), action: actOnImages };
const onSpace = { space: rotationPoses(), action: movePoints };

describe("represent/require-fit", () => {
  before(() => useDevice("webassembly"));

  it("codes of two sizes are refused by all autoencoders, and both sizes named", () => {
    const message = "the encoder gives codes of 5 numbers, the decoder reads codes of 4";
    const grid = [onPlane.space.group.identity];
    for (const make of [
      () => new GroupAutoencoder({ ...onPlane, encoder: turning(5), decoder: pictures(4) }),
      () => classicalAutoencoder({ encoder: plain(5), decoder: pictures(4) }),
      () => quotientAutoencoder({ ...onPlane, grid, encoder: plain(5), decoder: pictures(4) }),
    ]) {
      expect(make).to.throw(ShapeError, message);
    }
  });

  it("poses that the space does not read are refused, and both shapes named", () => {
    const encoder = turning(4, [1, 2]);
    expect(() => new GroupAutoencoder({ ...onPlane, encoder, decoder: pictures(4) })).to.throw(
      ShapeError,
      'GroupAutoencoder: the encoder gives poses of shape [2, 2], the pose space "S¹" reads [2]',
    );
    const framed = () => framedEncoder({ ...onPlane, poser: encoder, encoder: plain(4) });
    expect(framed).to.throw(ShapeError, "framedEncoder: the encoder gives poses");
    const ofPoints = pointEncoder(stream(), { ...cloudParts, points: 4, pose: "motion and order" });
    const decoder = pointDecoder(stream(), { ...cloudParts, points: 4 });
    expect(() => new GroupAutoencoder({ ...onSpace, encoder: ofPoints, decoder })).to.throw(
      ShapeError,
      "poses of shape [13]",
    );
  });

  it("vectors of other frequencies than the space's are refused, though their shape is the same", () => {
    const decoder = pictures(4);
    expect(() => new GroupAutoencoder({ ...onPlane, encoder: turning(4, [2]), decoder })).to.throw(
      ShapeError,
      'frequencies [2], the pose space "S¹" reads [1]',
    );
    const space = circleHeadPoses([1, 3]);
    expect(
      () => new GroupAutoencoder({ ...onPlane, space, encoder: turning(4, [1, 2]), decoder }),
    ).to.throw(ShapeError, "frequencies [1, 2]");
    const centred = centredEncoder(turning(4, [2]));
    expect(
      () => new GroupAutoencoder({ ...onPlane, space: motionPoses(2), encoder: centred, decoder }),
    ).to.throw(ShapeError, "frequencies [2]");
  });

  it("samples of two shapes are refused where the distance compares number by number", () => {
    expect(() =>
      classicalAutoencoder({ encoder: plain(4, 28), decoder: pictures(4, 32) }),
    ).to.throw(
      ShapeError,
      "the encoder reads samples of shape [28, 28, 1], the decoder gives [32, 32, 1]",
    );
    const encoder = pointEncoder(stream(), { ...cloudParts, points: 6, pose: "rotation" });
    const decoder = pointDecoder(stream(), { ...cloudParts, points: 5, kind: "perceptron" });
    expect(() => new GroupAutoencoder({ ...onSpace, encoder, decoder })).to.throw(
      ShapeError,
      "[6, 3]",
    );
    const sizes = { codeSize: 3, width: 8 };
    expect(() =>
      classicalAutoencoder({
        encoder: sequenceEncoder(stream(), { ...sizes, members: 5, features: 4 }),
        decoder: setDecoder(stream(), { ...sizes, members: 6, features: 4 }),
        distance: crossEntropyOfLogits,
      }),
    ).to.throw(ShapeError, "[5, 4]");
    const unlike = new GroupAutoencoder({
      ...{ ...onSpace, encoder, decoder, distance: chamferDistance },
    });
    expect(unlike.loss(tf.ones([2, 6, 3]), "evaluation").shape).to.deep.equal([]);
  });

  it("an action that does not move such samples is refused with what it says itself", () => {
    const sizes = { codeSize: 3, width: 8, features: 4 };
    const encoder = setEncoder(stream(), sizes);
    const decoder = setDecoder(stream(), { ...sizes, members: 5 });
    const make = (count: number, action: BatchAction = permuteRows) =>
      new GroupAutoencoder({
        ...{ encoder, decoder, action, distance: crossEntropyOfLogits },
        space: permutationPoses(count),
      });
    expect(make(5).loss(tf.ones([2, 5, 4])).shape).to.deep.equal([]);
    expect(() => make(6)).to.throw(
      ShapeError,
      'samples of shape [5, 4] by elements of "scores of 6 rows": permuteRows: got matrices',
    );
    expect(() => make(5, (_, x) => tf.sum(x, 2))).to.throw(ShapeError, "gave shape [1,5]");
    const grid = [rotationPoses().group.identity];
    expect(() =>
      quotientAutoencoder({ ...onSpace, grid, encoder: plain(4), decoder: pictures(4) }),
    ).to.throw(ShapeError, "quotientAutoencoder: the action does not move samples");
    expect(() =>
      framedEncoder({ ...onPlane, action: movePoints, poser: turning(1), encoder: plain(4) }),
    ).to.throw(ShapeError, "framedEncoder: the action does not move samples");
  });

  it("a poser and an encoder of other samples are refused", () => {
    const poser = pointEncoder(stream(), { ...cloudParts, points: 4, pose: "rotation" });
    expect(() => framedEncoder({ ...onSpace, poser, encoder: plain(4) })).to.throw(
      ShapeError,
      "the poser reads samples of shape [4, 3], the encoder [28, 28, 1]",
    );
  });

  it("an orbit encoder wants a score of each element, and whole sizes", () => {
    const scores = { ...permutationPoses(3), group: symmetricGroup(3) };
    const network = perceptron(stream(), [3, 4]);
    const parts = { action: permuteRows, network, width: 4, codeSize: 2 };
    // S₃ has six elements.
    expect(() => orbitEncoder(stream(), { ...parts, space: scores })).to.throw(
      ShapeError,
      "orbitEncoder: the encoder gives poses of shape [6]",
    );
    const space = finitePoses(cyclicGroup(3));
    expect(() => orbitEncoder(stream(), { ...parts, space, codeSize: 0 })).to.throw(
      DomainError,
      "codeSize is 0",
    );
  });

  it("what our encoders and decoders say is what they give", () => {
    const x = tf.ones([2, 28, 28, 1]);
    const clouds = tf.tensor3d(Array.from(stream().normals(24)), [2, 4, 3]);
    const ofPoints = (
      ["rotation", "motion", "rotation and order", "motion and order"] as const
    ).map((pose) => ({
      x: clouds,
      encoder: pointEncoder(stream(), { ...cloudParts, points: 4, pose }),
    }));
    const sets = setEncoder(stream(), { codeSize: 2, features: 3, width: 4 });
    for (const { x: given, encoder } of [
      { x, encoder: turning(4) },
      { x, encoder: turning(4, [1, 2, 3]) },
      { x, encoder: centredEncoder(turning(4)) },
      { x, encoder: framedEncoder({ ...onPlane, poser: turning(1), encoder: plain(4) }) },
      ...ofPoints,
      { x: clouds, encoder: sets },
    ]) {
      const { code, pose } = encoder.encode(given, "evaluation");
      expect(code.shape).to.deep.equal([2, encoder.codeSize]);
      const fill = (shape: readonly (number | null)[], own: number[]) =>
        shape.map((length, k) => length ?? own[k + 1]);
      expect(pose.shape).to.deep.equal([2, ...fill(encoder.poseShape!, pose.shape)]);
      expect(given.shape).to.deep.equal([2, ...fill(encoder.sampleShape!, given.shape)]);
    }
    const sizes = { codeSize: 2, width: 4, members: 5, features: 3 };
    for (const decoder of [
      pictures(2, 12),
      pointDecoder(stream(), { ...cloudParts, points: 4, features: 2 }),
      setDecoder(stream(), sizes),
    ]) {
      const made = decoder.decode(tf.ones([2, decoder.codeSize!]), "evaluation");
      expect(made.shape).to.deep.equal([2, ...decoder.sampleShape!]);
    }
  });

  it("parts that say nothing of themselves work as they did", () => {
    const layer = { weights: {}, statistics: {} };
    const model = new GroupAutoencoder({
      encoder: {
        ...layer,
        codeSize: 2,
        encode: (x) => {
          const first = tf.reshape(tf.slice(x, [0, 0, 0], [-1, 1, 2]), [-1, 2]);
          return { code: first, pose: first };
        },
      },
      decoder: { ...layer, decode: () => tf.tensor3d([1, 0], [1, 1, 2]) },
      ...{ space: circlePoses(), action: movePoints },
      distance: (x, y) => squaredError(x, y),
    });
    // (3, 4) is at distance 4 from (3, 4) / 5: 16 over two numbers.
    expect(model.loss(tf.tensor3d([3, 4], [1, 1, 2])).dataSync()[0]).to.be.closeTo(8, 1e-5);
  });
});
