import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { RandomStream } from "../../src/numerics/index.js";
import {
  convolutionEncoder,
  imageDecoder,
  pointDecoder,
  pointEncoder,
  sequenceDecoder,
  setDecoder,
  setEncoder,
  steerableEncoder,
} from "../../src/represent/index.js";
import { useDevice } from "../../src/tensors/index.js";

const stream = RandomStream.fromSeed(1);
const word = (text: string) => text as never;

describe("represent: what encoders and decoders are given", () => {
  before(() => useDevice("webassembly"));

  it("names a word that none of the options is", () => {
    const points = { points: 4, codeSize: 2 };
    const calls = {
      'imageDecoder: network is "small"; expected one of "cpu", "reference"': () =>
        imageDecoder(stream, { codeSize: 2, network: word("small") }),
      'convolutionEncoder: network is "small"': () =>
        convolutionEncoder(stream, { codeSize: 2, network: word("small") }),
      'steerableEncoder: network is "small"': () =>
        steerableEncoder(stream, { codeSize: 2, network: word("small") }),
      'pointEncoder: size is "small"': () =>
        pointEncoder(stream, { ...points, size: word("small") }),
      'pointDecoder: size is "small"': () =>
        pointDecoder(stream, { ...points, size: word("small") }),
      'pointEncoder: pose is "rotations"': () =>
        pointEncoder(stream, { ...points, pose: word("rotations") }),
      'pointDecoder: kind is "linear"': () =>
        pointDecoder(stream, { ...points, kind: word("linear") }),
    };
    for (const [message, call] of Object.entries(calls)) {
      expect(call).to.throw(DomainError, message);
    }
    const encoder = setEncoder(stream, { features: 2, codeSize: 2, pooling: word("median") });
    expect(() => encoder.encode(tf.zeros([1, 3, 2]), "evaluation")).to.throw(DomainError, "median");
  });

  it("names a size that is none", () => {
    const calls = {
      "setEncoder: codeSize is 0": () => setEncoder(stream, { features: 4, codeSize: 0 }),
      "setDecoder: members is 2.5": () =>
        setDecoder(stream, { codeSize: 2, members: 2.5, features: 4 }),
      "sequenceDecoder: features is 0": () =>
        sequenceDecoder(stream, { codeSize: 2, members: 2, features: 0 }),
      "pointEncoder: points is 0": () => pointEncoder(stream, { points: 0, codeSize: 2 }),
      "imageDecoder: width is 32.5": () =>
        imageDecoder(stream, { codeSize: 2, pixels: [20, 32.5] }),
    };
    for (const [message, call] of Object.entries(calls)) {
      expect(call).to.throw(DomainError, message);
    }
  });

  it("decoders name codes of another size", () => {
    const sets = { codeSize: 3, members: 2, features: 2 };
    const decoders = {
      imageDecoder: imageDecoder(stream, { codeSize: 3, pixels: [4, 4] }),
      setDecoder: setDecoder(stream, sets),
      sequenceDecoder: sequenceDecoder(stream, sets),
      pointDecoder: pointDecoder(stream, { codeSize: 3, points: 4 }),
    };
    for (const [name, decoder] of Object.entries(decoders)) {
      expect(() => decoder.decode(tf.zeros([5, 2]), "evaluation")).to.throw(
        ShapeError,
        `${name}: got codes of shape [5,2]; expected [batch, 3]`,
      );
    }
  });

  it("a code of all pixels is one of pictures of that size, not turned on their side", () => {
    const encoder = convolutionEncoder(stream, { codeSize: 2, pixels: [20, 32] });
    expect(encoder.encode(tf.zeros([2, 20, 32, 1]), "evaluation").shape).to.deep.equal([2, 2]);
    for (const shape of [
      [2, 32, 20, 1],
      [2, 28, 28, 1],
    ]) {
      expect(() => encoder.encode(tf.zeros(shape), "evaluation")).to.throw(
        ShapeError,
        "expected [batch, 20, 32, 1]",
      );
    }
  });
});
