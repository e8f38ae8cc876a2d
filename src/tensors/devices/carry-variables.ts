/**
 * Variables go along when the device changes, an optimiser's own included. Other tensors stay where
 * they are until a kernel wants them; off a GPU that fails, because it cannot be read at once.
 */
import * as tf from "@tensorflow/tfjs-core";

/**
 * Reads all variables; the function that it answers writes them to the backend then in use. Those
 * that cannot be read, because they lay on a GPU that was lost, stay as they are, and say so to
 * whoever reads them before something is assigned to them.
 */
export async function liftVariables(): Promise<() => void> {
  const variables = Object.values(tf.engine().state.registeredVariables).filter(
    ({ isDisposed }) => !isDisposed,
  );
  const readings = await Promise.allSettled(variables.map((variable) => variable.data()));
  return () => {
    for (const [index, variable] of variables.entries()) {
      const reading = readings[index];
      if (variable.isDisposed || reading.status === "rejected") continue;
      const copy = tf.tensor(reading.value, variable.shape, variable.dtype);
      variable.assign(copy);
      copy.dispose();
    }
  };
}
