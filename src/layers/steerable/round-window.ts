/**
 * Features are kept within the largest circle about the middle of a picture and taken away outside:
 *
 *   x(p) ↦ x(p) / (1 + exp(2 (|p| − R))),   R = (shorter side − 1) / 2 pixels.
 *
 * The border of a square lies differently about a picture that was turned, and convolutions carry it
 * inwards; a circle lies the same. A single pixel is kept.
 *
 * Law: it commutes with turns about the middle.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Layer, withoutVariables } from "../layer.js";

/** [batch, height, width, channels] to the same. */
export function roundWindow(): Layer {
  return withoutVariables((x) => {
    const [, height, width] = x.shape as [number, number, number, number];
    if (height * width === 1) return x;
    return tf.tidy(() => tf.mul(x, tf.tensor4d(share(height, width), [1, height, width, 1])));
  });
}

function share(height: number, width: number): Float32Array {
  const radius = (Math.min(height, width) - 1) / 2;
  return Float32Array.from({ length: height * width }, (_, k) => {
    const [down, across] = [
      Math.floor(k / width) - (height - 1) / 2,
      (k % width) - (width - 1) / 2,
    ];
    return 1 / (1 + Math.exp(2 * (Math.hypot(down, across) - radius)));
  });
}
