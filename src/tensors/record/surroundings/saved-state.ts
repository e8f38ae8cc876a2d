/**
 * What a step may change: which numbers variables have, and what optimisers keep; so that its effects
 * can be taken back.
 *
 * A step never writes over a variable's numbers: `assign` gives the variable other ones, another data
 * id. (A replay writes in place, and parts with what is held first.) So the data ids that variables have
 * are held, and nothing is read or copied: the numbers may be many, and lie anywhere, even on a GPU that
 * was lost.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { DataId } from "../../backend/index.js";
import { OptimiserStates } from "./optimiser-states.js";
import { registeredVariables } from "./registered-variables.js";

/** How often data ids are held by states that are saved now. */
const holds = new WeakMap<DataId, number>();

/** References to a data id that are no tensor's or variable's. */
export function timesSaved(dataId: DataId): number {
  return holds.get(dataId) ?? 0;
}

export class SavedState {
  /** Noted as the step meets them. */
  readonly optimisers = new OptimiserStates();
  readonly #held: readonly (readonly [tf.Variable, DataId])[];

  constructor() {
    this.#held = registeredVariables().map((variable) => [variable, hold(variable.dataId)]);
  }

  restore(): void {
    this.optimisers.restore();
    for (const [variable, dataId] of this.#held) {
      if (variable.isDisposed || variable.dataId === dataId) continue;
      // As `assign` does, which would move numbers that lie on another backend.
      tf.engine().disposeTensor(variable);
      variable.dataId = dataId;
      tf.engine().trackTensor(variable, backendOf(dataId));
      backendOf(dataId).incRef(dataId);
    }
  }

  dispose(): void {
    for (const [, dataId] of this.#held) letGo(dataId);
  }
}

function backendOf(dataId: DataId): tf.KernelBackend {
  return tf.engine().state.tensorInfo.get(dataId)!.backend;
}

function hold(dataId: DataId): DataId {
  backendOf(dataId).incRef(dataId);
  holds.set(dataId, timesSaved(dataId) + 1);
  return dataId;
}

function letGo(dataId: DataId): void {
  holds.set(dataId, timesSaved(dataId) - 1);
  const backend = backendOf(dataId);
  if (backend.disposeData(dataId)) tf.engine().removeDataId(dataId, backend);
}
