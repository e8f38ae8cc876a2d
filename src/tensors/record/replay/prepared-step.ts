/**
 * A recorded step that is replayed. Variables live in the plan's memory: after a replay a tf.Variable's
 * numbers are fetched when somebody asks for them; what somebody assigned to it is written before one.
 */
import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../../errors.js";
import type { DataId, IntertwineBackend } from "../../backend/index.js";
import type { Place, PreparedPlan } from "../../plan/index.js";
import type { RateBuffer } from "../compare.js";
import type { WatchedOptimiser } from "../optimisers.js";
import type { Recording, StepResult } from "../record-step.js";
import {
  elsewhereOf,
  HeldVariable,
  keepNumbers,
  numbersOf,
  tensorOf,
  versions,
} from "./held-variable.js";

export interface PreparedStepParts<Result extends StepResult> {
  readonly backend: IntertwineBackend;
  readonly plan: PreparedPlan;
  readonly recording: Recording<Result>;
  readonly rates: readonly RateBuffer[];
  readonly optimisers: readonly WatchedOptimiser[];
}

export class PreparedStep<Result extends StepResult> {
  readonly plan: PreparedPlan;
  readonly #parts: PreparedStepParts<Result>;
  readonly #held: readonly HeldVariable[];
  /** What was written last. */
  readonly #inputs: ({ readonly dataId: DataId; readonly version?: number } | undefined)[];
  readonly #rates: number[];
  /** Whether each variable was trainable: it decides what an optimiser updates. */
  readonly #trainable: readonly boolean[];
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
    this.#trainable = recording.variables.map(({ variable }) => variable.trainable);
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
    for (const optimiser of this.#parts.optimisers) {
      const name = optimiser.changed();
      if (name !== undefined) return name;
    }
    const { recording, backend } = this.#parts;
    const turned = recording.variables.find(
      ({ variable }, k) => variable.trainable !== this.#trainable[k],
    );
    if (turned !== undefined) return `${turned.variable.name}.trainable`;
    const isGone = this.#closedOver.some((buffer) => !backend.isThere(buffer));
    return isGone ? "a tensor made before the step" : undefined;
  }

  replay(inputs: readonly tf.Tensor[], times: number): Result {
    const { plan, recording, rates, optimisers, backend } = this.#parts;
    if (tf.engine().backend !== backend) {
      throw new EnvironmentError(
        `plan: the step was recorded on another backend than "${tf.getBackend()}", on which TensorFlow.js runs now; go back with await useDevice(…), or make another plan.`,
      );
    }
    this.#settleResults();
    for (const held of this.#held) held.before();
    inputs.forEach(({ dataId }, k) => {
      const written = this.#inputs[k];
      const version = versions.get(dataId);
      if (dataId === written?.dataId && version === written.version) return;
      plan.write(recording.inputs[k], numbersOf(inputs[k]));
      this.#inputs[k] = { dataId, version };
    });
    rates.forEach(({ buffer, optimiser, sign }, k) => {
      const rate = sign * optimiser.learningRate;
      if (rate === this.#rates[k]) return;
      plan.write(buffer, Float32Array.of(rate));
      this.#rates[k] = rate;
    });
    plan.run(times);
    for (const optimiser of optimisers) optimiser.iterations += times;
    for (const held of this.#held) held.after();
    return this.#result();
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
