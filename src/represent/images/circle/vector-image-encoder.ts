/**
 * Codes of pictures that turn along with them, for `equivariantAutoencoder`: C vectors of the plane.
 *
 *   x → fields of frequencies 0, 1, 2, … → functions on the circle → v_1, …, v_C of frequency 1
 *
 * Law: of a picture turned counter-clockwise by θ all vectors are turned by θ; to rounding for quarter
 * turns of square pictures, and as far as pixels and samples of the circle allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import { circlePerceptron, together } from "../../../layers/index.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { VectorEncoder } from "../../equivariant-autoencoder.js";
import { networkNamed, requireSizes } from "../../require-options.js";
import {
  CIRCLE_NETWORKS,
  type RingNetwork,
  type SteerableCircleNetwork,
} from "./circle-network.js";
import { pictureSpectrum } from "./picture-spectrum.js";

export interface VectorImageEncoderOptions {
  /** C. */
  readonly vectors: number;
  /** Of the pictures, in pixels: [height, width]; default [28, 28]. Convolutions take any. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | "steerable" | RingNetwork | SteerableCircleNetwork;
}

/** @throws DomainError for sizes that are not whole, or a network that there is not */
export function vectorImageEncoder(
  stream: RandomStream,
  options: VectorImageEncoderOptions,
): VectorEncoder {
  const { vectors, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  const [height, width] = pixels;
  const caller = "vectorImageEncoder";
  requireSizes(caller, { vectors, height, width, channels });
  const chosen = networkNamed<RingNetwork | SteerableCircleNetwork>(
    caller,
    "network",
    network,
    CIRCLE_NETWORKS,
  );
  const seen = pictureSpectrum(caller, stream, { pixels, channels, network: chosen });
  const circle = circlePerceptron(stream.split("circle"), {
    ...chosen,
    widths: [seen.width, ...chosen.hidden, vectors],
    from: seen.band,
    to: { lowest: 1, highest: 1 },
  });
  return {
    ...together({ seen, circle }),
    sampleShape: seen.sampleShape,
    vectorShape: [vectors, 2],
    encode: (x, phase) =>
      tf.tidy(() => {
        const spectrum = circle.apply(seen.spectrum(x, phase), phase);
        return tf.transpose(tf.reshape(spectrum, [2, x.shape[0], vectors]), [1, 2, 0]);
      }),
  };
}
