/** Encoders and decoders of clouds that are small enough to be checked by hand. */
import * as tf from "@tensorflow/tfjs";
import { linear } from "../../src/layers/index.js";
import type { RandomStream } from "../../src/numerics/index.js";
import type { CodeEncoder, Decoder, PoseEncoder } from "../../src/represent/index.js";

/** y = W x, from rows x to as many vectors as W has rows: vectors turn with the cloud. */
export function vectorsOf(stream: RandomStream, vectors: number, points: number) {
  const layer = linear(stream, points, vectors, { bias: false });
  return {
    ...layer,
    of: (x: tf.Tensor): tf.Tensor =>
      tf.transpose(layer.apply(tf.transpose(x, [0, 2, 1]), "evaluation"), [0, 2, 1]),
  };
}

/** Clouds [batch, points, n]: the code is made of inner products of two vectors, the pose of n − 1 vectors. */
export function cloudEncoder(stream: RandomStream, points: number, n: 2 | 3): PoseEncoder {
  const pose = vectorsOf(stream.split("pose"), n - 1, points);
  const code = vectorsOf(stream.split("code"), 2, points);
  return {
    codeSize: 4,
    weights: { pose: pose.weights.matrix, code: code.weights.matrix },
    statistics: {},
    encode: (x) => {
      const v = code.of(x);
      const vectors = pose.of(x);
      return {
        code: tf.reshape(tf.matMul(v, v, false, true), [-1, 4]),
        pose: n === 2 ? tf.reshape(vectors, [-1, 2]) : vectors,
      };
    },
  };
}

export function cloudDecoder(stream: RandomStream, points: number, n: number): Decoder {
  const layer = linear(stream, 4, points * n);
  return {
    weights: layer.weights,
    statistics: layer.statistics,
    decode: (code, phase) => tf.reshape(layer.apply(code, phase), [-1, points, n]),
  };
}

/** A linear code of the coordinates as they are. */
export function coordinateEncoder(stream: RandomStream, points: number, n: number): CodeEncoder {
  const layer = linear(stream, points * n, 4);
  return {
    codeSize: 4,
    weights: layer.weights,
    statistics: layer.statistics,
    encode: (x, phase) => layer.apply(tf.reshape(x, [-1, points * n]), phase),
  };
}
