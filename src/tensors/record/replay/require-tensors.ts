import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";

/** @throws DomainError for an input of a plan that is no tensor of numbers, or was disposed of */
export function requireTensors(inputs: readonly unknown[]): void {
  inputs.forEach((input, k) => {
    const isTensor = input instanceof tf.Tensor;
    if (isTensor && !input.isDisposed && input.dtype !== "string" && input.dtype !== "complex64") {
      return;
    }
    const what = !isTensor
      ? input === null
        ? "null"
        : Object.prototype.toString.call(input).slice(8, -1)
      : input.isDisposed
        ? "a tensor that was disposed of"
        : `a tensor of ${input.dtype}`;
    throw new DomainError(
      `plan: input ${k} is ${what}; expected a tensor of float32, int32 or bool, such as tf.scalar(0.5) or tf.tensor(array).`,
    );
  });
}
