/**
 * Batch normalisation of scalars along the last axis (S. Ioffe, C. Szegedy, ICML 2015):
 *
 *   x ↦ γ (x − mean) / √(variance + ε) + β
 *
 * Mean and variance are those of all rows before the last axis: rows of a batch, pixels of images,
 * members of sets. In "training" they are the batch's own, and what is gathered moves towards them by
 * `momentum`; in "evaluation" they are what was gathered.
 *
 * Laws: in "training" each column of the result, before γ and β, has mean 0 and variance
 * v / (v + ε); the slope is written out, Σ over rows of it is 0 and it is orthogonal to x:
 *
 *   ∂x = γ r (∂y − mean(∂y) − x̂ mean(∂y x̂)),   r = (variance + ε)^(−1/2),   x̂ = r (x − mean)
 */
import * as tf from "@tensorflow/tfjs-core";
import { alongLastAxis } from "./last-axis.js";
import type { Layer } from "./layer.js";

export interface BatchNormalisationOptions {
  /** How far what is gathered goes towards each batch; default 0.1. */
  readonly momentum?: number;
  /** ε; default 1e-5. */
  readonly epsilon?: number;
}

/** [..., channels] to the same; γ begins at 1, β at 0, gathered means at 0, variances at 1. */
export function batchNormalisation(
  channels: number,
  { momentum = 0.1, epsilon = 1e-5 }: BatchNormalisationOptions = {},
): Layer {
  const filled = (value: number, isTrained: boolean): tf.Variable =>
    tf.tidy(() => tf.variable(tf.fill([channels], value), isTrained));
  const scale = filled(1, true);
  const shift = filled(0, true);
  const mean = filled(0, false);
  const variance = filled(1, false);

  const gathered = (rows: tf.Tensor): tf.Tensor => {
    const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(rows, factor), tf.sub(shift, tf.mul(mean, factor)));
  };
  const gather = (own: Statistics, count: number): void => {
    // The variance of which a batch is a sample, as others gather it.
    const unbiased = count > 1 ? tf.mul(own.variance, count / (count - 1)) : own.variance;
    mean.assign(tf.add(mean, tf.mul(tf.sub(own.mean, mean), momentum)));
    variance.assign(tf.add(variance, tf.mul(tf.sub(unbiased, variance), momentum)));
  };

  return {
    weights: { scale, shift },
    statistics: { mean, variance },
    apply: (x, phase) =>
      alongLastAxis("batchNormalisation", x, channels, (rows) =>
        phase === "evaluation"
          ? gathered(rows)
          : normalised(rows, scale, shift, epsilon, (own) => gather(own, rows.shape[0])),
      ),
  };
}

interface Statistics {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

function normalised(
  rows: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  epsilon: number,
  tell: (own: Statistics) => void,
): tf.Tensor {
  const apply = tf.customGrad((...given) => {
    const [x, gamma, beta, save] = given as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      (tensors: tf.Tensor[]) => void,
    ];
    const mean = tf.mean(x, 0);
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), 0);
    tell({ mean, variance });
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const unit = tf.mul(centred, inverse);
    save([unit, inverse, gamma]);
    return {
      value: tf.add(tf.mul(unit, gamma), beta),
      gradFunc: (dy, saved) => {
        const [hat, r, factor] = saved;
        const slope = dy as tf.Tensor;
        const alongShift = tf.sum(slope, 0);
        const alongScale = tf.sum(tf.mul(slope, hat), 0);
        const count = hat.shape[0];
        const removed = tf.add(alongShift, tf.mul(hat, alongScale));
        const rest = tf.sub(slope, tf.mul(removed, 1 / count));
        return [tf.mul(rest, tf.mul(factor, r)), alongScale, alongShift];
      },
    };
  });
  return apply(rows, scale, shift);
}
