/**
 * Gradients no longer than a limit, within the step (Pascanu, Mikolov and Bengio 2013):
 *
 *   const { value, grads } = tf.variableGrads(loss);
 *   optimiser.applyGradients(clipByGlobalNorm(grads, 1).gradients);
 *
 * g ← g · limit / max(limit, ‖g‖), ‖g‖ over all tensors together. Law: gradients within the limit keep
 * their bits; those that are not finite stay so.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";

export interface ClipOptions {
  /** The first axis of every gradient is networks side by side, each of which has a norm of its own. */
  readonly each?: boolean;
}

export interface Clipped {
  readonly gradients: tf.NamedTensorMap;
  /** Before clipping: one number, or with `each` one for each network. */
  readonly norm: tf.Tensor;
}

/** @throws DomainError for a limit that is not positive, or for no gradients */
export function clipByGlobalNorm(
  gradients: tf.NamedTensorMap,
  limit: number,
  { each = false }: ClipOptions = {},
): Clipped {
  if (!(limit > 0 && limit < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`clipByGlobalNorm: the limit is ${limit}; expected a positive number.`);
  }
  const all = Object.values(gradients);
  if (all.length === 0) throw new DomainError("clipByGlobalNorm: got no gradients.");
  return tf.tidy(() => {
    const squares = all.map((gradient) => {
      const rows = tf.reshape(tf.square(gradient), [each ? gradient.shape[0] : 1, -1]);
      return tf.sum(rows, 1);
    });
    const norms = tf.sqrt(squares.length === 1 ? squares[0] : tf.addN(squares));
    const factor = tf.div(tf.scalar(limit), tf.maximum(norms, limit));
    const clipped = Object.entries(gradients).map(([name, gradient]) => {
      const shape = gradient.shape.map((_, axis) => (axis === 0 && each ? gradient.shape[0] : 1));
      return [name, tf.mul(gradient, tf.reshape(factor, shape))] as const;
    });
    const norm = each ? norms : tf.reshape(norms, []);
    return { gradients: Object.fromEntries(clipped), norm } as Clipped & tf.TensorContainerObject;
  });
}
