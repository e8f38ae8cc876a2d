/**
 * A variable that the step updates and nobody listed (a counter of `noise`, a running mean) would be
 * missing in checkpoints, and a resumed training would go on otherwise in silence.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import { currentBackend } from "../../backend/index.js";
import { type TrainedParts, variablesOf } from "../state/snapshot.js";

/** Call it before the first step; call what it returns after it. @throws DomainError then */
export function watchUnlisted(parts: TrainedParts): () => void {
  const before = new Map(unlisted(parts).map((variable) => [variable, variable.dataId]));
  for (const { dataId } of before.keys()) settle(dataId);
  return () => {
    for (const variable of unlisted(parts)) {
      if (before.get(variable) === variable.dataId && !isInPlan(variable.dataId)) continue;
      throw new DomainError(
        `train: the step updates the variable "${variable.name}" of shape [${variable.shape}], which is neither in \`variables\` nor an optimiser's of \`optimisers\`; name it there, or checkpoints would lack it.`,
      );
    }
  };
}

function unlisted(parts: TrainedParts): tf.Variable[] {
  const listed = new Set(variablesOf(parts).map(({ variable }) => variable));
  return Object.values(tf.engine().state.registeredVariables).filter(
    (variable) => !listed.has(variable),
  );
}

/** Numbers that an earlier replay left in a plan are fetched, so that a new one can be told. */
function settle(dataId: object): void {
  try {
    currentBackend()?.fetch(dataId);
  } catch {
    // On a device that cannot be waited for, or of another backend: then a replay goes unseen.
  }
}

function isInPlan(dataId: object): boolean {
  return currentBackend()?.isHeld(dataId) ?? false;
}
