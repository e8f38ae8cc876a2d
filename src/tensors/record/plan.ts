/**
 * A step of training that is recorded once and replayed on our kernels.
 *
 *   const train = plan((x, y) => optimiser.minimize(() => loss(model(x), y), true)!);
 *   for (const [x, y] of batches) train(x, y).dispose();
 *
 * Calls of one shape: the first runs as it is (optimisers make their slots), the second is recorded,
 * all that follow are replayed. All of them are real steps.
 *
 * Law: a replay gives the bits that the step would have given on the same backend, and leaves
 * variables, slots and counters of iterations as the step would have. What a replay cannot follow is
 * refused, with its line; nothing is run otherwise in silence.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, EnvironmentError } from "../../errors.js";
import { currentBackend, type IntertwineBackend } from "../backend/index.js";
import { webAssemblyEngine } from "../engines/webassembly/index.js";
import type { PlanEngine, PreparedPlan } from "../plan/index.js";
import { optimise } from "../plan/passes/index.js";
import { compareRecordings, type Rates } from "./compare.js";
import { WatchedOptimiser } from "./optimisers.js";
import { PreparedStep } from "./prepared-step.js";
import {
  type Recording,
  recordStep,
  registeredVariables,
  type Step,
  type StepResult,
  tensorsOf,
} from "./record-step.js";

export interface PlanOptions {
  /** What replays; default WebAssembly, or the machine's own library where it was built. */
  readonly engine?: PlanEngine;
  /** How many shapes of inputs are kept prepared; those not used for longest go first. Default 8. */
  readonly shapes?: number;
  /** "eager": a step that cannot be recorded runs as it is, and `report` says why. Default: an error. */
  readonly fallback?: "eager";
}

export interface PlanReport {
  readonly engine: string;
  /** For each shape of the inputs, in the order of their last use. */
  readonly shapes: readonly {
    readonly inputs: string;
    readonly state: "run as it is" | "being prepared" | "replayed";
    readonly recordedOperations: number;
    readonly replayedOperations: number;
    readonly bytes: number;
    readonly replays: number;
  }[];
  /** Why it runs as it is. */
  readonly refused: string | undefined;
}

export interface Plan<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  /** One step. The tensors of the result are the caller's, to be disposed of. */
  (...inputs: Inputs): Result;
  /** So many steps with the same inputs; the result of the last. */
  repeat(times: number, ...inputs: Inputs): Result;
  report(): PlanReport;
  /** Variables keep their values; the plan's memory goes. */
  dispose(): void;
}

/**
 * @param step does the same each time with the tensors it is given, with variables, and with tensors it
 *   closes over; what changes otherwise must be an input
 * @throws DomainError, from the second call on, for a step that cannot be replayed; EnvironmentError
 *   unless TensorFlow.js runs on our backend (`await useDevice("webassembly")`)
 */
export function plan<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  step: Step<Inputs, Result>,
  options: PlanOptions = {},
): Plan<Inputs, Result> {
  const planned = new PlannedStep(step, options);
  return Object.assign((...inputs: Inputs) => planned.run(inputs, 1), {
    repeat: (times: number, ...inputs: Inputs) => planned.run(inputs, requireTimes(times)),
    report: () => planned.report(),
    dispose: () => planned.dispose(),
  });
}

interface Shape<Result extends StepResult> {
  readonly inputs: string;
  calls: number;
  replays: number;
  prepared?: PreparedStep<Result>;
  isWaiting?: boolean;
  recordedOperations: number;
  replayedOperations: number;
}

class PlannedStep<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
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
    const shape = this.#shapeOf(inputs);
    let left = times;
    while (left > 0) {
      const { prepared } = shape;
      if (prepared !== undefined) {
        if (prepared.changed() === undefined) {
          shape.replays += left;
          return prepared.replay(inputs, left);
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

  report(): PlanReport {
    return {
      engine: this.#engine?.name ?? "not chosen yet",
      shapes: [...this.#shapes.values()].map(
        ({ inputs, prepared, isWaiting, recordedOperations, replayedOperations, replays }) => ({
          inputs,
          state: prepared ? "replayed" : isWaiting ? "being prepared" : "run as it is",
          ...{ recordedOperations, replayedOperations, replays },
          bytes: prepared?.plan.bytes ?? 0,
        }),
      ),
      refused: this.#refused?.message,
    };
  }

  dispose(): void {
    for (const shape of this.#shapes.values()) this.#forget(shape);
    this.#shapes.clear();
    this.#isDisposed = true;
  }

  /** A step that is not replayed yet; the second of a shape is recorded. */
  #slowly(shape: Shape<Result>, inputs: Inputs): Result {
    shape.calls++;
    if (shape.calls === 1 || shape.isWaiting || this.#refused !== undefined) {
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
      const graph = optimise(withRatesAsInputs(recording, rates));
      shape.recordedOperations = recording.graph.operations.length;
      shape.replayedOperations = graph.operations.length;
      this.#engine ??= webAssemblyEngine();
      const ready = (plan: PreparedPlan) => {
        shape.isWaiting = false;
        shape.prepared = new PreparedStep({ backend, plan, recording, rates, optimisers });
      };
      const prepared = this.#engine.prepare(graph);
      if (prepared instanceof Promise) {
        shape.isWaiting = true;
        void prepared.then(ready);
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
    const counts = { calls: 0, replays: 0, recordedOperations: 0, replayedOperations: 0 };
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

/** Clones that hold the variables' numbers of now. */
function savedVariables() {
  const saved = registeredVariables().map(
    (variable) => [variable, tf.keep(variable.clone())] as const,
  );
  return {
    restore: () => {
      for (const [variable, clone] of saved) if (!variable.isDisposed) variable.assign(clone);
    },
    dispose: () => {
      for (const [, clone] of saved) clone.dispose();
    },
  };
}

function requireBackend(): IntertwineBackend {
  const backend = currentBackend();
  if (backend !== undefined) return backend;
  throw new EnvironmentError(
    `plan: TensorFlow.js runs on "${tf.getBackend()}", where steps cannot be recorded; call await useDevice("webassembly") before tensors are made.`,
  );
}

function requireTimes(times: number): number {
  if (Number.isInteger(times) && times >= 1) return times;
  throw new DomainError(`plan.repeat: times is ${times}; expected a whole number from 1 on.`);
}
