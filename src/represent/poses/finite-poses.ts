/**
 * Finite groups: Y is the regular representation, scores of elements, and ξ takes the best one.
 *
 * | symbol        | name here | value                                    |
 * | y(h)          | y[index]  | the score of element h, index = indexOf(h) |
 * | (ρ_Y(g) y)(h) | act       | y(g⁻¹ h)                                 |
 * | y₀            | base      | 1 at the identity, 0 elsewhere           |
 * | ξ(y)          | section   | the h with the highest score             |
 *
 * Tensors: weights w of elements, hard (one of them is 1) with the slope of softmax(y / τ), or soft.
 * A tie of the highest scores is degenerate; the first of them is taken. A NaN among the scores makes
 * all weights of the sample NaN.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { FiniteGroup } from "../../groups/index.js";
import { straightThrough } from "../../layers/index.js";
import { batchOf, sampleOf } from "./elements.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";

export interface FinitePoseOptions {
  /** τ of the softmax; default 1. */
  readonly temperature?: number;
  /** "hard": weights are 0 and 1, by the slope of the soft ones; default "hard". */
  readonly weights?: "hard" | "soft";
}

/** Elements of a finite group, from a score of each: [order]. @throws DomainError for a temperature that is not positive */
export function finitePoses<Element>(
  group: FiniteGroup<Element>,
  { temperature = 1, weights = "hard" }: FinitePoseOptions = {},
): PoseSpace<Element> {
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new DomainError(
      `finitePoses: temperature is ${temperature}; expected a number above 0, such as 1.`,
    );
  }
  const { order, elements: all } = group;
  const name = `scores of the ${order} elements of ${group.name}`;
  const shape = [order];
  const unit = (index: number): Float64Array =>
    Float64Array.from({ length: order }, (_, k) => (k === index ? 1 : 0));
  const inverseIndices = all.map((element) => group.indexOf(group.inverse(element)));
  return {
    name,
    group,
    shape,
    base: unit(group.indexOf(group.identity)),
    elementShapes: [[order]],
    act: (g, y) => {
      requirePose(name, shape, y);
      const out = new Float64Array(order);
      all.forEach((h, k) => {
        out[group.indexOf(group.compose(g, h))] = y[k];
      });
      return out;
    },
    section: (y) => {
      requirePose(name, shape, y);
      const highest = Math.max(...y);
      const best = y.indexOf(highest);
      return { element: all[best], isDegenerate: y.indexOf(highest, best + 1) >= 0 };
    },
    sample: (random) => random.normals(order),
    inverses: ([scores]) => [
      tf.tidy(() => tf.gather(scores, tf.tensor1d(inverseIndices, "int32"), 1)),
    ],
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return tf.tidy(() => {
        const highest = tf.max(y, 1, true);
        const ties = tf.sum(tf.cast(tf.equal(y, highest), "float32"), 1);
        const isDegenerate = tf.cast(tf.greater(ties, 1), "float32");
        const soft = tf.softmax(tf.div(y, temperature));
        // 0 times NaN is NaN.
        const chosen =
          weights === "soft"
            ? soft
            : straightThrough(soft, (matrix) => tf.add(firstBest(matrix), tf.mul(matrix, 0)));
        return { elements: [chosen], isDegenerate };
      });
    },
    elementAt: ({ elements }, k) => {
      const scores = sampleOf(elements[0], k);
      return all[scores.indexOf(Math.max(...scores))];
    },
    tensorsOf: (elements) => [
      batchOf(
        elements.map((element) => unit(group.indexOf(element))),
        shape,
      ),
    ],
  };
}

/** 1 at the first of the highest, 0 elsewhere. */
function firstBest(scores: tf.Tensor): tf.Tensor {
  const places = tf.range(0, scores.shape[1] ?? 0, 1, "int32");
  return tf.cast(tf.equal(tf.expandDims(tf.argMax(scores, 1), 1), places), "float32");
}
