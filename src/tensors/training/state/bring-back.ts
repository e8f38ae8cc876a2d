/**
 * On a device that can only be waited for, variables lie in the plan after a replay, and nobody can use
 * them at once: no other plan, no evaluation. They are waited for and put where everybody can.
 */
import * as tf from "@tensorflow/tfjs-core";
import { currentBackend } from "../../backend/index.js";
import { type TrainedParts, variablesOf } from "./snapshot.js";

/** Does nothing where numbers can be read at once. */
export async function bringBack(parts: TrainedParts): Promise<void> {
  const backend = currentBackend();
  if (backend === undefined) return;
  const held = variablesOf(parts).filter(({ variable }) => backend.mustBeAwaited(variable.dataId));
  const values = await Promise.all(held.map(({ variable }) => variable.data()));
  held.forEach(({ variable }, k) => {
    const { shape, dtype } = variable;
    const copy = tf.engine().makeTensor(values[k], shape, dtype) as tf.Tensor;
    variable.assign(copy);
    copy.dispose();
  });
}
