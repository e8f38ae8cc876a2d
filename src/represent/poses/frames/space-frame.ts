/**
 * Two vectors of ℝ³ and the rotation with columns e₁ = v₁ / |v₁|, e₂ the part of v₂ / |v₂| that is
 * orthogonal to e₁, normalised, and e₃ = e₁ × e₂.
 *
 * Parallel vectors, as a straight line of points gives them, fix an axis and no turn about it: then e₂
 * is the part of a coordinate axis. That is one element of the right coset, and all that such a
 * sample asks for: turns about the axis leave it as it is. Without v₁ the frame is the identity.
 */
import * as tf from "@tensorflow/tfjs-core";
import { crossProducts } from "../../../layers/index.js";
import { dot, Matrix, type Vector, vectorProduct } from "../../../numerics/index.js";
import { type FrameReader, LEAST_LENGTH, LEAST_SINE } from "./frame.js";

/** The second axis is completed by the y axis, but for an e₁ that is nearer to it than this cosine. */
const NEAR = 0.8;

export const spaceFrame: FrameReader = {
  dimension: 3,
  read: (vectors) => {
    const [v, w] = [vectors.subarray(0, 3), vectors.subarray(3, 6)];
    if (Math.hypot(...v) < LEAST_LENGTH) return { matrix: Matrix.identity(3), rank: 0 };
    const first = unit(v);
    const across = Math.hypot(...w) < LEAST_LENGTH ? w : without(unit(w), first);
    const isPlane = Math.hypot(...w) >= LEAST_LENGTH && Math.hypot(...across) >= LEAST_SINE;
    const reference = Math.abs(first[1]) < NEAR ? [0, 1, 0] : [0, 0, 1];
    const raw = isPlane ? across : without(Float64Array.from(reference), first);
    const second = unit(without(unit(raw), first));
    const third = vectorProduct(first, second);
    const data = Float64Array.from([0, 1, 2].flatMap((i) => [first[i], second[i], third[i]]));
    return { matrix: new Matrix(3, 3, data), rank: isPlane ? 2 : 1 };
  },
  readBatch: (vectors) =>
    tf.tidy(() => {
      const [v, w] = tf
        .split(tf.reshape(vectors, [-1, 2, 3]), 2, 1)
        .map((part) => tf.reshape(part, [-1, 3]));
      const vSquared = squaredLength(v);
      const wSquared = squaredLength(w);
      const hasFirst = isAtLeast(vSquared, LEAST_LENGTH);
      const first = either(hasFirst, divided(v, vSquared), tf.tensor2d([1, 0, 0], [1, 3]));
      const across = orthogonal(divided(w, wSquared), first);
      const hasPlane = tf.mul(
        tf.mul(hasFirst, isAtLeast(wSquared, LEAST_LENGTH)),
        isAtLeast(squaredLength(across), LEAST_SINE),
      );
      const second = either(hasPlane, across, orthogonal(reference(first), first));
      const raw = tf.div(second, tf.sqrt(tf.maximum(squaredLength(second), LEAST_SINE ** 2)));
      // Once more: of nearly parallel vectors the rounding of the first time counts.
      const e2 = orthogonal(raw, first);
      return {
        matrices: tf.stack([first, e2, crossProducts(first, e2, 1)], 2) as tf.Tensor3D,
        isDegenerate: tf.reshape(tf.sub(1, hasPlane), [-1]) as tf.Tensor1D,
      };
    }),
};

const unit = (v: Vector): Float64Array => {
  const length = Math.hypot(...v);
  return Float64Array.from(v, (entry) => entry / length);
};

/** v − (e · v) e. */
function without(v: Vector, e: Vector): Float64Array {
  const along = dot(v, e);
  return Float64Array.from(v, (entry, k) => entry - along * e[k]);
}

const squaredLength = (v: tf.Tensor): tf.Tensor => tf.sum(tf.square(v), 1, true);

const isAtLeast = (squared: tf.Tensor, least: number): tf.Tensor =>
  tf.cast(tf.greaterEqual(squared, least ** 2), "float32");

const divided = (v: tf.Tensor, squared: tf.Tensor): tf.Tensor =>
  tf.div(v, tf.sqrt(tf.maximum(squared, LEAST_LENGTH ** 2)));

/** a where `choice` is 1, b where it is 0. */
const either = (choice: tf.Tensor, a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(choice, a), tf.mul(tf.sub(1, choice), b));

const orthogonal = (v: tf.Tensor, e: tf.Tensor): tf.Tensor =>
  tf.sub(v, tf.mul(tf.sum(tf.mul(v, e), 1, true), e));

function reference(first: tf.Tensor): tf.Tensor {
  const isClear = tf.cast(tf.less(tf.abs(tf.slice(first, [0, 1], [-1, 1])), NEAR), "float32");
  return either(isClear, tf.tensor2d([0, 1, 0], [1, 3]), tf.tensor2d([0, 0, 1], [1, 3]));
}
