/**
 * What all autoencoders here share, so that one loop trains them and one table compares them.
 *
 * | symbol  | name here   | shape                                      |
 * | x       |             | [batch, …], images, clouds, sets           |
 * | z = η(x)| code        | [batch, codeSize]                          |
 * | y = μ(x)| pose        | [batch, …shape of the pose space]          |
 * | δ(z)    | decode      | as x: the canonical member of the orbit    |
 * | d       |             | distance, [batch]                          |
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { Phase, Trainable } from "../layers/index.js";

export interface Encoding {
  readonly code: tf.Tensor;
  readonly pose: tf.Tensor;
}

/** η and μ, two heads of one network. Law: η is invariant, μ equivariant. */
export interface PoseEncoder extends Trainable {
  readonly codeSize: number;
  encode(x: tf.Tensor, phase: Phase): Encoding;
}

/** η alone. */
export interface CodeEncoder extends Trainable {
  readonly codeSize: number;
  encode(x: tf.Tensor, phase: Phase): tf.Tensor;
}

/** δ. */
export interface Decoder extends Trainable {
  decode(code: tf.Tensor, phase: Phase): tf.Tensor;
}

/** d(x, x'), a number for each sample, [batch]. */
export type Distance = (x: tf.Tensor, reconstruction: tf.Tensor) => tf.Tensor;

/** What every autoencoder offers. */
export interface Autoencoder extends Trainable {
  /** Such as "invariant" or "classical"; for tables. */
  readonly name: string;
  /** [batch, codeSize]: what is compared, classified, drawn. */
  code(x: tf.Tensor, phase?: Phase): tf.Tensor;
  /** As x. */
  reconstruct(x: tf.Tensor, phase?: Phase): tf.Tensor;
  /** Mean distance over the batch plus what else is trained for; a number. */
  loss(x: tf.Tensor, phase?: Phase): tf.Tensor;
}
