/**
 * A recorded step that is replayed. Variables live in the plan's memory: after a replay a tf.Variable's
 * numbers are fetched when somebody asks for them; what somebody assigned to it is written before one.
 */
import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../../errors.js";
import type { DataId, IntertwineBackend } from "../../backend/index.js";
import type { Place, PreparedPlan } from "../../plan/index.js";
import type { Recorded } from "../recording/record-twice.js";
import type { StepResult } from "../recording/results.js";
import {
  elsewhereOf,
  HeldVariable,
  keepNumbers,
  numbersOf,
  tensorOf,
  versions,
} from "./held-variable.js";

export interface PreparedStepParts<Result extends StepResult> extends Recorded<Result> {
  readonly backend: IntertwineBackend;
  readonly plan: PreparedPlan;
}

export class PreparedStep<Result extends StepResult> {
  readonly plan: PreparedPlan;
  readonly #parts: PreparedStepParts<Result>;
  readonly #held: readonly HeldVariable[];
  /** What was written last. */
  readonly #inputs: ({ readonly dataId: DataId; readonly version?: number } | undefined)[];
  readonly #rates: number[];
  /** Buffers of tensors that the step closes over. */
  readonly #closedOver: readonly number[];
  #results: { readonly dataId: DataId; readonly buffer: number }[] = [];

  constructor(parts: PreparedStepParts<Result>) {
    const { plan, recording, backend, rates } = parts;
    this.plan = plan;
    this.#parts = parts;
    this.#held = recording.variables.map((variable) => new HeldVariable(variable, plan, backend));
    this.#inputs = recording.inputs.map(() => undefined);
    this.#rates = rates.map(() => Number.NaN);
    const following = new Set(rates.map(({ buffer }) => buffer));
    this.#closedOver = [...recording.outside]
      .filter(([buffer, { origin }]) => origin === "before" && !following.has(buffer))
      .map(([, { source }]) => source);
  }

  /**
   * What is no longer as it was recorded: a number of an optimiser, whether a variable is trained, or
   * that a tensor which the step closes over is there.
   */
  changed(): string | undefined {
    for (const { optimiser } of this.#parts.optimisers) {
      const name = optimiser.changed();
      if (name !== undefined) return name;
    }
    const { recording, backend } = this.#parts;
    const turned = recording.variables.find(
      ({ variable, trainable }) => variable.trainable !== trainable,
    );
    if (turned !== undefined) return `${turned.variable.name}.trainable`;
    const isGone = this.#closedOver.some((buffer) => !backend.isThere(buffer));
    return isGone ? "a tensor made before the step" : undefined;
  }

  replay(inputs: readonly tf.Tensor[], times: number): Result {
    const { plan, optimisers } = this.#parts;
    this.#bring(inputs);
    plan.run(times);
    for (const { optimiser, iterations } of optimisers) optimiser.iterations += times * iterations;
    for (const held of this.#held) held.after();
    return this.#result();
  }

  /** Variables, inputs and rates as they are now. */
  #bring(inputs: readonly tf.Tensor[]): void {
    const { plan, recording, rates, backend } = this.#parts;
    if (tf.engine().backend !== backend) {
      throw new EnvironmentError(
        `plan: the step was recorded on another backend than "${tf.getBackend()}", on which TensorFlow.js runs now; go back with await useDevice(…), or make another plan.`,
      );
    }
    this.#settleResults();
    for (const held of this.#held) held.before();
    inputs.forEach(({ dataId }, k) => {
      const buffer = recording.inputs[k];
      if (buffer === undefined) return;
      const written = this.#inputs[k];
      const version = versions.get(dataId);
      if (dataId === written?.dataId && version === written.version) return;
      plan.write(buffer, numbersOf(inputs[k]));
      this.#inputs[k] = { dataId, version };
    });
    rates.forEach(({ buffer, optimiser, sign }, k) => {
      const rate = sign * optimiser.learningRate;
      if (rate === this.#rates[k]) return;
      plan.write(buffer, Float32Array.of(rate));
      this.#rates[k] = rate;
    });
  }

  /** Seconds of each operation, on the numbers of now, which stay. @see PreparedPlan.time */
  time(inputs: readonly tf.Tensor[], repeats: number): { step: number; operations: Float64Array } {
    const { plan, recording } = this.#parts;
    if (plan.time === undefined || plan.readSync === undefined) {
      throw new EnvironmentError(
        "plan.profile: operations cannot be timed one by one on this engine; profile the plan on WebAssembly.",
      );
    }
    this.#bring(inputs);
    const kept = recording.variables.map(({ buffer }) => [buffer, plan.readSync!(buffer)] as const);
    try {
      return plan.time(repeats);
    } finally {
      for (const [buffer, numbers] of kept) plan.write(buffer, numbers);
    }
  }

  async fetch(): Promise<void> {
    await Promise.all(this.#held.map((held) => held.fetch()));
  }

  get parts(): PreparedStepParts<Result> {
    return this.#parts;
  }

  dispose(): void {
    this.#settleResults();
    for (const held of this.#held) held.release();
    this.plan.dispose();
  }

  /** Results that are still unread are read now: the next run writes over them. */
  #settleResults(): void {
    const { backend, plan } = this.#parts;
    for (const { dataId, buffer } of this.#results) {
      keepNumbers(backend, plan, dataId, buffer);
    }
    this.#results = [];
  }

  #result(): Result {
    const { recording } = this.#parts;
    const { result, results } = recording;
    const tensors = results.map((place) => this.#tensor(place));
    if (result === undefined || result === null) return result;
    if (result instanceof tf.Tensor) return tensors[0] as Result & tf.Tensor;
    if (Array.isArray(result)) return tensors as unknown as Result;
    const names = Object.keys(result);
    return Object.fromEntries(names.map((name, k) => [name, tensors[k]])) as unknown as Result;
  }

  #tensor({ buffer, shape, type }: Place): tf.Tensor {
    const { backend, plan } = this.#parts;
    const dataId = backend.held(elsewhereOf(plan, buffer), shape, type);
    this.#results.push({ dataId, buffer });
    return tensorOf(dataId, { shape, dtype: type });
  }
}
