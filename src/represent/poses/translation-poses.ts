/**
 * T(n): Y = ℝⁿ with base point 0, and ξ reads the shift off: any point that moves along with the sample,
 * such as its centroid, is a pose. Every y is one, and none is degenerate.
 */
import * as tf from "@tensorflow/tfjs-core";
import { homogeneousMatrix, homogeneousParts, translationGroup } from "../../groups/index.js";
import { Matrix } from "../../numerics/index.js";
import { batchOf, sampleOf } from "./elements.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";

/** Shifts of ℝⁿ. Elements are [batch, n]. @throws DomainError unless n is whole, 1 … 64 */
export function translationPoses(n: number): PoseSpace<Matrix> {
  const group = translationGroup(n);
  const name = `ℝ^${n}`;
  const shape = [n];
  const shiftBy = (t: ArrayLike<number>): Matrix => homogeneousMatrix(Matrix.identity(n), t);
  return {
    name,
    group,
    shape,
    base: new Float64Array(n),
    elementShapes: [[n]],
    act: (g, y) => {
      requirePose(name, shape, y);
      const { offset } = homogeneousParts(g);
      return y.map((entry, k) => entry + offset[k]);
    },
    section: (y) => {
      requirePose(name, shape, y);
      return { element: shiftBy(y), isDegenerate: false };
    },
    sample: (random) => random.normals(n),
    inverses: ([shifts]) => [tf.neg(shifts)],
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return { elements: [tf.clone(y)], isDegenerate: tf.zeros([y.shape[0]]) };
    },
    elementAt: ({ elements }, k) => shiftBy(sampleOf(elements[0], k)),
    tensorsOf: (elements) => [
      batchOf(
        elements.map((g) => homogeneousParts(g).offset),
        [n],
      ),
    ],
  };
}
