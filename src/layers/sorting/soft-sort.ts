/**
 * SoftSort (S. Prillo, J. M. Eisenschlos, ICML 2020): a relaxation of the permutation that sorts.
 *
 *   P_ij = softmax_j(−|s_(i) − s_j| / τ),   s_(1) ≥ s_(2) ≥ …
 *
 * | symbol | name here   | shape          |
 * | s      | scores      | [batch, N]     |
 * | τ      | temperature |                |
 * | P      |             | [batch, N, N]: row i is a distribution over the elements that may come at place i |
 *
 * Laws: rows sum to 1; P is equivariant, P(Πs) = P(s) Πᵀ, so that Pᵀ, which carries what is sorted to
 * the order of the elements, follows them: Pᵀ(Πs) = Π Pᵀ(s). As τ → 0 it becomes the matrix that
 * sorts, where scores are distinct. Of equal scores each row takes equal parts, and the hard version
 * gives them places by their index. Columns of P need not sum to 1; with `scalings` Sinkhorn's brings
 * them there, from the same logits, whose best permutation is the one that sorts.
 */
import * as tf from "@tensorflow/tfjs-core";
import { straightThrough } from "../straight-through.js";
import { requireScores, type SortOrder, sortingMatrix } from "./ranks.js";
import { requireTemperature, sinkhorn } from "./sinkhorn.js";

export interface SoftSortOptions {
  /** τ; default 1. */
  readonly temperature?: number;
  /** Default "descending": the largest score comes first. */
  readonly order?: SortOrder;
  /** How often columns and rows are scaled by `sinkhorn`; default 0, rows alone. */
  readonly scalings?: number;
}

/** P. @throws ShapeError for scores of another shape, DomainError for options without a meaning */
export function softSort(scores: tf.Tensor, options: SoftSortOptions = {}): tf.Tensor {
  requireScores("softSort", scores);
  return tf.tidy(() => relaxed("softSort", scores, sortingMatrix(scores, options.order), options));
}

/**
 * The permutation that sorts, with the slope of `softSort`; a NaN among the scores makes the whole
 * sample NaN.
 * @throws as softSort
 */
export function hardSort(scores: tf.Tensor, options: SoftSortOptions = {}): tf.Tensor {
  requireScores("hardSort", scores);
  return tf.tidy(() => {
    const hard = sortingMatrix(scores, options.order);
    const soft = relaxed("hardSort", scores, hard, options);
    // 0 times what is not finite is NaN.
    return straightThrough(soft, (matrix) => tf.add(hard, tf.mul(matrix, 0)));
  });
}

function relaxed(
  caller: string,
  scores: tf.Tensor,
  sorting: tf.Tensor,
  { temperature = 1, scalings = 0 }: SoftSortOptions,
): tf.Tensor {
  requireTemperature(caller, temperature);
  const [batch, count] = scores.shape;
  const atPlaces = tf.reshape(sorted(scores, sorting), [batch, count, 1]);
  const gaps = tf.abs(tf.sub(atPlaces, tf.reshape(scores, [batch, 1, count])));
  if (scalings !== 0) return sinkhorn(tf.neg(gaps), { temperature, iterations: scalings });
  return tf.softmax(tf.mul(gaps, -1 / temperature));
}

/** Q s, with ∂ = Qᵀ ∂: Q itself has no slope. */
function sorted(scores: tf.Tensor, sorting: tf.Tensor): tf.Tensor {
  const apply = tf.customGrad((...given) => {
    const [s, save] = given as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    save([sorting]);
    return {
      value: tf.sum(tf.mul(sorting, tf.expandDims(s, 1)), 2),
      gradFunc: (dy, [matrix]) => tf.sum(tf.mul(matrix, tf.expandDims(dy as tf.Tensor, 2)), 1),
    };
  });
  return apply(scores);
}
