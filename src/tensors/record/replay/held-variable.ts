/** A variable whose numbers live in a plan's memory, and data ids that stand for such numbers. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { DataId, Elsewhere, IntertwineBackend, Numbers } from "../../backend/index.js";
import type { NumberType, PreparedPlan } from "../../plan/index.js";
import type { RecordedVariable } from "../recording/record-step.js";

/** How often the numbers of a data id were changed by replays. */
export const versions = new WeakMap<DataId, number>();

/** A variable in a plan's memory. */
export class HeldVariable {
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
    if (variable.isDisposed) {
      throw new DomainError(
        `plan: the variable "${variable.name}" was disposed of; dispose of the plan too and make another.`,
      );
    }
    if (dataId !== this.#dataId || versions.get(dataId) !== this.#version) {
      if (this.#backend.mustBeAwaited(dataId)) {
        throw new DomainError(
          `plan: the numbers of the variable "${variable.name}" lie in another plan, or in another shape of this one, on a device that cannot be read at once; await fetch() of the plan that has them first.`,
        );
      }
      this.#keepFormer(dataId);
      this.#plan.write(buffer, numbersOf(variable));
      this.#note(dataId);
    }
    if (isUpdated && this.#backend.refCount(dataId) > 1) this.#part();
  }

  /** The variable's numbers are the plan's now. */
  after(): void {
    if (!this.#variable.isUpdated) return;
    const { dataId } = this.#variable.variable;
    // A reader that still waits for the numbers before finds another object here, and keeps nothing.
    if (!this.#backend.isHeld(dataId) || this.#elsewhere.readSync === undefined) {
      this.#backend.hold(dataId, { ...this.#elsewhere });
    }
    versions.set(dataId, (versions.get(dataId) ?? 0) + 1);
    this.#note(dataId);
  }

  /** The variable's numbers are where steps that are run as they are can read them. */
  async fetch(): Promise<void> {
    const { variable } = this.#variable;
    if (!variable.isDisposed) await variable.data();
  }

  /** Numbers come back from the plan, which goes. */
  release(): void {
    this.#keepFormer(undefined);
  }

  /** What the memory held is kept for clones of it, though the variable may have other numbers by now. */
  #keepFormer(now: DataId | undefined): void {
    const former = this.#dataId;
    if (former === undefined || former === now || versions.get(former) !== this.#version) return;
    keepNumbers(this.#backend, this.#plan, former, this.#variable.buffer);
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

export function tensorOf(
  dataId: DataId,
  { shape, dtype }: { readonly shape: readonly number[]; readonly dtype: tf.DataType },
): tf.Tensor {
  const info = { dataId, shape: [...shape], dtype };
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor;
}

/** Numbers that lie in the plan's memory, before they change there or go with it. */
export function keepNumbers(
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

export function elsewhereOf(plan: PreparedPlan, buffer: number): Elsewhere {
  const read = () => plan.read(buffer);
  return plan.readSync === undefined ? { read } : { read, readSync: () => plan.readSync!(buffer) };
}

export function numbersOf(tensor: tf.Tensor): Numbers {
  const values = tensor.dataSync() as unknown;
  return values instanceof Float32Array || values instanceof Int32Array
    ? values
    : Int32Array.from(values as ArrayLike<number>);
}
