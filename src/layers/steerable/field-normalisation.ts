/**
 * Batch normalisation of planar fields. Scalars as everywhere (S. Ioffe, C. Szegedy 2015):
 *
 *   s ↦ γ (s − mean) / √(variance + ε) + β
 *
 * Vectors have no mean but 0 that turns with the picture, and no shift:
 *
 *   v ↦ γ v / √(mean ‖v‖² + ε)
 *
 * Means are over the batch and all pixels. Both are one formula on channels, with d = s − mean for
 * scalars, d = v for vectors, and Q adding up over the channels of a vector:
 *
 *   y = γ i d + β,   i = ((mean d²) Q + ε)^(−1/2)
 *
 * and the slope is written out: ∂x = γ i ∂y − d K − [scalar] γ i mean(∂y),   K = (γ i³ mean(∂y d)) Q.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { BatchNormalisationOptions } from "../batch-normalisation.js";
import { alongLastAxis } from "../last-axis.js";
import type { Layer } from "../layer.js";
import { channelMatrices, type Incidence, spreadRow } from "./channel-matrices.js";
import { channelsOf, type PlanarFields, requireFields } from "./planar-fields.js";

/** [batch, height, width, channels] to the same; γ begins at 1, β at 0. */
export function fieldNormalisation(
  fields: PlanarFields,
  { momentum = 0.1, epsilon = 1e-5 }: BatchNormalisationOptions = {},
): Layer {
  requireFields("fieldNormalisation", "fields", fields);
  const channels = channelsOf(fields);
  const { spread, spreadScalars, together, isScalar } = channelMatrices(fields);
  const filled = (size: number, value: number, isTrained: boolean): tf.Variable =>
    tf.tidy(() => tf.variable(tf.fill([size], value), isTrained));
  const scale = filled(spread.rows, 1, true);
  const shift = spreadScalars.rows === 0 ? undefined : filled(spreadScalars.rows, 0, true);
  const mean = filled(channels, 0, false);
  const variance = filled(channels, 1, false);
  const gather = (variable: tf.Variable, now: tf.Tensor): void =>
    variable.assign(tf.add(variable, tf.mul(tf.sub(now, variable), momentum)));
  const ownStatistics = { together, isScalar, epsilon };

  return {
    weights: { scale, ...(shift && { shift }) },
    statistics: { mean, variance },
    apply: (x, phase) =>
      alongLastAxis("fieldNormalisation", x, channels, (rows) => {
        const gains = spreadRow(spread, scale);
        let result: tf.Tensor;
        if (phase === "training") {
          result = normalised(rows, gains, ownStatistics, (own) => {
            gather(mean, own.centre);
            gather(variance, own.size);
          });
        } else {
          const inverse = tf.rsqrt(tf.add(variance, epsilon));
          result = tf.mul(tf.sub(rows, mean), tf.mul(gains, inverse));
        }
        return shift === undefined ? result : tf.add(result, spreadRow(spreadScalars, shift));
      }),
  };
}

interface OwnStatistics {
  readonly together: Incidence;
  readonly isScalar: Float32Array;
  readonly epsilon: number;
}

function normalised(
  rows: tf.Tensor,
  gains: tf.Tensor,
  { together, isScalar, epsilon }: OwnStatistics,
  tell: (own: { readonly centre: tf.Tensor; readonly size: tf.Tensor }) => void,
): tf.Tensor {
  const apply = tf.customGrad((...given) => {
    const [x, gamma, save] = given as [tf.Tensor, tf.Tensor, (tensors: tf.Tensor[]) => void];
    const centre = tf.mul(tf.mean(x, 0), tf.tensor1d(isScalar));
    const size = spreadRow(together, tf.mean(tf.square(tf.sub(x, centre)), 0));
    tell({ centre, size });
    const inverse = tf.rsqrt(tf.add(size, epsilon));
    save([x, centre, inverse, gamma]);
    return {
      value: tf.mul(tf.sub(x, centre), tf.mul(gamma, inverse)),
      gradFunc: (dy, saved) => {
        const [from, middle, i, gain] = saved;
        const slope = dy as tf.Tensor;
        const d = tf.sub(from, middle);
        const factor = tf.mul(gain, i);
        const along = tf.mean(tf.mul(slope, d), 0);
        const k = spreadRow(together, tf.mul(tf.mul(factor, tf.square(i)), along));
        const shift = tf.mul(tf.mul(factor, tf.mean(slope, 0)), tf.tensor1d(isScalar));
        const result = tf.sub(tf.sub(tf.mul(slope, factor), tf.mul(d, k)), shift);
        return [result, tf.mul(tf.mul(along, i), from.shape[0])];
      },
    };
  });
  return apply(rows, gains);
}
