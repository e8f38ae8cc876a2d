/**
 * Variables go along when the device changes, an optimiser's own included. Other tensors stay where
 * they are until a kernel wants them; off a GPU that fails, because it cannot be read at once.
 */
import * as tf from "@tensorflow/tfjs-core";

/** Reads all variables; the function that it answers writes them to the backend then in use. */
export async function liftVariables(): Promise<() => void> {
  const variables = Object.values(tf.engine().state.registeredVariables).filter(
    ({ isDisposed }) => !isDisposed,
  );
  const values = await Promise.all(variables.map((variable) => variable.data()));
  return () => {
    variables.forEach((variable, index) => {
      if (variable.isDisposed) return;
      variable.assign(tf.tensor(values[index], variable.shape, variable.dtype));
    });
  };
}
