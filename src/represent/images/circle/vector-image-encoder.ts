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
import { requireSizes } from "../../require-options.js";
import { type PictureSpectrumOptions, pictureSpectrum } from "./picture-spectrum.js";

export interface VectorImageEncoderOptions extends PictureSpectrumOptions {
  /** C. */
  readonly vectors: number;
}

/** @throws DomainError for sizes that are not whole, or a network that there is not */
export function vectorImageEncoder(
  stream: RandomStream,
  { vectors, ...pictures }: VectorImageEncoderOptions,
): VectorEncoder {
  requireSizes("vectorImageEncoder", { vectors });
  const seen = pictureSpectrum("vectorImageEncoder", stream, pictures);
  const circle = circlePerceptron(stream.split("circle"), {
    ...seen.network,
    widths: [seen.width, ...seen.network.hidden, vectors],
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
