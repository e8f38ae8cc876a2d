/** Which channels belong together, as matrices of zeros and ones: sums over vectors are products then. */
import * as tf from "@tensorflow/tfjs-core";
import {
  type ChannelBlock,
  channelBlocks,
  channelsOf,
  type PlanarFields,
} from "./planar-fields.js";

/** Row-major. */
export interface Incidence {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface ChannelMatrices {
  /** [scalars and vectors, channels]. */
  readonly spread: Incidence;
  /** [scalars, channels]. */
  readonly spreadScalars: Incidence;
  /** [vectors, channels]. */
  readonly spreadVectors: Incidence;
  /** [channels, channels], 1 where both are of one feature. */
  readonly together: Incidence;
  /** [channels]. */
  readonly isScalar: Float32Array;
}

export function channelMatrices(fields: PlanarFields): ChannelMatrices {
  const channels = channelsOf(fields);
  const blocks = channelBlocks(fields);
  const incidence = (chosen: readonly ChannelBlock[]): Incidence => {
    const values = new Float32Array(chosen.length * channels);
    chosen.forEach(({ begin, end }, row) => {
      values.fill(1, row * channels + begin, row * channels + end);
    });
    return { rows: chosen.length, columns: channels, values };
  };
  const byChannel = blocks.flatMap((block) =>
    Array<ChannelBlock>(block.end - block.begin).fill(block),
  );
  return {
    spread: incidence(blocks),
    spreadScalars: incidence(blocks.filter(({ frequency }) => frequency === 0)),
    spreadVectors: incidence(blocks.filter(({ frequency }) => frequency > 0)),
    together: incidence(byChannel),
    isScalar: Float32Array.from(byChannel, ({ frequency }) => Number(frequency === 0)),
  };
}

export const matrixOf = ({ rows, columns, values }: Incidence): tf.Tensor2D =>
  tf.tensor2d(values, [rows, columns]);

/** [rows] to [columns]. */
export function spreadRow(matrix: Incidence, x: tf.Tensor): tf.Tensor {
  const row = tf.reshape(x, [1, matrix.rows]) as tf.Tensor2D;
  return tf.reshape(tf.matMul(row, matrixOf(matrix)), [matrix.columns]);
}
