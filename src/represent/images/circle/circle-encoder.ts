/**
 * Codes and poses of pictures that may be turned, as those of `steerableEncoder`, by functions on the
 * circle: the code from their means, the pose's vectors from their waves.
 *
 * | symbol | name here | from                       | shape                                          |
 * | η(x)   | code      | frequency 0                | [batch, codeSize]                              |
 * | μ(x)   | pose      | frequency m                | [batch, 2]; of several m                       |
 * |        |           |                            | [batch, frequencies, 2]                        |
 *
 * Law: a picture turned counter-clockwise by θ has the same code, and its vector of frequency m is
 * turned by mθ; to rounding for quarter turns of square pictures, and as far as pixels and samples of
 * the circle allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import { circlePerceptron, frequencyLinear, linear, together } from "../../../layers/index.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { PoseEncoder } from "../../autoencoder.js";
import { requireFrequencies } from "../../poses/circle-head-poses.js";
import { requireSizes } from "../../require-options.js";
import { type PictureSpectrumOptions, pictureSpectrum } from "./picture-spectrum.js";

export interface CircleEncoderOptions extends PictureSpectrumOptions {
  readonly codeSize: number;
  /** m of the pose's vectors, whole numbers from 1 on that rise; default [1]. */
  readonly frequencies?: readonly number[];
}

export interface CircleEncoder extends PoseEncoder {
  readonly frequencies: readonly number[];
}

/**
 * @throws DomainError for sizes that are not whole, frequencies that do not rise, or a network that
 *   there is not
 */
export function circleEncoder(stream: RandomStream, options: CircleEncoderOptions): CircleEncoder {
  const { codeSize, frequencies = [1], ...pictures } = options;
  requireSizes("circleEncoder", { codeSize });
  requireFrequencies("circleEncoder", frequencies);
  const seen = pictureSpectrum("circleEncoder", stream, pictures);
  const { hidden } = seen.network;
  const circle = circlePerceptron(stream.split("circle"), {
    ...seen.network,
    widths: [seen.width, ...hidden],
    from: seen.band,
    to: { lowest: 0, highest: Math.max(...frequencies) },
    isLastActive: true,
  });
  const last = hidden[hidden.length - 1];
  const code = linear(stream.split("code"), last, codeSize);
  const heads = frequencies.map((m) =>
    frequencyLinear(stream.split(`head ${m}`), { frequencies: 1, inputs: last, outputs: 1 }),
  );
  const named = Object.fromEntries(frequencies.map((m, k) => [`frequency${m}`, heads[k]]));
  return {
    ...together({ seen, circle, code, ...named }),
    codeSize,
    frequencies,
    sampleShape: seen.sampleShape,
    poseShape: frequencies.length === 1 ? [2] : [frequencies.length, 2],
    encode: (x, phase) =>
      tf.tidy(() => {
        const batch = x.shape[0];
        const spectrum = circle.apply(seen.spectrum(x, phase), phase);
        const means = tf.reshape(tf.slice(spectrum, [0, 0], [1, 1]), [batch, last]);
        const poses = frequencies.map((m, k) => {
          const vector = heads[k].apply(tf.slice(spectrum, [m], [1]), phase);
          return tf.transpose(tf.reshape(vector, [2, batch]));
        });
        return {
          code: code.apply(means, phase),
          pose: poses.length === 1 ? poses[0] : tf.stack(poses, 1),
        };
      }),
  };
}
