/**
 * δ for clouds: canonical points from a code (arXiv 2202.07559).
 *
 * "messages" as in the code published with the paper: start points, which are learned, features that are
 * a linear map of the code and of the point's place in the list, layers of vector messages; a point is
 * its start plus one vector. There the start points are rotated by ψ(x) first, here the outcome: the
 * layers are equivariant, so it is the same. "perceptron": maps of [code, place] for each point.
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  linear,
  type NeighbourhoodOptions,
  neighbourhood,
  silu,
  together,
  vectorNetwork,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import { normalInitialiser } from "../../tensors/index.js";
import type { Decoder } from "../autoencoder.js";
import { requireCodes } from "../require-codes.js";
import { requireSizes, requireWord } from "../require-options.js";
import type { CloudShape } from "./cloud-columns.js";
import { networkSize, type PointNetworkSize } from "./point-sizes.js";

export interface PointDecoderOptions extends CloudShape, NeighbourhoodOptions {
  readonly codeSize: number;
  /** Default "messages". */
  readonly kind?: "messages" | "perceptron";
  /** Default "cpu". */
  readonly size?: PointNetworkSize;
  /** Width of the perceptron; default 64. */
  readonly width?: number;
}

/**
 * [batch, codeSize] to [batch, points, 3], and where there are features [batch, points, 3 + features]:
 * probabilities of the kinds.
 * @throws DomainError for sizes that are not whole, or a kind that there is not
 */
export function pointDecoder(stream: RandomStream, options: PointDecoderOptions): Decoder {
  const { codeSize, points, features = 0, kind = "messages" } = options;
  requireSizes("pointDecoder", { codeSize, points });
  requireWord("pointDecoder", "kind", kind, Object.keys(KINDS));
  const decoder = KINDS[kind](stream, options);
  return {
    ...decoder,
    codeSize,
    sampleShape: [points, 3 + features],
    decode: (code, phase) => {
      requireCodes("pointDecoder", code, codeSize);
      return decoder.decode(code, phase);
    },
  };
}

function messageDecoder(stream: RandomStream, options: PointDecoderOptions): Decoder {
  const { points, codeSize, features = 0, size = "cpu", count } = options;
  const { layers, ...counts } = networkSize("pointDecoder", size);
  const [starts, places] = tf.tidy(() => [
    tf.variable(normalInitialiser()(stream.split("starts"), [1, points, 3])),
    tf.variable(normalInitialiser()(stream.split("places"), [1, points, counts.scalars])),
  ]);
  const parts = {
    learned: { weights: { starts, places }, statistics: {} },
    ofCode: linear(stream.split("ofCode"), codeSize, counts.scalars, { bias: false }),
    network: vectorNetwork(stream.split("network"), { ...counts, layers, radial: count }),
    last: linear(stream.split("last"), counts.vectors, 1, { bias: false }),
    ...(features > 0 && { kinds: linear(stream.split("kinds"), counts.scalars, features) }),
  };
  const decode = (code: tf.Tensor): tf.Tensor => {
    const batch = code.shape[0];
    const ofCode = tf.reshape(parts.ofCode.apply(code, "training"), [batch, 1, counts.scalars]);
    const begin =
      options.nearest === undefined ? starts : tf.broadcastTo(starts, [batch, points, 3]);
    const near = neighbourhood(begin, options);
    const { scalars, vectors } = parts.network.apply({ scalars: tf.add(ofCode, places) }, near);
    const shifts = parts.last.apply(vectors!, "training");
    const positions = tf.add(starts, tf.reshape(shifts, [batch, points, 3]));
    if (parts.kinds === undefined) return positions;
    return tf.concat([positions, tf.softmax(parts.kinds.apply(scalars, "training"))], 2);
  };
  return { ...together(parts), decode: (code) => tf.tidy(() => decode(code)) };
}

function perceptronDecoder(stream: RandomStream, options: PointDecoderOptions): Decoder {
  const { points, codeSize, features = 0, width = 64 } = options;
  const places = tf.tidy(() =>
    tf.variable(normalInitialiser()(stream.split("places"), [1, points, width])),
  );
  const parts = {
    learned: { weights: { places }, statistics: {} },
    ofCode: linear(stream.split("ofCode"), codeSize, width),
    second: linear(stream.split("second"), width, width),
    third: linear(stream.split("third"), width, width),
    positions: linear(stream.split("positions"), width, 3),
    ...(features > 0 && { kinds: linear(stream.split("kinds"), width, features) }),
  };
  const decode = (code: tf.Tensor): tf.Tensor => {
    const ofCode = tf.reshape(parts.ofCode.apply(code, "training"), [-1, 1, width]);
    const first = silu(tf.add(ofCode, places));
    const second = tf.add(first, silu(parts.second.apply(first, "training")));
    const third = tf.add(second, silu(parts.third.apply(second, "training")));
    const positions = parts.positions.apply(third, "training");
    if (parts.kinds === undefined) return positions;
    return tf.concat([positions, tf.softmax(parts.kinds.apply(third, "training"))], 2);
  };
  return { ...together(parts), decode: (code) => tf.tidy(() => decode(code)) };
}

const KINDS = { messages: messageDecoder, perceptron: perceptronDecoder } as const;
