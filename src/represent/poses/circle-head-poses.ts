/**
 * SO(2) by several frequencies: head m is a vector of frequency m, ρ_m(θ) v = R(mθ) v.
 *
 * A picture with m-fold symmetry has no vector of frequency 1, …, m − 1 (ρ_k(2π/m) v = v forces v = 0)
 * but may have one of frequency m, which says θ up to turns by 2π/m: just what the picture
 * can tell. ξ takes the first head whose length is reliable beside the longest one's:
 * θ = arg(v_m) / m. On pixels only quarter turns are exact, so a picture with three-fold symmetry leaves
 * something in v_1 (3 = −1 mod 4): a share that is too small takes that for a direction.
 *
 * Law: ξ(ρ(g) y) = g ξ(y) up to C_m, m the frequency that is taken; which one it is, is invariant.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { specialOrthogonalGroup } from "../../groups/index.js";
import { Matrix } from "../../numerics/index.js";
import { batchOf, sampleOf, transposes } from "./elements.js";
import { LEAST_LENGTH } from "./frames/frame.js";
import { planarFrame } from "./frames/planar-frame.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";
import { nearestRotation } from "./rotation-poses.js";

export interface CircleHeadOptions {
  /** A head counts when its length is at least this share of the longest one's; default 0.5. */
  readonly reliable?: number;
}

/**
 * Angles from heads of these frequencies: y is [frequencies, 2], or [2] for a single one.
 * @param frequencies rising, such as [1, 2, 3, 4, 6]
 * @throws DomainError for frequencies that do not rise or are not whole from 1 on; for a share
 *   outside (0, 1]
 */
export function circleHeadPoses(
  frequencies: readonly number[],
  { reliable = 0.5 }: CircleHeadOptions = {},
): PoseSpace<Matrix> {
  requireFrequencies("circleHeadPoses", frequencies);
  requireShare("circleHeadPoses", reliable);
  const heads = frequencies.length;
  const shape = heads === 1 ? [2] : [heads, 2];
  const name = `S¹ by frequencies ${frequencies.join(", ")}`;
  return {
    name,
    group: specialOrthogonalGroup(2),
    shape,
    frequencies,
    base: Float64Array.from({ length: 2 * heads }, (_, k) => (k % 2 === 0 ? 1 : 0)),
    elementShapes: [[2, 2]],
    act: (g, y) => {
      requirePose(name, shape, y);
      const angle = Math.atan2(g.at(1, 0), g.at(0, 0));
      return Float64Array.from(
        frequencies.flatMap((m, k) => {
          const [c, s] = [Math.cos(m * angle), Math.sin(m * angle)];
          const [x, z] = [y[2 * k], y[2 * k + 1]];
          return [c * x - s * z, s * x + c * z];
        }),
      );
    },
    section: (y) => {
      requirePose(name, shape, y);
      const lengths = frequencies.map((_, k) => Math.hypot(y[2 * k], y[2 * k + 1]));
      const longest = Math.max(...lengths);
      if (longest < LEAST_LENGTH) return { element: Matrix.identity(2), isDegenerate: true };
      const k = lengths.findIndex((length) => length >= reliable * longest);
      const angle = Math.atan2(y[2 * k + 1], y[2 * k]) / frequencies[k];
      const direction = Float64Array.of(Math.cos(angle), Math.sin(angle));
      return { element: planarFrame.read(direction).matrix, isDegenerate: false };
    },
    sample: (random) => random.normals(2 * heads),
    inverses: transposes,
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return tf.tidy(() => {
        const vectors = tf.reshape(y, [-1, heads, 2]);
        const squared = tf.sum(tf.square(vectors), 2);
        const longest = tf.max(squared, 1, true);
        const counts = tf.cast(
          tf.greaterEqual(squared, tf.mul(longest, reliable ** 2)),
          "float32",
        ) as tf.Tensor2D;
        const before = tf.cumsum(counts, 1, true);
        const chosen = tf.mul(counts, tf.cast(tf.equal(before, 0), "float32"));
        const isDegenerate = tf.cast(tf.less(longest, LEAST_LENGTH ** 2), "float32");
        const v = tf.add(
          tf.mul(tf.sum(tf.mul(tf.expandDims(chosen, 2), vectors), 1), tf.sub(1, isDegenerate)),
          tf.mul(isDegenerate, tf.tensor2d([1, 0], [1, 2])),
        );
        const shares = tf.tensor2d(
          frequencies.map((m) => 1 / m),
          [1, heads],
        );
        const [x, z] = tf.split(v, 2, 1);
        const angle = tf.mul(tf.atan2(z, x), tf.sum(tf.mul(chosen, shares), 1, true));
        const direction = tf.concat([tf.cos(angle), tf.sin(angle)], 1);
        return {
          elements: [planarFrame.readBatch(direction).matrices],
          isDegenerate: tf.reshape(isDegenerate, [-1]),
        };
      });
    },
    elementAt: ({ elements }, k) => nearestRotation(sampleOf(elements[0], k), planarFrame.read),
    tensorsOf: (elements) => [
      batchOf(
        elements.map(({ data }) => data),
        [2, 2],
      ),
    ],
  };
}

/** @throws DomainError unless they are whole, from 1 on, and rise */
export function requireFrequencies(caller: string, frequencies: readonly number[]): void {
  const bad = frequencies.findIndex(
    (m, k) => !Number.isSafeInteger(m) || m <= (k === 0 ? 0 : frequencies[k - 1]),
  );
  if (bad < 0 && frequencies.length > 0) return;
  throw new DomainError(
    `${caller}: got the frequencies [${frequencies.join(", ")}]; expected whole numbers from 1 on that rise, such as [1, 2, 3, 4, 6].`,
  );
}

/** @throws DomainError unless 0 < reliable ≤ 1 */
export function requireShare(caller: string, reliable: number): void {
  if (reliable > 0 && reliable <= 1) return;
  throw new DomainError(
    `${caller}: reliable is ${reliable}; expected a share of the longest head's length, above 0 and at most 1.`,
  );
}
