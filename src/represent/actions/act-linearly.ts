/**
 * A finite group acting by matrices ρ(h), d × d, on x [batch, d, …]: weights w [batch, order] of elements
 * act as Σ_h w_h ρ(h), which is ρ(h) for the weights of one element.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { isFiniteGroup, type Representation } from "../../groups/index.js";
import type { BatchAction } from "../poses/pose-space.js";

/** The action of a representation of a finite group. @throws DomainError for a group that lists no elements */
export function actLinearly<Element>(representation: Representation<Element>): BatchAction {
  const { group, dimension } = representation;
  if (!isFiniteGroup(group)) {
    throw new DomainError(
      `actLinearly: "${group.name}" lists no elements; expected a finite group.`,
    );
  }
  const matrices = group.elements.flatMap((h) => Array.from(representation.matrix(h).data));
  return ([weights], x) => {
    const [batch, rows] = x.shape;
    if (weights.shape.join() !== [batch, group.order].join() || rows !== dimension) {
      throw new ShapeError(
        `actLinearly by "${representation}": got weights of shape [${weights.shape}] for x of shape [${x.shape}]; expected [batch, ${group.order}] and [batch, ${dimension}, …].`,
      );
    }
    return tf.tidy(() => {
      const table = tf.tensor2d(matrices, [group.order, dimension * dimension]);
      const means = tf.reshape(tf.matMul(weights as tf.Tensor2D, table), [
        batch,
        dimension,
        dimension,
      ]);
      return tf.reshape(tf.matMul(means, tf.reshape(x, [batch, dimension, -1])), x.shape);
    });
  };
}
