/** What is in a cloud x [batch, points, 3 + features]: positions, marks of the points, and who is there. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export interface CloudShape {
  readonly points: number;
  /** Numbers of each point that rotations leave alone, such as the type of an atom; default 0. */
  readonly features?: number;
}

export interface CloudColumns {
  /** [batch, points, 3]. */
  readonly positions: tf.Tensor;
  /** [batch, points, features]; undefined where there are none. */
  readonly features: tf.Tensor | undefined;
}

/** @throws ShapeError for x of another shape */
export function cloudColumns(
  caller: string,
  x: tf.Tensor,
  { points, features = 0 }: CloudShape,
): CloudColumns {
  const wanted = [points, 3 + features];
  if (x.shape.length !== 3 || x.shape.slice(1).join() !== wanted.join()) {
    throw new ShapeError(
      `${caller}: got x of shape [${x.shape}]; expected [batch, ${wanted.join(", ")}]${features > 0 ? `, positions and ${features} features` : ""}.`,
    );
  }
  if (features === 0) return { positions: x, features: undefined };
  const [positions, marks] = tf.split(x, [3, features], 2);
  return { positions, features: marks };
}

/** [batch, points]: 1 for points with a feature that is not 0, else 0. */
export function presence(features: tf.Tensor): tf.Tensor {
  return tf.cast(tf.greater(tf.max(tf.abs(features), -1), 0), "float32");
}
