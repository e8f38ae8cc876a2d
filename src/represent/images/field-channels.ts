/** Parts of features [batch, channels] by the frequency of their fields. */
import * as tf from "@tensorflow/tfjs-core";
import { channelsOf, type PlanarFields } from "../../layers/index.js";

/** Scalars, or vectors of frequency m. */
export const countOf = (fields: PlanarFields, m: number): number =>
  fields.reduce((sum, { frequency, count }) => sum + (frequency === m ? count : 0), 0);

/** Of all frequencies from 1 on. */
export const vectorCountOf = (fields: PlanarFields): number =>
  fields.reduce((sum, { frequency, count }) => sum + (frequency > 0 ? count : 0), 0);

/** [batch, channels] to those of frequency m. */
export function channelsWith(features: tf.Tensor, fields: PlanarFields, m: number): tf.Tensor {
  let begin = 0;
  const found: tf.Tensor[] = [];
  for (const field of fields) {
    const width = channelsOf([field]);
    if (field.frequency === m && width > 0) {
      found.push(tf.slice(features, [0, begin], [features.shape[0], width]));
    }
    begin += width;
  }
  return found.length === 1 ? found[0] : tf.concat(found, 1);
}

/** Of the vectors of every frequency, [batch, vectors] each. */
export function lengthsOf(features: tf.Tensor, fields: PlanarFields): tf.Tensor[] {
  const frequencies = new Set(
    fields.flatMap(({ frequency: m, count }) => (m > 0 && count > 0 ? [m] : [])),
  );
  return [...frequencies].map((m) => {
    const pairs = tf.reshape(channelsWith(features, fields, m), [features.shape[0], -1, 2]);
    return tf.sqrt(tf.add(tf.sum(tf.square(pairs), 2), 1e-6));
  });
}
