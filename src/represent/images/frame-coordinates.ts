/**
 * Coordinates of vectors of the plane in the frame that one of them spans: with u = y / |y|, y of
 * frequency m, a vector v of frequency k m is turned back by k times the angle of u,
 *
 *   v ↦ R(u)⁻ᵏ v.
 *
 * Lengths alone forget how vectors lie to each other; coordinates keep it.
 *
 * Law: they are invariant where y and v turn along, also below `LEAST_LENGTH`, where u is y over that
 * length and fades out with it. Vectors of frequencies that m does not divide have none: y leaves
 * turns by 2π/m open, which would move them.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { PlanarFields } from "../../layers/index.js";
import { LEAST_LENGTH } from "../poses/frames/frame.js";
import { channelsWith, countOf } from "./field-channels.js";

/** How many numbers there are, two for each vector. */
export const coordinateCountOf = (fields: PlanarFields, m: number): number =>
  multiplesOf(fields, m).reduce((sum, k) => sum + 2 * countOf(fields, k), 0);

/**
 * @param features [batch, channels of `fields`]
 * @param y [batch, 2], a vector of frequency m
 * @returns of every frequency [batch, vectors], first and second coordinates apart
 */
export function coordinatesInFrame(
  features: tf.Tensor,
  fields: PlanarFields,
  y: tf.Tensor,
  m: number,
): tf.Tensor[] {
  const batch = y.shape[0];
  const squared = tf.sum(tf.square(y), 1, true);
  const u = tf.div(y, tf.sqrt(tf.maximum(squared, LEAST_LENGTH ** 2)));
  const [cosine, sine] = tf.split(u, 2, 1);
  const powers: (readonly [tf.Tensor, tf.Tensor])[] = [[cosine, sine]];
  const power = (k: number): readonly [tf.Tensor, tf.Tensor] => {
    while (powers.length < k) {
      const [c, s] = powers[powers.length - 1];
      powers.push([
        tf.sub(tf.mul(c, cosine), tf.mul(s, sine)),
        tf.add(tf.mul(s, cosine), tf.mul(c, sine)),
      ]);
    }
    return powers[k - 1];
  };
  return multiplesOf(fields, m).flatMap((frequency) => {
    const pairs = tf.reshape(channelsWith(features, fields, frequency), [batch, -1, 2]);
    const [a, b] = tf.split(pairs, 2, 2).map((part) => tf.reshape(part, [batch, -1]));
    const [c, s] = power(frequency / m);
    return [tf.add(tf.mul(c, a), tf.mul(s, b)), tf.sub(tf.mul(c, b), tf.mul(s, a))];
  });
}

/** Frequencies that fields have and m divides, rising. */
function multiplesOf(fields: PlanarFields, m: number): number[] {
  const found = fields.flatMap(({ frequency: k, count }) => (k > 0 && count > 0 ? [k] : []));
  return [...new Set(found)].filter((k) => k % m === 0).sort((a, b) => a - b);
}
