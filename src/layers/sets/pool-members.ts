import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";

export type Pooling = "sum" | "mean" | "max";

/** What does not change with the order of the members: [batch, N, features] to [batch, features]. @throws ShapeError; DomainError for another pooling */
export function poolMembers(x: tf.Tensor, pooling: Pooling = "sum"): tf.Tensor {
  if (x.rank !== 3) {
    throw new ShapeError(
      `poolMembers: got x of shape [${x.shape}]; expected [batch, members, features].`,
    );
  }
  if (pooling === "max") return tf.max(x, 1);
  if (pooling === "sum") return tf.sum(x, 1);
  if (pooling === "mean") return tf.mean(x, 1);
  throw new DomainError(
    `poolMembers: the pooling is "${pooling}"; expected "sum", "mean" or "max".`,
  );
}
