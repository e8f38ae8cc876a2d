import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export type Pooling = "sum" | "mean" | "max";

/** What does not change with the order of the members: [batch, N, features] to [batch, features]. */
export function poolMembers(x: tf.Tensor, pooling: Pooling = "sum"): tf.Tensor {
  if (x.rank !== 3) {
    throw new ShapeError(
      `poolMembers: got x of shape [${x.shape}]; expected [batch, members, features].`,
    );
  }
  if (pooling === "max") return tf.max(x, 1);
  return pooling === "sum" ? tf.sum(x, 1) : tf.mean(x, 1);
}
