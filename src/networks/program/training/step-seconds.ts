/**
 * What a step of training costs in seconds of processor time, for comparisons on a machine that
 * others use as well: the trainings take turns, and the median over the rounds counts.
 */

import { DomainError } from "../../../errors.js";
import { quantile } from "../../../numerics/index.js";
import { ProgramTrainer } from "./program-trainer.js";
import type { ProgramTraining } from "./settings.js";

export interface StepSecondsOptions {
  /** Default 5. */
  readonly rounds?: number;
  /** Steps of each training in a round; default 1. */
  readonly steps?: number;
}

/**
 * Seconds of processor time of one step of each training; all threads of the process count, so
 * that nothing else should run in it.
 * @throws DomainError for rounds or steps that are no whole number ≥ 1, or more than a training has
 */
export function stepSeconds(
  runs: readonly ProgramTraining[],
  { rounds = 5, steps = 1 }: StepSecondsOptions = {},
): number[] {
  const asked = 1 + rounds * steps;
  const least = Math.min(...runs.map((run) => run.steps));
  if (![rounds, steps].every((count) => Number.isInteger(count) && count >= 1) || asked > least) {
    throw new DomainError(
      `stepSeconds: got ${rounds} rounds of ${steps} steps for trainings of ${least} steps or more; expected whole numbers ≥ 1, and one step more than are measured.`,
    );
  }
  const trainers = runs.map((run) => new ProgramTrainer({ ...run, recordEvery: run.steps }));
  for (const trainer of trainers) trainer.advance(1);
  const seconds: number[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    trainers.forEach((trainer, k) => {
      const before = process.cpuUsage();
      trainer.advance(steps);
      const { user, system } = process.cpuUsage(before);
      seconds[k].push((user + system) / 1e6 / steps);
    });
  }
  return seconds.map((values) => quantile(values, 0.5));
}
