/** What layers on clouds pass on: numbers and vectors for each point. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Trainable } from "../layer.js";
import type { Neighbourhood } from "./neighbourhood.js";

export interface PointFeatures {
  /** [batch, points, channels]. */
  readonly scalars: tf.Tensor;
  /** [batch, points, 3, channels]; without them all are 0, as at the beginning. */
  readonly vectors?: tf.Tensor;
  /** [batch, points, 3]; only where points are moved. */
  readonly positions?: tf.Tensor;
}

/** Law: a rotation of the cloud rotates vectors and positions, and leaves scalars. */
export interface PointLayer extends Trainable {
  apply(features: PointFeatures, near: Neighbourhood): PointFeatures;
}
