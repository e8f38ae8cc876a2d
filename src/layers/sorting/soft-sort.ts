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
 * gives them places by their index.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { straightThrough } from "../straight-through.js";
import { requireScores, type SortOrder, sortingMatrix } from "./ranks.js";

export interface SoftSortOptions {
  /** τ; default 1. */
  readonly temperature?: number;
  /** Default "descending": the largest score comes first. */
  readonly order?: SortOrder;
}

/** P. @throws ShapeError for scores of another shape, DomainError for a temperature that is not positive */
export function softSort(scores: tf.Tensor, options: SoftSortOptions = {}): tf.Tensor {
  requireScores("softSort", scores);
  const temperature = requireTemperature("softSort", options.temperature);
  return tf.tidy(() => relaxed(scores, sortingMatrix(scores, options.order), temperature));
}

/**
 * The permutation that sorts, with the slope of `softSort`; a NaN among the scores makes the whole
 * sample NaN.
 * @throws as softSort
 */
export function hardSort(scores: tf.Tensor, options: SoftSortOptions = {}): tf.Tensor {
  requireScores("hardSort", scores);
  const temperature = requireTemperature("hardSort", options.temperature);
  return tf.tidy(() => {
    const hard = sortingMatrix(scores, options.order);
    const soft = relaxed(scores, hard, temperature);
    // 0 times what is not finite is NaN.
    return straightThrough(soft, (matrix) => tf.add(hard, tf.mul(matrix, 0)));
  });
}

function relaxed(scores: tf.Tensor, sorting: tf.Tensor, temperature: number): tf.Tensor {
  const [batch, count] = scores.shape;
  const atPlaces = tf.reshape(sorted(scores, sorting), [batch, count, 1]);
  const gaps = tf.abs(tf.sub(atPlaces, tf.reshape(scores, [batch, 1, count])));
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

export function requireTemperature(caller: string, temperature = 1): number {
  if (temperature > 0 && temperature < Number.POSITIVE_INFINITY) return temperature;
  throw new DomainError(
    `${caller}: the temperature is ${temperature}; expected a positive finite number.`,
  );
}
