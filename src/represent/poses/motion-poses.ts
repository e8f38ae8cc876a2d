/**
 * SE(2) and SE(3): n − 1 vectors and a point, as rows of y, [n, n].
 *
 * | symbol | plane              | space                           |
 * | y      | v; t               | v₁; v₂; t                       |
 * | y₀     | (1, 0); 0          | (1, 0, 0); (0, 1, 0); 0         |
 * | ρ_Y(g) | R v; R t + b       | R v₁; R v₂; R t + b, g = (R, b) |
 *
 * Vectors that fix no frame leave t as it is: only the rotation is then a convention.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { homogeneousMatrix, homogeneousParts, specialEuclideanGroup } from "../../groups/index.js";
import { Matrix } from "../../numerics/index.js";
import { batchOf, sampleOf } from "./elements.js";
import { planarFrame } from "./frames/planar-frame.js";
import { spaceFrame } from "./frames/space-frame.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";
import { nearestRotation, turnedRows } from "./rotation-poses.js";

/** Motions of the plane or of space. Elements are (R | t), [batch, n, n + 1]. @throws DomainError unless n is 2 or 3 */
export function motionPoses(n: 2 | 3): PoseSpace<Matrix> {
  if (n !== 2 && n !== 3) {
    throw new DomainError(`motionPoses: got dimension ${n}; expected 2 or 3.`);
  }
  const { read, readBatch } = n === 2 ? planarFrame : spaceFrame;
  const name = n === 2 ? "a direction and a point of ℝ²" : "orthonormal pairs and a point of ℝ³";
  const shape = [n, n];
  const size = n * (n - 1);
  return {
    name,
    group: specialEuclideanGroup(n),
    shape,
    ...(n === 2 && { frequencies: [1] }),
    base: Float64Array.from({ length: n * n }, (_, k) => (k < size && k % (n + 1) === 0 ? 1 : 0)),
    elementShapes: [[n, n + 1]],
    act: (g, y) => {
      requirePose(name, shape, y);
      const { linear, offset } = homogeneousParts(g);
      const out = turnedRows(linear, y);
      offset.forEach((shift, k) => {
        out[size + k] += shift;
      });
      return out;
    },
    section: (y) => {
      requirePose(name, shape, y);
      const { matrix, rank } = read(y);
      return { element: homogeneousMatrix(matrix, y.slice(size)), isDegenerate: rank < n - 1 };
    },
    sample: (random) => random.normals(n * n),
    inverses: ([motions]) =>
      tf.tidy(() => {
        const [linear, shift] = tf.split(motions, [n, 1], 2);
        const back = tf.transpose(linear, [0, 2, 1]);
        return [tf.concat([back, tf.neg(tf.matMul(back, shift))], 2)];
      }),
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return tf.tidy(() => {
        const [vectors, point] = tf.split(y, [n - 1, 1], 1);
        const { matrices, isDegenerate } = readBatch(vectors);
        const shift = tf.reshape(point, [-1, n, 1]);
        return { elements: [tf.concat([matrices, shift], 2)], isDegenerate };
      });
    },
    elementAt: ({ elements }, k) => {
      const entries = sampleOf(elements[0], k);
      const row = (i: number, length: number) => entries.subarray(i * (n + 1)).subarray(0, length);
      const linear = Matrix.fromRows(Array.from({ length: n }, (_, i) => row(i, n)));
      const offset = Float64Array.from({ length: n }, (_, i) => row(i, n + 1)[n]);
      return homogeneousMatrix(nearestRotation(linear.data, read), offset);
    },
    tensorsOf: (elements) => [
      batchOf(
        elements.map(({ data }) => data.subarray(0, n * (n + 1))),
        [n, n + 1],
      ),
    ],
  };
}
