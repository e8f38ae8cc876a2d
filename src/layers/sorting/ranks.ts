/**
 * Sorting by comparisons, so that a plan can follow it: nothing is read by the host.
 *
 * | symbol | name here     | shape                                                         |
 * | s      | scores        | [batch, N]                                                    |
 * | r      | ranks         | [batch, N], place of element j in the order                   |
 * | Q      | sortingMatrix | [batch, N, N], Q_ij = 1 where element j comes at place i      |
 *
 * Laws: Q is a permutation, ties or not: of equal scores the one with the smaller index comes first;
 * Q s is sorted; a permutation Π of elements without ties gives Q Πᵀ. O(N²) for each sample.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export type SortOrder = "descending" | "ascending";

/** r, int32: how many elements come before each. Scores that are NaN have no place. */
export function ranks(scores: tf.Tensor, order: SortOrder = "descending"): tf.Tensor {
  const [batch, count] = requireScores("ranks", scores);
  return tf.tidy(() => {
    const mine = tf.reshape(scores, [batch, count, 1]);
    const other = tf.reshape(scores, [batch, 1, count]);
    const isBetter = order === "descending" ? tf.greater(other, mine) : tf.less(other, mine);
    const index = tf.range(0, count, 1, "int32");
    const isEarlier = tf.less(tf.reshape(index, [1, 1, count]), tf.reshape(index, [1, count, 1]));
    const comesFirst = tf.logicalOr(isBetter, tf.logicalAnd(tf.equal(other, mine), isEarlier));
    return tf.sum(tf.cast(comesFirst, "int32"), 2);
  });
}

/** Q, float32, without a slope. */
export function sortingMatrix(scores: tf.Tensor, order: SortOrder = "descending"): tf.Tensor {
  const [batch, count] = requireScores("sortingMatrix", scores);
  return tf.tidy(() => {
    const places = tf.reshape(tf.range(0, count, 1, "int32"), [1, count, 1]);
    const taken = tf.reshape(ranks(scores, order), [batch, 1, count]);
    return tf.cast(tf.equal(places, taken), "float32");
  });
}

export function requireScores(caller: string, scores: tf.Tensor): [batch: number, count: number] {
  if (scores.rank !== 2) {
    throw new ShapeError(
      `${caller}: got scores of shape [${scores.shape}]; expected [batch, N], a score for each element.`,
    );
  }
  return scores.shape as [number, number];
}
