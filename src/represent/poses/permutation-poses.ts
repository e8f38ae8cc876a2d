/**
 * S_N: Y are score vectors, moved by changes of order, with base point N, N − 1, …, 1.
 *
 * | symbol        | name here | value                                             |
 * | s             | y         | [N]                                               |
 * | (ρ_Y(π) s)    | act       | s_i goes to place π(i)                            |
 * | π = ξ(s)      | section   | π(i) is the place of the score of rank i: s_π(0) ≥ s_π(1) ≥ … |
 * | P             |           | P_{π(i), i} = 1, so that (P x)_{π(i)} = x_i       |
 *
 * Of equal scores the one with the smaller index comes first, flagged: elements with equal features
 * have them, and then it does not matter which is which.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { allPermutations, type Permutation } from "../../groups/index.js";
import { hardSort, softSort } from "../../layers/index.js";
import { exactAssignment, Matrix } from "../../numerics/index.js";
import { batchOf, sampleOf, transposes } from "./elements.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";

export interface PermutationPoseOptions {
  /**
   * "hard": permutations with the slope of soft ones; "soft": SoftSort's matrices; or Qᵀ by other means,
   * scores [batch, N] to Q, whose row i picks what comes at place i. Default "hard".
   */
  readonly sorting?: "hard" | "soft" | ((scores: tf.Tensor) => tf.Tensor);
  /** τ of SoftSort; default 1. */
  readonly temperature?: number;
}

/** Changes of the order of N rows, from a score of each: [N]. @throws DomainError unless N is whole, from 1 on */
export function permutationPoses(
  count: number,
  { sorting = "hard", temperature = 1 }: PermutationPoseOptions = {},
): PoseSpace<Permutation> {
  const group = allPermutations(count);
  const name = `scores of ${count} rows`;
  const shape = [count];
  const sort =
    typeof sorting === "function"
      ? sorting
      : (scores: tf.Tensor) => SORTINGS[sorting](scores, { temperature });
  if (typeof sorting === "string" && !(sorting in SORTINGS)) {
    throw new DomainError(
      `permutationPoses: sorting is "${sorting}"; expected "hard", "soft" or a function of scores.`,
    );
  }
  return {
    name,
    group,
    shape,
    base: Float64Array.from({ length: count }, (_, i) => count - i),
    elementShapes: [[count, count]],
    act: (g, y) => {
      requirePose(name, shape, y);
      const out = new Float64Array(count);
      g.forEach((place, i) => {
        out[place] = y[i];
      });
      return out;
    },
    section: (y) => {
      requirePose(name, shape, y);
      const element = Array.from(y, (_, i) => i).sort((a, b) => y[b] - y[a] || a - b);
      const isDegenerate = element.some((i, rank) => rank > 0 && y[i] === y[element[rank - 1]]);
      return { element, isDegenerate };
    },
    sample: (random) => random.normals(count),
    inverses: transposes,
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return tf.tidy(() => ({
        elements: [tf.transpose(sort(y), [0, 2, 1])],
        isDegenerate: hasTies(y),
      }));
    },
    elementAt: ({ elements }, k) => nearestPermutation(sampleOf(elements[0], k), count),
    tensorsOf: (elements) => [
      batchOf(
        elements.map((g) => {
          const matrix = new Float64Array(count * count);
          g.forEach((place, i) => {
            matrix[place * count + i] = 1;
          });
          return matrix;
        }),
        [count, count],
      ),
    ],
  };
}

const SORTINGS = { hard: hardSort, soft: softSort };

/** [batch], 1 where two scores are equal. */
function hasTies(scores: tf.Tensor): tf.Tensor {
  const pairs = tf.equal(tf.expandDims(scores, 1), tf.expandDims(scores, 2));
  const equal = tf.sum(tf.cast(pairs, "float32"), [1, 2]);
  return tf.cast(tf.greater(equal, scores.shape[1] ?? 0), "float32");
}

/** The permutation with the largest Σ P_{π(i), i}: for a permutation matrix it is its own. */
function nearestPermutation(entries: Float64Array, count: number): Permutation {
  const matrix = new Matrix(count, count, entries).transpose();
  return Array.from(exactAssignment(matrix.scale(-1)).assignment);
}
