/**
 * A tensor of random numbers by key and counter: a kernel on our backend, which plans record; the same
 * numbers from the host on any other.
 */
import * as tf from "@tensorflow/tfjs-core";
import { currentBackend } from "../backend/index.js";
import { NOISE_KERNEL, type NoiseAttributes } from "../backend/lowering/noise.js";
import { fillWithNoise } from "../engines/reference/index.js";
import { sizeOf } from "./shape.js";

/** The tensor of this draw; the counter goes on by one. */
export function threefryTensor(counter: tf.Variable, attributes: NoiseAttributes): tf.Tensor {
  if (currentBackend() !== undefined) {
    const given = attributes as unknown as tf.NamedAttrMap;
    const drawn = tf.engine().runKernel(NOISE_KERNEL, { counter }, given) as tf.Tensor;
    counter.assign(tf.add(counter, tf.scalar(1, "int32")));
    return drawn;
  }
  // A counter that comes from the host can be read at once, on a GPU too.
  const count = counter.dataSync()[0];
  counter.assign(tf.scalar((count + 1) | 0, "int32"));
  const numbers = new Float32Array(sizeOf(attributes.shape));
  fillWithNoise(numbers, attributes, count);
  return tf.tensor(numbers, [...attributes.shape], "float32");
}
