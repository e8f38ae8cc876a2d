/** Tensors and variables each in a buffer that nobody else holds: who reads it means them. */
import * as tf from "@tensorflow/tfjs-core";
import type { IntertwineBackend } from "../../backend/index.js";
import type { NumberType } from "../../plan/index.js";

export const isNumberType = (type: string): type is NumberType =>
  type === "float32" || type === "int32" || type === "bool";

/** The same numbers in a buffer of their own. */
export function copied(tensor: tf.Tensor): tf.Tensor {
  return tf
    .engine()
    .makeTensor(tensor.dataSync() as tf.TypedArray, tensor.shape, tensor.dtype) as tf.Tensor;
}

/** No clone, no second variable shares the variable's numbers afterwards. */
export function makeOwn(backend: IntertwineBackend, variable: tf.Variable): void {
  backend.bufferOf(moved(variable).dataId);
  if (backend.refCount(variable.dataId) < 2) return;
  const copy = copied(variable);
  variable.assign(copy);
  copy.dispose();
}

/** Brings numbers that lie on another backend to the current one. */
function moved(variable: tf.Variable): tf.Variable {
  const { backend } = tf.engine().state.tensorInfo.get(variable.dataId)!;
  if (backend !== tf.engine().backend) tf.engine().moveData(backend, variable.dataId);
  return variable;
}
