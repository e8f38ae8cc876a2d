/**
 * A finite group acting by matrices ρ(h), d × d: weights w [batch, order] of elements stand for
 * Σ_h w_h ρ(h), [batch, d, d], which is ρ(h) for the weights of one element.
 *
 *   actLinearly(permutationRepresentation(group))              words, sets, [batch, d, …]
 *   actThrough(dihedralRepresentation(group), actOnImages)     pictures under turns and reflections
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { isFiniteGroup, type Representation } from "../../groups/index.js";
import type { BatchAction } from "../poses/pose-space.js";

/**
 * The action of matrices, by a representation of a finite group.
 * @throws DomainError for a group that lists no elements
 */
export function actThrough<Element>(
  representation: Representation<Element>,
  action: BatchAction,
): BatchAction {
  const { group, dimension } = representation;
  if (!isFiniteGroup(group)) {
    throw new DomainError(
      `actThrough: "${group.name}" lists no elements; expected a finite group.`,
    );
  }
  const matrices = group.elements.flatMap((h) => Array.from(representation.matrix(h).data));
  return ([weights], x) => {
    const batch = x.shape[0];
    if (weights.shape.join() !== [batch, group.order].join()) {
      throw new ShapeError(
        `actThrough "${representation}": got weights of shape [${weights.shape}] for x of shape [${x.shape}]; expected [batch, ${group.order}].`,
      );
    }
    return tf.tidy(() => {
      const table = tf.tensor2d(matrices, [group.order, dimension * dimension]);
      const sums = tf.matMul(weights as tf.Tensor2D, table);
      return action([tf.reshape(sums, [batch, dimension, dimension])], x);
    });
  };
}

/** x ↦ ρ(h) x for x [batch, d, …]. @throws DomainError for a group that lists no elements */
export function actLinearly<Element>(representation: Representation<Element>): BatchAction {
  const { dimension } = representation;
  return actThrough(representation, ([matrices], x) => {
    const [batch, rows] = x.shape;
    if (rows !== dimension) {
      throw new ShapeError(
        `actLinearly by "${representation}": got x of shape [${x.shape}]; expected [batch, ${dimension}, …].`,
      );
    }
    return tf.reshape(tf.matMul(matrices, tf.reshape(x, [batch, dimension, -1])), x.shape);
  });
}
