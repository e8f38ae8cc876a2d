/** One call of `train`: what it has come to, and how it goes on. */
import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { AbortedError, DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import { WatchedOptimiser } from "../record/optimisers.js";
import type { TrainingResult, TrainOptions } from "./options.js";
import { bringBack } from "./state/bring-back.js";
import { type Reached, readReached, writeReached } from "./state/checkpoint.js";
import { notFiniteIn, restoreSnapshot, type Snapshot, takeSnapshot } from "./state/snapshot.js";
import { failingStep, notFiniteLoss } from "./watch/failing-step.js";
import { watchUnlisted } from "./watch/unlisted-variables.js";

/** How long steps are taken before other work may run. */
const TURN_MILLISECONDS = 40;

export class TrainingRun<Inputs extends readonly tf.Tensor[]> {
  readonly #options: TrainOptions<Inputs>;
  readonly #losses: Float64Array[] = [];
  readonly #evaluations: Float64Array[] = [];
  #step = 0;
  #waited = 0;
  #best: Reached["best"];
  /** The last state in which all numbers were finite. */
  #good: { readonly step: number; readonly state: Snapshot } | undefined;

  #isFirst = true;

  constructor(options: TrainOptions<Inputs>) {
    this.#options = options;
  }

  async finish(): Promise<TrainingResult> {
    try {
      return await this.#train();
    } finally {
      await bringBack(this.#options);
    }
  }

  async #train(): Promise<TrainingResult> {
    const { signal = interruptSignal(), onProgress, steps, saveEvery = 10 } = this.#options;
    await this.#begin();
    const first = this.#step;
    const begin = performance.now();
    let [turn, saved] = [begin, begin];
    while (!this.#isFinished) {
      if (signal?.aborted) await this.#abort(signal.reason);
      await this.#advance();
      const now = performance.now();
      if (now - turn < TURN_MILLISECONDS && !this.#isFinished) continue;
      turn = now;
      const stepsPerSecond = (1000 * (this.#step - first)) / (now - begin);
      const secondsLeft = (steps - this.#step) / stepsPerSecond;
      onProgress?.({ step: this.#step, steps, loss: this.#loss, stepsPerSecond, secondsLeft });
      if (now - saved > 1000 * saveEvery) {
        await this.#save();
        saved = now;
      }
      await setImmediate();
    }
    if (this.#step > first) await this.#save();
    const { evaluation } = this.#options;
    if (this.#best !== undefined && evaluation?.keepBest !== false) {
      restoreSnapshot(this.#options, this.#best.state);
    }
    return this.#result((performance.now() - begin) / 1000);
  }

  get #isFinished(): boolean {
    const { steps, evaluation } = this.#options;
    return (
      this.#step >= steps || this.#waited >= (evaluation?.patience ?? Number.POSITIVE_INFINITY)
    );
  }

  /** Mean of the losses that were read last. */
  get #loss(): number {
    const row = this.#losses[this.#losses.length - 1];
    return row === undefined ? Number.NaN : mean(row.subarray(1));
  }

  async #begin(): Promise<void> {
    const { checkpoint } = this.#options;
    if (checkpoint !== undefined && existsSync(checkpoint)) {
      const reached = readReached(checkpoint, this.#options);
      restoreSnapshot(this.#options, reached.state);
      this.#step = reached.step;
      this.#waited = reached.waited;
      this.#best = reached.best;
      this.#losses.push(...reached.losses);
      this.#evaluations.push(...reached.evaluations);
    }
    const state = await takeSnapshot(this.#options);
    const what = notFiniteIn(state);
    if (what !== undefined) {
      throw new DomainError(`train: ${what} before the first step; expected finite numbers.`);
    }
    this.#good = { step: this.#step, state };
  }

  /** One step, and what is due after it. */
  async #advance(): Promise<void> {
    const { steps, lossEvery = 1, evaluation } = this.#options;
    const check = this.#isFirst ? watchUnlisted(this.#options) : undefined;
    const step = this.#step + 1;
    const isRead = step % lossEvery === 0 || step === steps;
    const losses = await this.#take(this.#step, isRead);
    this.#step = step;
    check?.();
    if (losses !== undefined) {
      const what = notFiniteLoss(losses);
      if (what !== undefined) await this.#fail(what);
      this.#losses.push(Float64Array.of(step, ...losses));
    }
    if (this.#isFirst) {
      // From here on the optimisers have their slots, to which plans hold on.
      await this.#keepGood();
      this.#isFirst = false;
    }
    if (evaluation === undefined || (step % evaluation.every !== 0 && step !== steps)) return;
    await bringBack(this.#options);
    const value = await evaluation.evaluate();
    if (Number.isNaN(value)) {
      const what = notFiniteIn(await takeSnapshot(this.#options));
      if (what !== undefined) await this.#fail(what);
      throw new DomainError(
        `train: evaluate returned ${value} after step ${step}; expected a number.`,
      );
    }
    this.#evaluations.push(Float64Array.of(step, value));
    if (this.#best !== undefined && !(value < this.#best.value - (evaluation.margin ?? 0))) {
      this.#waited++;
      return;
    }
    this.#waited = 0;
    this.#best = { step, value, state: await takeSnapshot(this.#options) };
  }

  /** Takes step k. @returns its losses where they are asked for */
  async #take(
    k: number,
    isRead = true,
    step: (...inputs: Inputs) => tf.Tensor = this.#options.step,
  ): Promise<Float64Array | undefined> {
    const loss = this.#run(k, step);
    try {
      return isRead ? Float64Array.from(await loss.data()) : undefined;
    } finally {
      loss.dispose();
    }
  }

  #run(k: number, step: (...inputs: Inputs) => tf.Tensor): tf.Tensor {
    const { schedule, optimisers = [], batches } = this.#options;
    if (schedule !== undefined) {
      const rate = schedule(k);
      for (const optimiser of optimisers) new WatchedOptimiser(optimiser).learningRate = rate;
    }
    return tf.tidy(() => {
      const loss = step(...batches(k));
      if (loss instanceof tf.Tensor) return loss;
      throw new DomainError(
        `train: the step returned ${loss === null ? "null" : typeof loss}; expected a tensor of losses (of optimizer.minimize, with returnCost = true).`,
      );
    });
  }

  /** @throws ConvergenceError when the state is not finite */
  async #keepGood(): Promise<Snapshot> {
    const state = await takeSnapshot(this.#options);
    const what = notFiniteIn(state);
    if (what !== undefined) await this.#fail(what);
    this.#good = { step: this.#step, state };
    return state;
  }

  /** @throws ConvergenceError when the state is not finite; the file then stays as it was */
  async #save(): Promise<void> {
    const state = await this.#keepGood();
    const { checkpoint } = this.#options;
    if (checkpoint === undefined) return;
    writeReached(checkpoint, this.#options, {
      ...{ step: this.#step, state, waited: this.#waited, best: this.#best },
      ...{ losses: this.#losses, evaluations: this.#evaluations },
    });
  }

  async #fail(seen: string): Promise<never> {
    const { step } = this.#options;
    const asItIs = "step" in step ? step.step : step;
    const { step: from, state: good } = this.#good!;
    throw await failingStep(
      {
        parts: this.#options,
        // A plan must not record the step that makes the optimisers' slots.
        take: async (k) => (await this.#take(k, true, this.#isFirst ? asItIs : step))!,
        runAsItIs: (k) => {
          this.#run(k, asItIs);
        },
        inputs: (k) => tf.tidy(() => this.#options.batches(k).map((input) => tf.clone(input))),
      },
      { good, from, until: this.#step, seen },
    );
  }

  async #abort(reason: unknown): Promise<never> {
    await this.#save();
    const { steps, checkpoint } = this.#options;
    const kept =
      checkpoint === undefined
        ? "variables keep what they have, but there is no checkpoint"
        : "the same call continues from there";
    throw new AbortedError(`train: stopped at step ${this.#step} of ${steps}; ${kept}.`, {
      cause: reason,
    });
  }

  #result(seconds: number): TrainingResult {
    const record = ([step, value]: Float64Array) => ({ step, value });
    return {
      step: this.#step,
      stopped: this.#step >= this.#options.steps ? "all steps taken" : "no longer better",
      history: this.#losses.map((row) => {
        const losses = row.slice(1);
        return { step: row[0], losses, loss: mean(losses) };
      }),
      evaluations: this.#evaluations.map(record),
      best: this.#best && { step: this.#best.step, value: this.#best.value },
      seconds,
    };
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
