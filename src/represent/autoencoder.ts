/**
 * What all autoencoders here share, so that one loop trains them and one table compares them.
 *
 * | symbol  | name here   | shape                                      |
 * | x       |             | [batch, …], images, clouds, sets           |
 * | z = η(x)| code        | [batch, codeSize]                          |
 * | y = μ(x)| pose        | [batch, …shape of the pose space]          |
 * | δ(z)    | decode      | as x: the canonical member of the orbit    |
 * | d       |             | distance, [batch]                          |
 *
 * Encoders and decoders may say for what samples, codes and poses they are made. Ours do; where both
 * sides say it, it is checked when they are put together, and otherwise it shows at the first batch.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { Phase, Trainable } from "../layers/index.js";

/** Lengths of the axes behind the batch's, null for one that may have any. */
export type SampleShape = readonly (number | null)[];

export interface Encoding {
  readonly code: tf.Tensor;
  readonly pose: tf.Tensor;
}

/** η and μ, two heads of one network. Law: η is invariant, μ equivariant. */
export interface PoseEncoder extends Trainable {
  readonly codeSize: number;
  /** Of x. */
  readonly sampleShape?: SampleShape;
  /** Of y; the pose space's. */
  readonly poseShape?: SampleShape;
  /** Of the vectors of the plane in y; the pose space's. */
  readonly frequencies?: readonly number[];
  encode(x: tf.Tensor, phase: Phase): Encoding;
}

/** η alone. */
export interface CodeEncoder extends Trainable {
  readonly codeSize: number;
  /** Of x. */
  readonly sampleShape?: SampleShape;
  encode(x: tf.Tensor, phase: Phase): tf.Tensor;
}

/** δ. */
export interface Decoder extends Trainable {
  /** Numbers of a code that it reads. */
  readonly codeSize?: number;
  /** Of δ(z). */
  readonly sampleShape?: SampleShape;
  decode(code: tf.Tensor, phase: Phase): tf.Tensor;
}

/** d(x, x'), a number for each sample, [batch]. */
export interface Distance {
  (x: tf.Tensor, reconstruction: tf.Tensor): tf.Tensor;
  /** Whether it compares number by number, so that x' must have the shape of x. */
  readonly needsSameShape?: boolean;
}

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
