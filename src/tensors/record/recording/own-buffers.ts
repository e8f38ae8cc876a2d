/** Tensors and variables each in a buffer that nobody else holds: who reads it means them. */
import * as tf from "@tensorflow/tfjs-core";
import type { IntertwineBackend } from "../../backend/index.js";
import type { NumberType } from "../../plan/index.js";
import { timesSaved } from "../surroundings/saved-state.js";

export const isNumberType = (type: string): type is NumberType =>
  type === "float32" || type === "int32" || type === "bool";

/** The same numbers in a buffer of their own. */
export function copied(tensor: tf.Tensor): tf.Tensor {
  return tf
    .engine()
    .makeTensor(tensor.dataSync() as tf.TypedArray, tensor.shape, tensor.dtype) as tf.Tensor;
}

/**
 * No clone, no second variable shares the variable's numbers afterwards.
 * @returns why they cannot be read, where they lie on a device that was lost or must be waited for
 */
export function makeOwn(backend: IntertwineBackend, variable: tf.Variable): string | undefined {
  const { dataId } = variable;
  const { backend: from } = tf.engine().state.tensorInfo.get(dataId)!;
  if (from !== backend) {
    try {
      tf.engine().moveData(backend, dataId);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  if (!backend.isShared(dataId, timesSaved(dataId))) return undefined;
  const copy = copied(variable);
  variable.assign(copy);
  copy.dispose();
  return undefined;
}
