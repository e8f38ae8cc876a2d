/**
 * Functions on the circle, by their values and by their frequencies:
 *
 *   f(θ) = c₀ + √2 Σ_m c_m cos mθ + s_m sin mθ,   m = lowest, …, highest
 *
 * | symbol     | name here | shape                                                                  |
 * | c_m, s_m   | spectrum  | [frequencies, 2, batch, channels]; where m = 0 the second says nothing |
 * | f(2πk / N) | samples   | [N, batch, channels]                                                   |
 *
 * A turn by α shifts f by α and turns the vector (c_m, s_m) by mα: a spectrum is made of planar fields.
 * So whatever is done to all samples alike, any activation, is a map of fields that mixes frequencies,
 * which follows turns by 2π/N exactly and others as far as N samples tell frequencies apart.
 *
 * Law: a spectrum with highest < N/2 comes back from its samples.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";

/** Frequencies from the lowest to the highest, both among them. */
export interface Band {
  readonly lowest: number;
  readonly highest: number;
}

/** How many frequencies. */
export const widthOf = ({ lowest, highest }: Band): number => highest - lowest + 1;

/** @throws DomainError unless frequencies are whole from 0 on, the lowest first */
export function requireBand(caller: string, { lowest, highest }: Band): void {
  const isRight = Number.isInteger(lowest) && Number.isInteger(highest);
  if (isRight && lowest >= 0 && highest >= lowest) return;
  throw new DomainError(
    `${caller}: got frequencies from ${lowest} to ${highest}; expected whole numbers from 0 on, the lowest first.`,
  );
}

/**
 * [frequencies, 2, batch, channels] to [count, batch, channels].
 * @throws ShapeError for another band's; DomainError for a count that is not whole from 1 on
 */
export function samplesOf(spectrum: tf.Tensor, band: Band, count: number): tf.Tensor {
  const [frequencies, two, batch, channels] = spectrum.shape;
  if (spectrum.rank !== 4 || two !== 2 || frequencies !== widthOf(band)) {
    throw new ShapeError(
      `samplesOf: got a spectrum of shape [${spectrum.shape}]; expected [${widthOf(band)}, 2, batch, channels].`,
    );
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new DomainError(`samplesOf: count is ${count}; expected a whole number from 1 on.`);
  }
  return tf.tidy(() => {
    const rows = tf.reshape(spectrum, [2 * widthOf(band), batch * channels]) as tf.Tensor2D;
    return tf.reshape(tf.matMul(waves(band, count, 1), rows), [count, batch, channels]);
  });
}

/**
 * [count, batch, channels] to [frequencies, 2, batch, channels]: the frequencies of a band alone.
 * @throws ShapeError for samples with other axes; DomainError for frequencies that so many samples do
 *   not tell from lower ones
 */
export function spectrumOf(samples: tf.Tensor, band: Band): tf.Tensor {
  if (samples.rank !== 3) {
    throw new ShapeError(
      `spectrumOf: got samples of shape [${samples.shape}]; expected [samples, batch, channels].`,
    );
  }
  const [count, batch, channels] = samples.shape;
  requireBand("spectrumOf", band);
  if (count <= 2 * band.highest) {
    throw new DomainError(
      `spectrumOf: got ${count} samples; expected more than ${2 * band.highest}, for frequencies up to ${band.highest}.`,
    );
  }
  return tf.tidy(() => {
    const rows = tf.reshape(samples, [count, batch * channels]) as tf.Tensor2D;
    const parts = tf.matMul(waves(band, count, 1 / count), rows, true);
    return tf.reshape(parts, [widthOf(band), 2, batch, channels]);
  });
}

/** [count, 2 · frequencies], every wave with a mean square of `scale`². */
function waves({ lowest, highest }: Band, count: number, scale: number): tf.Tensor2D {
  const columns = 2 * widthOf({ lowest, highest });
  const values = new Float32Array(count * columns);
  for (let k = 0; k < count; k++) {
    for (let m = lowest; m <= highest; m++) {
      const angle = (2 * Math.PI * m * k) / count;
      const pair = m === 0 ? [1, 0] : [Math.cos(angle), Math.sin(angle)].map((w) => w * Math.SQRT2);
      values.set(
        pair.map((wave) => wave * scale),
        k * columns + 2 * (m - lowest),
      );
    }
  }
  return tf.tensor2d(values, [count, columns]);
}
