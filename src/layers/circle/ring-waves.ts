/**
 * Pictures as sums of waves around rings, circular harmonics:
 *
 *   x(r, φ) = Σ_R Σ_m exp(−(r − R)² / 2σ²) (c_{m,R} cos mφ + s_{m,R} sin mφ)
 *
 * with (r, φ) from the middle of the picture, y up, σ = 0.6 pixels, R = ½, 3/2, … or 0, 1, … out to the
 * corners. They are the kernels of steerable convolutions whose one window is the whole picture.
 *
 * Law: a picture turned by α has every (c_m, s_m) turned by mα. Of what has m > 2R pixels show nothing:
 * its wave is 0, as is one that has a node on every pixel. Every other wave has unit norm.
 *
 * The table of waves has 2 (highest + 1) rings · height · width numbers: 0.4 million for 28 × 28 pixels
 * and 12 frequencies, but 38 million for 128 × 128.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { requireBand } from "./spectrum.js";

export interface RingWaveOptions {
  readonly pixels: readonly [height: number, width: number];
  /** m = 0, …, highest. */
  readonly highest: number;
}

export interface RingWaves {
  /** How many. */
  readonly rings: number;
  /** Sums with every wave: [batch, height, width, channels] to [frequencies, 2, batch, channels · rings]. */
  spectrum(x: tf.Tensor): tf.Tensor;
  /** Sums of waves: [frequencies, 2, batch, channels · rings] to [batch, height, width, channels]. */
  picture(spectrum: tf.Tensor): tf.Tensor;
}

/** @throws DomainError for pixels or a frequency that are not whole, or more of both than a table takes */
export function ringWaves({ pixels, highest }: RingWaveOptions): RingWaves {
  const [height, width] = pixels;
  requireBand("ringWaves", { lowest: 0, highest });
  if (!pixels.every((side) => Number.isInteger(side) && side >= 1)) {
    throw new DomainError(
      `ringWaves: got pictures of ${pixels.join(" × ")} pixels; expected whole numbers from 1 on.`,
    );
  }
  const inner = height % 2 === 0 && width % 2 === 0 ? 0.5 : 0;
  const corner = Math.hypot(height - 1, width - 1) / 2;
  const rings = Math.max(1, Math.ceil(corner - inner + 0.5));
  const rows = 2 * (highest + 1) * rings;
  if (rows * height * width > LARGEST_TABLE) {
    throw new DomainError(
      `ringWaves: waves up to frequency ${highest} of ${height} × ${width} pixels are a table of ${Math.round((rows * height * width) / 1e6)} million numbers; expected ${LARGEST_TABLE / 1e6} million or fewer: give smaller pictures or fewer waves, or let convolutions see them.`,
    );
  }
  const table = new Float32Array(rows * height * width);
  for (let m = 0; m <= highest; m++) {
    for (let ring = 0; ring < rings; ring++) {
      const radius = inner + ring;
      if (m > 2 * radius) continue;
      for (const part of m === 0 ? [0] : [0, 1]) {
        const wave = waveOf(pixels, { m, radius, part });
        table.set(wave, ((2 * m + part) * rings + ring) * height * width);
      }
    }
  }
  const waves = (): tf.Tensor2D => tf.tensor2d(table, [rows, height * width]);
  return {
    rings,
    spectrum: (x) => {
      const [batch, tall, wide, channels] = x.shape as [number, number, number, number];
      if (x.rank !== 4 || tall !== height || wide !== width) {
        throw new ShapeError(
          `ringWaves: got pictures of shape [${x.shape}]; expected [batch, ${height}, ${width}, channels].`,
        );
      }
      return tf.tidy(() => {
        const planes = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch * channels, -1]);
        // The longer side first: the product takes two thirds of the time.
        const sums = tf.matMul(waves(), planes as tf.Tensor2D, false, true);
        const parts = tf.reshape(sums, [2 * (highest + 1), rings, batch, channels]);
        const ordered = tf.transpose(parts, [0, 2, 3, 1]);
        return tf.reshape(ordered, [highest + 1, 2, batch, channels * rings]);
      });
    },
    picture: (spectrum) => {
      const [frequencies, two, batch, wide] = spectrum.shape as [number, number, number, number];
      const channels = wide / rings;
      if (frequencies !== highest + 1 || two !== 2 || !Number.isInteger(channels)) {
        throw new ShapeError(
          `ringWaves: got a spectrum of shape [${spectrum.shape}]; expected [${highest + 1}, 2, batch, channels · ${rings}].`,
        );
      }
      return tf.tidy(() => {
        const parts = tf.reshape(spectrum, [2 * (highest + 1), batch, channels, rings]);
        const sums = tf.reshape(tf.transpose(parts, [0, 3, 1, 2]), [rows, batch * channels]);
        const planes = tf.matMul(sums as tf.Tensor2D, waves(), true);
        const pictures = tf.reshape(planes, [batch, channels, height, width]);
        return tf.transpose(pictures, [0, 2, 3, 1]);
      });
    },
  };
}

/** Numbers, 4 bytes each. */
const LARGEST_TABLE = 1e8;
const SIGMA = 0.6;
/** Pixels from a ring beyond which its waves are 0: what is left there would be slow to multiply. */
const REACH = 4;
/** Norm below which a wave is what cosines leave at their nodes; others are a million times longer. */
const ROUNDING = 1e-9;

function waveOf(
  [height, width]: readonly [number, number],
  { m, radius, part }: { readonly m: number; readonly radius: number; readonly part: number },
): Float32Array {
  const wave = new Float64Array(height * width);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const [x, y] = [j - (width - 1) / 2, (height - 1) / 2 - i];
      const r = Math.hypot(x, y);
      if (Math.abs(r - radius) > REACH || (r === 0 && m > 0)) continue;
      const angle = m * Math.atan2(y, x);
      const profile = Math.exp(-((r - radius) ** 2) / (2 * SIGMA ** 2));
      wave[i * width + j] = profile * (part === 0 ? Math.cos(angle) : Math.sin(angle));
    }
  }
  const norm = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(wave, (value) => (norm > ROUNDING ? value / norm : 0));
}
