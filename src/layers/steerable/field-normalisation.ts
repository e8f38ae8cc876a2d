/**
 * Batch normalisation of planar fields. Scalars as everywhere (S. Ioffe, C. Szegedy 2015):
 *
 *   s ↦ γ (s − mean) / √(variance + ε) + β
 *
 * Vectors have no mean but 0 that turns with the picture, and no shift:
 *
 *   v ↦ γ v / √(mean ‖v‖² + ε)
 *
 * Means are over the batch and all pixels. Both are one formula on channels: with d = s − mean for
 * scalars and d = v for vectors, and Q adding up the channels of one vector, the variance is (mean d²) Q.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { BatchNormalisationOptions } from "../batch-normalisation.js";
import type { Layer } from "../layer.js";
import { channelMatrices, spreadRow } from "./channel-matrices.js";
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

  return {
    weights: { scale, ...(shift && { shift }) },
    statistics: { mean, variance },
    apply: (x, phase) =>
      tf.tidy(() => {
        let [centre, size]: tf.Tensor[] = [mean, variance];
        if (phase === "training") {
          centre = tf.mul(tf.mean(x, [0, 1, 2]), tf.tensor1d(isScalar));
          size = spreadRow(together, tf.mean(tf.square(tf.sub(x, centre)), [0, 1, 2]));
          gather(mean, centre);
          gather(variance, size);
        }
        const factor = tf.mul(spreadRow(spread, scale), tf.rsqrt(tf.add(size, epsilon)));
        const result = tf.mul(tf.sub(x, centre), factor);
        return shift === undefined ? result : tf.add(result, spreadRow(spreadScalars, shift));
      }),
  };
}
