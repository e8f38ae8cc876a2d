import * as tf from "@tensorflow/tfjs-core";

export function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().state.registeredVariables);
}
