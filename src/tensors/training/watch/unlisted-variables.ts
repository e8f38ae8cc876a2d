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
  const before = new Map(unlisted(parts).map((variable) => [variable, settled(variable.dataId)]));
  return () => {
    for (const variable of unlisted(parts)) {
      const { dataId, isInPlan } = before.get(variable) ?? {};
      if (dataId === variable.dataId && (isInPlan || !liesInPlan(variable.dataId))) continue;
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

/** Numbers that an earlier replay left in a plan are fetched where they can be, so that a new one shows. */
function settled(dataId: object): { readonly dataId: object; readonly isInPlan: boolean } {
  const backend = currentBackend();
  const isInPlan = backend?.mustBeAwaited(dataId) ?? false;
  if (!isInPlan && backend?.isHeld(dataId)) backend.fetch(dataId);
  return { dataId, isInPlan };
}

function liesInPlan(dataId: object): boolean {
  return currentBackend()?.isHeld(dataId) ?? false;
}
