/** A plan's inputs of one shape: at first as they are, then replayed. */
import type * as tf from "@tensorflow/tfjs-core";
import type { IntertwineBackend } from "../backend/index.js";
import type { PlanEngine, PlanGraph, PreparedPlan } from "../plan/index.js";
import { optimise } from "../plan/passes/index.js";
import type { Step } from "./recording/record-step.js";
import { type Ran, type Recorded, recordTwice, type Tolerance } from "./recording/record-twice.js";
import type { StepResult } from "./recording/results.js";
import { PreparedStep } from "./replay/prepared-step.js";
import {
  type PlannedShape,
  type RecordedKernel,
  type ReplayedOperation,
  recordedKernels,
  replayedOperations,
} from "./report/report.js";
import { requireBackend } from "./surroundings/require-backend.js";

/** How often optimisers may make slots in a step before it is said to do so each time. */
const MOST_STEPS_WITH_SLOTS = 3;

export class ShapeOfInputs<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  readonly inputs: string;
  calls = 0;
  replays = 0;
  prepared: PreparedStep<Result> | undefined;
  waiting: Promise<void> | undefined;
  /** Why the engine could not prepare it. */
  failed: Error | undefined;
  recorded: readonly RecordedKernel[] = [];
  operations: readonly ReplayedOperation[] = [];
  #withSlots = 0;

  constructor(inputs: string) {
    this.inputs = inputs;
  }

  /** A real step, which is replayed from now on, or from when the engine is ready. */
  record(
    step: Step<Inputs, Result>,
    inputs: Inputs,
    options: { readonly passes: boolean; readonly refusals: boolean; engine(): PlanEngine },
  ): Ran<Result> {
    const backend = requireBackend();
    const tolerance: Tolerance = {
      slots: this.#withSlots < MOST_STEPS_WITH_SLOTS,
      refusals: options.refusals,
    };
    const ran = recordTwice(backend, step, inputs, tolerance, (recorded) => {
      const whole = withRatesAsInputs(recorded);
      const graph = options.passes ? optimise(whole) : whole;
      this.recorded = recordedKernels(recorded.recording.graph);
      this.operations = replayedOperations(graph, this.recorded);
      this.#take(options.engine().prepare(graph), backend, recorded);
    });
    if (!ran.isRecorded) this.#withSlots++;
    return ran;
  }

  forget(): void {
    this.prepared?.dispose();
    this.prepared = undefined;
    this.waiting = undefined;
  }

  report(): PlannedShape {
    const { inputs, prepared, waiting, recorded, operations, replays } = this;
    return {
      inputs,
      state: prepared ? "replayed" : waiting ? "being prepared" : "run as it is",
      ...{ recordedOperations: recorded.length, replayedOperations: operations.length },
      ...{ replays, recorded, operations },
      bytes: prepared?.plan.bytes ?? 0,
    };
  }

  #take(
    prepared: PreparedPlan | Promise<PreparedPlan>,
    backend: IntertwineBackend,
    recorded: Recorded<Result>,
  ): void {
    const ready = (plan: PreparedPlan) => {
      this.prepared = new PreparedStep({ backend, plan, ...recorded });
    };
    if (!(prepared instanceof Promise)) {
      ready(prepared);
      return;
    }
    const waiting = prepared.then(
      (plan) => {
        if (this.waiting !== waiting) {
          plan.dispose();
          return;
        }
        this.waiting = undefined;
        ready(plan);
      },
      (error: Error) => {
        this.failed = error;
        throw error;
      },
    );
    // Told by ready() and by the next call, and not as an unhandled rejection.
    waiting.catch(() => {});
    this.waiting = waiting;
  }
}

/** Constants that follow a learning rate are written before each run. */
function withRatesAsInputs<Result extends StepResult>({
  recording: { graph },
  rates,
}: Recorded<Result>): PlanGraph {
  const following = new Set(rates.map(({ buffer }) => buffer));
  const buffers = graph.buffers.map((description, buffer) =>
    following.has(buffer)
      ? { length: 1, type: description.type, role: "input" as const, name: "learning rate" }
      : description,
  );
  return { ...graph, buffers };
}
