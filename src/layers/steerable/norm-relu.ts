/**
 * Activations that turn with the picture: ReLU of scalars, and of vectors their lengths less a
 * threshold, with the same direction,
 *
 *   v ↦ max(‖v‖ − b, 0) v / ‖v‖ = γ v,   γ = max(1 − b r, 0),   r = 1 / ‖v‖,   0 ↦ 0.
 *
 * The slope is written out: ∂v = γ ∂y + b r³ (∂y · v) v where ‖v‖ > b, else 0. The threshold is not
 * learned: the gain of the normalisation before it says as much.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { activationLayer } from "../activation.js";
import { alongLastAxis } from "../last-axis.js";
import { type Layer, withoutVariables } from "../layer.js";
import { channelMatrices, matrixOf } from "./channel-matrices.js";
import { channelsOf, type PlanarFields, requireFields } from "./planar-fields.js";

export interface NormReluOptions {
  /** b; default 0.25, where lengths have a mean square of 1. */
  readonly threshold?: number;
}

/** [batch, height, width, channels] to the same. */
export function normRelu(fields: PlanarFields, { threshold = 0.25 }: NormReluOptions = {}): Layer {
  requireFields("normRelu", "fields", fields);
  if (!(threshold >= 0 && threshold < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`normRelu: the threshold is ${threshold}; expected a number from 0 on.`);
  }
  const channels = channelsOf(fields);
  const { together, isScalar } = channelMatrices(fields);
  if (isScalar.every((value) => value === 1)) {
    return activationLayer("relu");
  }
  const isVector = isScalar.map((value) => 1 - value);
  const thresholds = isVector.map((value) => value * threshold);
  /** Of every number the sum over its vector. */
  const summed = (x: tf.Tensor): tf.Tensor => tf.matMul(x as tf.Tensor2D, matrixOf(together));
  const vectorGate = (inverse: tf.Tensor): tf.Tensor =>
    tf.relu(tf.sub(tf.tensor1d(isVector), tf.mul(inverse, tf.tensor1d(thresholds))));
  const gateOf = (x: tf.Tensor, gate: tf.Tensor): tf.Tensor =>
    tf.add(gate, tf.mul(tf.step(x), tf.tensor1d(isScalar)));

  const gated = tf.customGrad((...given) => {
    const [x, save] = given as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const inverse = tf.div(1, tf.sqrt(tf.add(summed(tf.square(x)), 1e-12)));
    save([x, inverse]);
    return {
      value: tf.mul(x, gateOf(x, vectorGate(inverse))),
      gradFunc: (dy, saved) => {
        const [v, r] = saved;
        const slope = dy as tf.Tensor;
        const open = vectorGate(r);
        const cubes = tf.mul(tf.mul(tf.square(r), r), tf.tensor1d(thresholds));
        const along = tf.mul(summed(tf.mul(slope, v)), tf.mul(cubes, tf.step(open)));
        return tf.add(tf.mul(slope, gateOf(v, open)), tf.mul(v, along));
      },
    };
  });
  return withoutVariables((x) => alongLastAxis("normRelu", x, channels, gated));
}
