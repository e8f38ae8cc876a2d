/** What layers on clouds pass on: numbers and vectors for each point. */
import type * as tf from "@tensorflow/tfjs-core";
import type { Trainable } from "../layer.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { Vectors } from "./vectors.js";

export interface PointFeatures {
  /** [batch, points, channels]. */
  readonly scalars: tf.Tensor;
  /** Without them: all are 0, as at the beginning. */
  readonly vectors?: Vectors;
  /** For each component [batch, points, 1]; only where points are moved. */
  readonly positions?: Vectors;
}

/** Law: a rotation of the cloud rotates vectors and positions, and leaves scalars. */
export interface PointLayer extends Trainable {
  apply(features: PointFeatures, near: Neighbourhood): PointFeatures;
}
