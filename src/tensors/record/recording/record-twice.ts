/**
 * A step that is recorded, and rehearsed: recorded once more with other learning rates, to see that it
 * is the same each time. The first is a real step; the effects of the second are taken back.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { IntertwineBackend } from "../../backend/index.js";
import { WatchedOptimiser } from "../optimisers.js";
import type { OptimiserStates } from "../surroundings/optimiser-states.js";
import { SavedState } from "../surroundings/saved-state.js";
import { compareRecordings, type RateBuffer, type Rates, requireRates } from "./compare.js";
import { type Recording, recordStep, type Step, type Unrecorded } from "./record-step.js";
import { type StepResult, tensorsOf } from "./results.js";

export interface Recorded<Result extends StepResult> {
  readonly recording: Recording<Result>;
  readonly rates: readonly RateBuffer[];
  readonly optimisers: readonly RecordedOptimiser[];
}

export interface RecordedOptimiser {
  readonly optimiser: WatchedOptimiser;
  /** Its rate when it was recorded; without one there is none to follow. */
  readonly rate: number | undefined;
  /** By how much a step moves its count of iterations: twice applied, it counts two. */
  readonly iterations: number;
}

/** A step that ran; where it was not recorded optimisers made their slots, or `refused` says why. */
export interface Ran<Result extends StepResult> {
  readonly result: Result;
  readonly isRecorded: boolean;
  readonly refused?: DomainError;
}

export interface Tolerance {
  /** Whether optimisers may make slots: the step counts as it is, and is recorded the next time. */
  readonly slots: boolean;
  /** Whether a step that ran and cannot be replayed counts as it is. */
  readonly refusals: boolean;
}

/**
 * @param take what is recorded; an error of it is one of the step
 * @throws DomainError for a step that cannot be replayed; its effects are taken back
 */
export function recordTwice<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  backend: IntertwineBackend,
  step: Step<Inputs, Result>,
  inputs: Inputs,
  tolerance: Tolerance,
  take: (recorded: Recorded<Result>) => void,
): Ran<Result> {
  const before = new SavedState();
  let isReal = false;
  let ran: Result | undefined;
  try {
    const first = recordStep(backend, step, inputs, before.optimisers);
    ran = first.result;
    try {
      if ("created" in first) {
        requireSlots(first, before.optimisers, tolerance);
        isReal = true;
        return { result: first.result, isRecorded: false };
      }
      requireUnmoved(before.optimisers);
      const optimisers = first.optimisers.map((one): RecordedOptimiser => {
        const optimiser = new WatchedOptimiser(one);
        const rate = optimiser.hasRate ? optimiser.learningRate : undefined;
        const iterations = optimiser.iterations - before.optimisers.iterationsOf(one);
        return { optimiser, rate, iterations };
      });
      const rates = rehearse(backend, step, inputs, first, optimisers);
      take({ recording: first, rates, optimisers });
      isReal = true;
      return { result: first.result, isRecorded: true };
    } catch (error) {
      if (!tolerance.refusals || !(error instanceof DomainError)) throw error;
      isReal = true;
      return { result: first.result, isRecorded: false, refused: error };
    }
  } finally {
    if (!isReal) {
      before.restore();
      if (ran !== undefined) tf.dispose(tensorsOf(ran));
    }
    before.dispose();
  }
}

/** Records the step once more, with other learning rates, and takes its effects back. */
function rehearse<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  backend: IntertwineBackend,
  step: Step<Inputs, Result>,
  inputs: Inputs,
  first: Recording<Result>,
  optimisers: readonly RecordedOptimiser[],
): RateBuffer[] {
  const saved = new SavedState();
  const rates = optimisers.flatMap(({ optimiser, rate }, k): Rates[] => {
    if (rate === undefined) return [];
    return [{ optimiser, first: rate, second: rate === 0 ? 1e-3 : rate * (1 + (k + 1) / 512) }];
  });
  try {
    for (const { optimiser, second } of rates) optimiser.learningRate = second;
    const second = recordedAgain(backend, step, inputs, saved.optimisers);
    requireRates(rates);
    return compareRecordings(first, second, rates);
  } finally {
    saved.restore();
    saved.dispose();
    for (const { optimiser, first } of rates) optimiser.learningRate = first;
  }
}

/** @param look at the results, which go @throws DomainError where the step makes variables this time */
export function recordedAgain<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  backend: IntertwineBackend,
  step: Step<Inputs, Result>,
  inputs: Inputs,
  states: OptimiserStates,
  look: (recording: Recording<Result>) => void = () => {},
): Recording<Result> {
  const again = recordStep(backend, step, inputs, states);
  try {
    if ("created" in again) throw creates(again.created[0]);
    look(again);
    return again;
  } finally {
    tf.dispose(tensorsOf(again.result));
  }
}

function requireSlots(
  { created }: Unrecorded<StepResult>,
  optimisers: OptimiserStates,
  { slots }: Tolerance,
): void {
  const own = optimisers.newSlots();
  const other = created.find((variable) => !slots || !own.has(variable));
  if (other !== undefined) throw creates(other);
}

function creates({ name }: tf.Variable): DomainError {
  return new DomainError(
    `plan: the step creates a variable ("${name}"); make variables before the step, or once in its first call.`,
  );
}

function requireUnmoved(optimisers: OptimiserStates): void {
  const moved = optimisers.moved();
  if (moved === undefined) return;
  throw new DomainError(
    `plan: the step changes "${moved.name}" of ${moved.optimiser}; a replay would not. Keep what changes in a tf.variable.`,
  );
}
