/**
 * Pictures from vectors that turn along with them, for `equivariantAutoencoder`; values in (0, 1).
 *
 *   v_1, …, v_C → functions on the circle → sums of waves around rings → sigmoid
 *
 * Vectors alone have frequency 1; the activations on the circle make of them the others, which a picture
 * is drawn with. The waves are kernels of a steerable convolution that grows one pixel to the picture.
 *
 * Law: from vectors turned by θ comes the picture turned counter-clockwise by θ; to rounding for
 * quarter turns of square pictures, and as far as pixels and samples of the circle allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import { circlePerceptron, ringWaves, together } from "../../../layers/index.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { VectorDecoder } from "../../equivariant-autoencoder.js";
import { networkNamed, requireSizes } from "../../require-options.js";
import { CIRCLE_NETWORKS, type RingNetwork } from "./circle-network.js";
import { requireVectors } from "./require-vectors.js";

export interface VectorImageDecoderOptions {
  /** C. */
  readonly vectors: number;
  /** Of the pictures, in pixels: [height, width]; default [28, 28]. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | RingNetwork;
}

/** @throws DomainError for sizes that are not whole, or a network that there is not */
export function vectorImageDecoder(
  stream: RandomStream,
  options: VectorImageDecoderOptions,
): VectorDecoder {
  const { vectors, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  const [height, width] = pixels;
  requireSizes("vectorImageDecoder", { vectors, height, width, channels });
  const chosen = networkNamed<RingNetwork>("vectorImageDecoder", "network", network, {
    cpu: CIRCLE_NETWORKS.cpu,
  });
  const { rings, picture } = ringWaves({ pixels, highest: chosen.waves });
  const circle = circlePerceptron(stream.split("circle"), {
    ...chosen,
    widths: [vectors, ...chosen.hidden, channels * rings],
    from: { lowest: 1, highest: 1 },
    to: { lowest: 0, highest: chosen.waves },
  });
  const shift = tf.tidy(() => tf.variable(tf.zeros([channels])));
  return {
    ...together({ circle, last: { weights: { shift }, statistics: {} } }),
    sampleShape: [height, width, channels],
    vectorShape: [vectors, 2],
    decode: (given, phase) => {
      requireVectors("vectorImageDecoder", given, vectors);
      return tf.tidy(() => {
        const harmonic = tf.reshape(tf.transpose(given, [2, 0, 1]), [1, 2, -1, vectors]);
        const waves = circle.apply(harmonic, phase);
        return tf.sigmoid(tf.add(picture(waves), shift));
      });
    },
  };
}
