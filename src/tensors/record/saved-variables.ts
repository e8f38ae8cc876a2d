import * as tf from "@tensorflow/tfjs-core";
import { registeredVariables } from "./record-step.js";

/** Clones that hold the variables' numbers of now. */
export function savedVariables() {
  const saved = registeredVariables().map(
    (variable) => [variable, tf.keep(variable.clone())] as const,
  );
  return {
    restore: () => {
      for (const [variable, clone] of saved) if (!variable.isDisposed) variable.assign(clone);
    },
    dispose: () => {
      for (const [, clone] of saved) clone.dispose();
    },
  };
}
