/** A step in its shapes: who runs it, when it is recorded, what of it is kept. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, EnvironmentError } from "../../errors.js";
import { currentBackend, type IntertwineBackend } from "../backend/index.js";
import { webAssemblyEngine } from "../engines/webassembly/index.js";
import type { PlanEngine, PreparedPlan } from "../plan/index.js";
import { optimise } from "../plan/passes/index.js";
import { compareRecordings, type Rates, requireRates } from "./compare.js";
import { WatchedOptimiser } from "./optimisers.js";
import type { PlanOptions } from "./plan.js";
import {
  type Recording,
  recordStep,
  type Step,
  type StepResult,
  tensorsOf,
} from "./record-step.js";
import { PreparedStep } from "./replay/prepared-step.js";
import { requireTensors } from "./replay/require-tensors.js";
import {
  type PlanReport,
  planReport,
  type RecordedKernel,
  type ReplayedOperation,
  recordedKernels,
  replayedOperations,
} from "./report.js";
import { savedVariables } from "./saved-variables.js";

interface Shape<Result extends StepResult> {
  readonly inputs: string;
  calls: number;
  replays: number;
  prepared?: PreparedStep<Result>;
  waiting?: Promise<void>;
  recorded: readonly RecordedKernel[];
  operations: readonly ReplayedOperation[];
}

/** The shapes that a plan has met, each at first as it is, then replayed. */
export class PlannedStep<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  readonly #step: Step<Inputs, Result>;
  readonly #options: PlanOptions;
  readonly #shapes = new Map<string, Shape<Result>>();
  #engine: PlanEngine | undefined;
  #refused: Error | undefined;
  #isDisposed = false;

  constructor(step: Step<Inputs, Result>, options: PlanOptions) {
    this.#step = step;
    this.#options = options;
    this.#engine = options.engine;
  }

  run(inputs: Inputs, times: number): Result {
    if (this.#isDisposed) {
      throw new DomainError("plan: got a call after dispose(); make another plan.");
    }
    requireTensors(inputs);
    const isPart = currentBackend()?.recorder !== undefined || tf.engine().state.gradientDepth > 0;
    if (isPart) return this.#asItIs(inputs, times);
    const shape = this.#shapeOf(inputs);
    // A variable among the inputs may be updated by each step.
    const most = inputs.some((input) => input instanceof tf.Variable) ? 1 : times;
    let left = times;
    while (left > 0) {
      const { prepared } = shape;
      if (prepared !== undefined) {
        if (prepared.changed() === undefined) {
          const count = Math.min(left, most);
          const result = prepared.replay(inputs, count);
          shape.replays += count;
          left -= count;
          if (left === 0) return result;
          tf.dispose(tensorsOf(result));
          continue;
        }
        this.#forget(shape);
      }
      const result = this.#slowly(shape, inputs);
      left--;
      if (left === 0) return result;
      tf.dispose(tensorsOf(result));
    }
    throw new RangeError("plan: no step was run");
  }

  async ready(): Promise<void> {
    await Promise.all([...this.#shapes.values()].map(({ waiting }) => waiting));
  }

  report(): PlanReport {
    return planReport({
      engine: this.#engine?.name ?? "not chosen yet",
      shapes: [...this.#shapes.values()].map(
        ({ inputs, prepared, waiting, recorded, operations, replays }) => ({
          inputs,
          state: prepared ? "replayed" : waiting ? "being prepared" : "run as it is",
          ...{ recordedOperations: recorded.length, replayedOperations: operations.length },
          ...{ replays, recorded, operations },
          bytes: prepared?.plan.bytes ?? 0,
        }),
      ),
      refused: this.#refused?.message,
    });
  }

  dispose(): void {
    for (const shape of this.#shapes.values()) this.#forget(shape);
    this.#shapes.clear();
    this.#isDisposed = true;
  }

  /** Within another plan that is recorded, or under a gradient, which must see what the step does. */
  #asItIs(inputs: Inputs, times: number): Result {
    for (let k = 1; k < times; k++) tf.dispose(tensorsOf(this.#step(...inputs)));
    return this.#step(...inputs);
  }

  /** A step that is not replayed yet; the second of a shape is recorded. */
  #slowly(shape: Shape<Result>, inputs: Inputs): Result {
    shape.calls++;
    if (shape.calls === 1 || shape.waiting !== undefined || this.#refused !== undefined) {
      return this.#step(...inputs);
    }
    try {
      return this.#record(shape, inputs);
    } catch (error) {
      if (this.#options.fallback !== "eager" || !(error instanceof DomainError)) throw error;
      this.#refused = error;
      return this.#step(...inputs);
    }
  }

  #record(shape: Shape<Result>, inputs: Inputs): Result {
    const backend = requireBackend();
    const before = savedVariables();
    let isReal = false;
    try {
      const recording = recordStep(backend, this.#step, inputs);
      const optimisers = recording.optimisers.map((optimiser) => new WatchedOptimiser(optimiser));
      const rates = this.#rehearse(backend, inputs, recording, optimisers);
      isReal = true;
      const whole = withRatesAsInputs(recording, rates);
      const graph = this.#options.passes === false ? whole : optimise(whole);
      shape.recorded = recordedKernels(recording.graph);
      shape.operations = replayedOperations(graph, shape.recorded);
      this.#engine ??= webAssemblyEngine();
      const ready = (plan: PreparedPlan) => {
        shape.waiting = undefined;
        shape.prepared = new PreparedStep({ backend, plan, recording, rates, optimisers });
      };
      const prepared = this.#engine.prepare(graph);
      if (prepared instanceof Promise) {
        shape.waiting = prepared.then(ready);
        // Told by ready(), and not as an unhandled rejection; the step goes on as it is.
        shape.waiting.catch(() => {});
      } else ready(prepared);
      return recording.result;
    } finally {
      if (!isReal) before.restore();
      before.dispose();
    }
  }

  /** Records the step once more, with other learning rates, and takes its effects back. */
  #rehearse(
    backend: IntertwineBackend,
    inputs: Inputs,
    first: Recording<Result>,
    optimisers: readonly WatchedOptimiser[],
  ) {
    const saved = savedVariables();
    const rates = optimisers.map((optimiser, k): Rates => {
      const rate = optimiser.learningRate;
      return { optimiser, first: rate, second: rate === 0 ? 1e-3 : rate * (1 + (k + 1) / 512) };
    });
    const iterations = optimisers.map((optimiser) => optimiser.iterations);
    try {
      for (const { optimiser, second } of rates) optimiser.learningRate = second;
      const second = recordStep(backend, this.#step, inputs);
      tf.dispose(tensorsOf(second.result));
      requireRates(rates);
      return compareRecordings(first, second, rates);
    } finally {
      for (const { optimiser, first } of rates) optimiser.learningRate = first;
      optimisers.forEach((optimiser, k) => {
        optimiser.iterations = iterations[k];
      });
      saved.restore();
      saved.dispose();
    }
  }

  #shapeOf(inputs: Inputs): Shape<Result> {
    let key = "";
    for (const { dtype, shape } of inputs) key += `${dtype}[${shape}] `;
    const known = this.#shapes.get(key);
    if (known !== undefined) {
      if (this.#shapes.size > 1) {
        this.#shapes.delete(key);
        this.#shapes.set(key, known);
      }
      return known;
    }
    const counts = { calls: 0, replays: 0, recorded: [], operations: [] };
    const shape: Shape<Result> = { inputs: key.trimEnd(), ...counts };
    this.#shapes.set(key, shape);
    const [[oldest, shapeOfOldest]] = this.#shapes;
    if (this.#shapes.size > (this.#options.shapes ?? 8)) {
      this.#forget(shapeOfOldest);
      this.#shapes.delete(oldest);
    }
    return shape;
  }

  #forget(shape: Shape<Result>): void {
    shape.prepared?.dispose();
    shape.prepared = undefined;
  }
}

/** Constants that follow a learning rate are written before each run. */
function withRatesAsInputs<Result extends StepResult>(
  { graph }: Recording<Result>,
  rates: readonly { readonly buffer: number }[],
) {
  const following = new Set(rates.map(({ buffer }) => buffer));
  const buffers = graph.buffers.map((description, buffer) =>
    following.has(buffer)
      ? { length: 1, type: description.type, role: "input" as const, name: "learning rate" }
      : description,
  );
  return { ...graph, buffers };
}

function requireBackend(): IntertwineBackend {
  const backend = currentBackend();
  if (backend !== undefined) return backend;
  throw new EnvironmentError(
    `plan: TensorFlow.js runs on "${tf.getBackend()}", where steps cannot be recorded; call await useDevice("webassembly") before tensors are made.`,
  );
}
