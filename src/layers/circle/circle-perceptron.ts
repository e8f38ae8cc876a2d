/**
 * A perceptron of functions on the circle: linear maps of their spectra, and between them a
 * normalisation and ReLU of their samples (T. Cohen and others, ICLR 2018, arXiv 1801.10130, on the
 * sphere).
 *
 * Law: turns of the input turn the output, by 2π / samples to rounding. ReLU brings forth frequencies
 * that the samples cannot tell from lower ones; they are small, and other turns are followed up to them.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { batchNormalisation } from "../batch-normalisation.js";
import { type Layer, together } from "../layer.js";
import { frequencyLinear } from "./frequency-linear.js";
import { type Band, requireBand, samplesOf, spectrumOf, widthOf } from "./spectrum.js";

export interface CirclePerceptronOptions {
  /** Channels: of the input, between, of the output; something is between, or the last is active. */
  readonly widths: readonly number[];
  readonly from: Band;
  readonly to: Band;
  /** Highest frequency of what is between. */
  readonly highest: number;
  /** Around the circle; more than twice every frequency. */
  readonly samples: number;
  /** Whether the last map is followed by normalisation and ReLU too; default false. */
  readonly isLastActive?: boolean;
}

/**
 * Spectra [frequencies, 2, batch, channels] of `from` to those of `to`.
 * @throws DomainError for too few widths, or frequencies that the samples do not tell apart
 */
export function circlePerceptron(stream: RandomStream, options: CirclePerceptronOptions): Layer {
  const { widths, from, to, highest, samples, isLastActive = false } = options;
  const between = { lowest: 0, highest };
  for (const band of [from, between, to]) requireBand("circlePerceptron", band);
  const top = Math.max(from.highest, to.highest, highest);
  if (!Number.isInteger(samples) || samples <= 2 * top) {
    throw new DomainError(
      `circlePerceptron: samples is ${samples}; expected a whole number above ${2 * top}, for frequencies up to ${top}.`,
    );
  }
  const maps = widths.length - 1;
  const active = isLastActive ? maps : maps - 1;
  if (active < 1 || !widths.every((width) => Number.isInteger(width) && width >= 1)) {
    throw new DomainError(
      `circlePerceptron: got the widths [${widths}]; expected ${isLastActive ? "two" : "three"} or more whole numbers from 1 on.`,
    );
  }
  const parts: Record<string, Layer> = {};
  /** Of what the map after k activations is given. */
  const bands = widths.map((_, k) => (k === 0 ? from : k < active ? between : to));
  for (let k = 1; k <= maps; k++) {
    const [inputs, outputs] = [widths[k - 1], widths[k]];
    const frequencies = widthOf(bands[k - 1]);
    parts[`linear${k}`] = frequencyLinear(stream.split(k), { frequencies, inputs, outputs });
    if (k <= active) parts[`normalisation${k}`] = batchNormalisation(outputs);
  }
  return {
    ...together(parts),
    apply: (x, phase) =>
      tf.tidy(() => {
        let spectrum = x;
        for (let k = 1; k <= active; k++) {
          const mapped = parts[`linear${k}`].apply(spectrum, phase);
          const values = samplesOf(mapped, bands[k - 1], samples);
          const normal = parts[`normalisation${k}`].apply(values, phase);
          spectrum = spectrumOf(tf.relu(normal), bands[k]);
        }
        return isLastActive ? spectrum : parts[`linear${maps}`].apply(spectrum, phase);
      }),
  };
}
