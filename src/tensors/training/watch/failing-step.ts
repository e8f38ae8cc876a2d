/**
 * Where numbers ceased to be finite: the steps from the last good state on are taken again, and the one
 * that fails is run operation by operation. Its variables are left as they were before it.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { ConvergenceError } from "../../../errors.js";
import {
  notFiniteIn,
  restoreSnapshot,
  type Snapshot,
  type TrainedParts,
  takeSnapshot,
} from "../state/snapshot.js";
import { firstNotFinite } from "./first-not-finite.js";
import { notFiniteInBatch } from "./not-finite-batch.js";

export interface Repeatable {
  readonly parts: TrainedParts;
  /** Takes step k, from 0, and reads its losses. */
  take(step: number): Promise<Float64Array>;
  /** Does what step k does, without a plan. */
  runAsItIs(step: number): void;
  /** Inputs of step k, to be disposed of. */
  inputs(step: number): readonly tf.Tensor[];
}

/** @param good the last state that was, after `from` steps. @param until steps taken when it was noticed */
export async function failingStep(
  training: Repeatable,
  { good, from, until, seen }: { good: Snapshot; from: number; until: number; seen: string },
): Promise<ConvergenceError> {
  const { parts } = training;
  restoreSnapshot(parts, good);
  let before = good;
  for (let step = from; step < until; step++) {
    const losses = await training.take(step);
    const after = await takeSnapshot(parts);
    const what = notFiniteLoss(losses) ?? notFiniteIn(after);
    if (what === undefined) {
      before = after;
      continue;
    }
    restoreSnapshot(parts, before);
    const finding = await firstNotFinite(() => training.runAsItIs(step));
    restoreSnapshot(parts, before);
    const given = await notFiniteInBatch(training.inputs(step));
    const remedy =
      given === undefined ? REMEDY : `The batch holds ${given}: mend the data, or leave it out`;
    const where = finding ?? "run operation by operation, all of its numbers were finite";
    return new ConvergenceError(
      `train: step ${step + 1} made numbers that are not finite: ${where}; so ${what}. Variables are now those before this step. ${remedy}.`,
    );
  }
  restoreSnapshot(parts, good);
  return new ConvergenceError(
    `train: ${seen} by step ${until}, but not when the steps from ${from} on were taken again: the batches or the step are not the same each time. Variables are now those of step ${from}.`,
  );
}

const REMEDY =
  "Try a lower learning rate, clipByGlobalNorm, or keep the operation from what it is not defined for";

/** Such as "the loss is NaN". */
export function notFiniteLoss(losses: Float64Array): string | undefined {
  const k = losses.findIndex((loss) => !Number.isFinite(loss));
  if (k < 0) return undefined;
  return `the loss${losses.length > 1 ? ` of network ${k}` : ""} is ${losses[k]}`;
}
