/**
 * Each point for itself: scalars to mean 0 and variance 1 over channels, then a learned scale and shift;
 * vectors divided by the root of the mean of ‖v‖² over channels.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { PointFeatures, PointLayer } from "./point-features.js";
import { squaredLengths } from "./vectors.js";

const LEAST_VARIANCE = 1e-5;
const LEAST_SQUARE = 1e-8;

export function pointNormalisation(scalars: number): PointLayer {
  const [scale, shift] = tf.tidy(() => [
    tf.variable(tf.ones([scalars])),
    tf.variable(tf.zeros([scalars])),
  ]);
  return {
    weights: { scale, shift },
    statistics: {},
    apply: ({ scalars: s, vectors, positions }: PointFeatures): PointFeatures => {
      const centred = tf.sub(s, tf.mean(s, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, LEAST_VARIANCE)));
      const scaled = tf.add(tf.mul(normal, scale), shift);
      if (vectors === undefined) return { scalars: scaled, positions };
      const squares = tf.mean(tf.maximum(squaredLengths(vectors), LEAST_SQUARE), -1, true);
      const factor = tf.expandDims(tf.rsqrt(squares), -1);
      return { scalars: scaled, vectors: tf.mul(vectors, factor), positions };
    },
  };
}
