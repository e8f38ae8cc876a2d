/**
 * A recorded step that is replayed. Variables live in the plan's memory: after a replay a tf.Variable's
 * numbers are fetched when somebody asks for them; what somebody assigned to it is written before one.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { DataId, Elsewhere, IntertwineBackend, Numbers } from "../backend/index.js";
import type { NumberType, Place, PreparedPlan } from "../plan/index.js";
import type { RateBuffer } from "./compare.js";
import type { WatchedOptimiser } from "./optimisers.js";
import type { RecordedVariable, Recording, StepResult } from "./record-step.js";

/** How often the numbers of a data id were changed by replays. */
const versions = new WeakMap<DataId, number>();

class Held {
  readonly #variable: RecordedVariable;
  readonly #plan: PreparedPlan;
  readonly #backend: IntertwineBackend;
  readonly #elsewhere: Elsewhere;
  /** What the plan's memory holds. */
  #dataId: DataId | undefined;
  #version: number | undefined;

  constructor(variable: RecordedVariable, plan: PreparedPlan, backend: IntertwineBackend) {
    this.#variable = variable;
    this.#plan = plan;
    this.#backend = backend;
    this.#elsewhere = elsewhereOf(plan, variable.buffer);
  }

  /** Brings the plan's memory up to date, and keeps a clone's numbers. */
  before(): void {
    const { variable, buffer, isUpdated } = this.#variable;
    const { dataId } = variable;
    if (dataId !== this.#dataId || versions.get(dataId) !== this.#version) {
      if (variable.isDisposed) {
        throw new DomainError(
          `plan: the variable "${variable.name}" was disposed of; dispose of the plan too and make another.`,
        );
      }
      this.#plan.write(buffer, numbersOf(variable));
      this.#note(dataId);
    }
    if (isUpdated && this.#backend.refCount(dataId) > 1) this.#part();
  }

  /** The variable's numbers are the plan's now. */
  after(): void {
    if (!this.#variable.isUpdated) return;
    const { dataId } = this.#variable.variable;
    if (!this.#backend.isHeld(dataId)) this.#backend.hold(dataId, this.#elsewhere);
    versions.set(dataId, (versions.get(dataId) ?? 0) + 1);
    this.#note(dataId);
  }

  /** Numbers come back from the plan, which goes. */
  release(): void {
    const { variable } = this.#variable;
    if (variable.isDisposed || variable.dataId !== this.#dataId) return;
    if (versions.get(variable.dataId) !== this.#version) return;
    keepNumbers(this.#backend, this.#plan, variable.dataId, this.#variable.buffer);
  }

  /** A clone shares the data id and keeps what it has; the variable gets an id of its own. */
  #part(): void {
    const { variable, buffer } = this.#variable;
    keepNumbers(this.#backend, this.#plan, variable.dataId, buffer);
    const type = variable.dtype as NumberType;
    const own = tensorOf(this.#backend.held(this.#elsewhere, variable.shape, type), variable);
    variable.assign(own);
    own.dispose();
    this.#note(variable.dataId);
  }

  #note(dataId: DataId): void {
    this.#dataId = dataId;
    this.#version = versions.get(dataId);
  }
}

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
  readonly #held: readonly Held[];
  /** What was written last. */
  readonly #inputs: ({ readonly dataId: DataId; readonly version?: number } | undefined)[];
  readonly #rates: number[];
  #results: { readonly dataId: DataId; readonly buffer: number }[] = [];

  constructor(parts: PreparedStepParts<Result>) {
    const { plan, recording, backend, rates } = parts;
    this.plan = plan;
    this.#parts = parts;
    this.#held = recording.variables.map((variable) => new Held(variable, plan, backend));
    this.#inputs = recording.inputs.map(() => undefined);
    this.#rates = rates.map(() => Number.NaN);
  }

  /** The name of an optimiser's number that is no longer what was recorded. */
  changed(): string | undefined {
    for (const optimiser of this.#parts.optimisers) {
      const name = optimiser.changed();
      if (name !== undefined) return name;
    }
    return undefined;
  }

  replay(inputs: readonly tf.Tensor[], times: number): Result {
    const { plan, recording, rates, optimisers } = this.#parts;
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

function tensorOf(
  dataId: DataId,
  { shape, dtype }: { readonly shape: readonly number[]; readonly dtype: tf.DataType },
): tf.Tensor {
  const info = { dataId, shape: [...shape], dtype };
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor;
}

/** Numbers that lie in the plan's memory, before they change there or go with it. */
function keepNumbers(
  backend: IntertwineBackend,
  plan: PreparedPlan,
  dataId: DataId,
  buffer: number,
): void {
  if (!backend.isHeld(dataId)) return;
  if (plan.readSync !== undefined) {
    backend.fetch(dataId);
    return;
  }
  const numbers = plan.read(buffer);
  numbers.catch(() => {});
  backend.hold(dataId, { read: () => numbers });
}

function elsewhereOf(plan: PreparedPlan, buffer: number): Elsewhere {
  const read = () => plan.read(buffer);
  return plan.readSync === undefined ? { read } : { read, readSync: () => plan.readSync!(buffer) };
}

function numbersOf(tensor: tf.Tensor): Numbers {
  const values = tensor.dataSync() as unknown;
  return values instanceof Float32Array || values instanceof Int32Array
    ? values
    : Int32Array.from(values as ArrayLike<number>);
}
