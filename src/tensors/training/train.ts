/**
 * The loop around a step of training: learning rates, losses, evaluations, checkpoints, and a watch over
 * numbers that are not finite.
 *
 *   const result = await train({
 *     step: plan((x, y) => optimiser.minimize(() => loss(x, y), true)!),
 *     batches: batches([x, y], batchOrder(count, { size: 32, stream })),
 *     ...{ variables, optimisers: [optimiser], steps: 10_000, checkpoint: "runs/one.training" },
 *   });
 *
 * Law: all that a step depends on is its number and the listed variables, so a training that was stopped
 * and goes on from its checkpoint gives the losses and weights of one that was not: bit for bit where a
 * plan replays with the bits of the backend (WebAssembly, native), to round-off on WebGPU, because the
 * first two steps of each call are not replays.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { TrainingResult, TrainOptions } from "./options.js";
import { TrainingRun } from "./training-run.js";

/**
 * @throws AbortedError when the signal fires, the checkpoint written first; DataError for a checkpoint
 *   that is damaged or of another training; ConvergenceError when numbers cease to be finite, with the
 *   step, the operation and its line: variables are then those before that step, and the checkpoint is
 *   the last good one; DomainError for options without a meaning
 */
export async function train<Inputs extends readonly tf.Tensor[]>(
  options: TrainOptions<Inputs>,
): Promise<TrainingResult> {
  requireOptions(options);
  return new TrainingRun(options).finish();
}

function requireOptions<Inputs extends readonly tf.Tensor[]>(options: TrainOptions<Inputs>): void {
  const { steps, lossEvery = 1, saveEvery = 10, evaluation } = options;
  requireWhole("steps", steps, 0);
  requireWhole("lossEvery", lossEvery, 1);
  if (!(saveEvery >= 0)) {
    throw new DomainError(`train: saveEvery is ${saveEvery}; expected seconds, 0 or more.`);
  }
  if (evaluation === undefined) return;
  requireWhole("evaluation.every", evaluation.every, 1);
  if (evaluation.patience !== undefined)
    requireWhole("evaluation.patience", evaluation.patience, 1);
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DomainError(`train: ${name} is ${value}; expected a whole number from ${least} on.`);
}
