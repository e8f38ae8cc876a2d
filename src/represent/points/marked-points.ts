/**
 * Clouds whose points carry marks, x [batch, points, 3 + features]: motions move positions alone, and a
 * reconstruction is judged by positions and by marks. Molecules: positions, and which atom.
 */
import * as tf from "@tensorflow/tfjs-core";
import { movePoints } from "../actions/index.js";
import type { Distance } from "../autoencoder.js";
import { numberByNumber } from "../distances.js";
import type { BatchAction } from "../poses/index.js";
import { cloudColumns, presence } from "./cloud-columns.js";

/** `movePoints` for the first three columns; the others stay. */
export const moveMarkedPoints: BatchAction = (elements, x) => {
  const shape = { points: x.shape[1] as number, features: (x.shape[2] ?? 0) - 3 };
  return tf.tidy(() => {
    const { positions, features } = cloudColumns("moveMarkedPoints", x, shape);
    const moved = movePoints(elements, positions);
    return features === undefined ? moved : tf.concat([moved, features], 2);
  });
};

export interface MarkedPointErrorOptions {
  /** What a unit of cross-entropy counts beside a unit of squared length; default 0.1. */
  readonly weight?: number;
  /** Whether points whose features are all 0 only fill up, and count nothing; default false. */
  readonly isPadded?: boolean;
}

/**
 * Mean over the points of (mean over coordinates of (x − x')²) + weight · (−Σ_c m_c log m'_c), m the
 * marks, one-hot, and m' probabilities.
 */
export function markedPointError({
  weight = 0.1,
  isPadded = false,
}: MarkedPointErrorOptions = {}): Distance {
  return numberByNumber("markedPointError", (x, reconstruction) => {
    const shape = { points: x.shape[1] as number, features: (x.shape[2] ?? 0) - 3 };
    const given = cloudColumns("markedPointError", x, shape);
    const found = cloudColumns("markedPointError", reconstruction, shape);
    const offsets = tf.sub(found.positions, given.positions);
    const ofPositions = tf.mean(tf.square(offsets), 2);
    if (given.features === undefined || found.features === undefined) {
      return tf.mean(ofPositions, 1);
    }
    const logarithms = tf.log(tf.maximum(found.features, 1e-7));
    const ofMarks = tf.neg(tf.sum(tf.mul(given.features, logarithms), 2));
    const each = tf.add(ofPositions, tf.mul(ofMarks, weight));
    if (!isPadded) return tf.mean(each, 1);
    const there = presence(given.features);
    return tf.div(tf.sum(tf.mul(each, there), 1), tf.maximum(tf.sum(there, 1), 1));
  });
}
