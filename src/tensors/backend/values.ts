/** Values as TensorFlow.js hands them over, and as devices hold them: booleans are integers here. */
import type * as tf from "@tensorflow/tfjs-core";
import { isFloat, type NumberType } from "../plan/index.js";
import type { Numbers } from "./recorder.js";

export type Values = tf.backend_util.BackendValues;

export function asNumbers(values: Values, type: NumberType): Numbers {
  const numbers = values as unknown as ArrayLike<number>;
  if (isFloat(type)) {
    return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  }
  return numbers instanceof Int32Array ? numbers : Int32Array.from(numbers);
}

export const asValues = (numbers: Numbers, type: tf.DataType): Values =>
  type === "bool" ? Uint8Array.from(numbers) : numbers;
