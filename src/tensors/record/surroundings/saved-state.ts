/** What a step may change: variables, and what optimisers keep; so that its effects can be taken back. */
import * as tf from "@tensorflow/tfjs-core";
import { OptimiserStates } from "./optimiser-states.js";
import { registeredVariables } from "./registered-variables.js";

export class SavedState {
  /** Noted as the step meets them. */
  readonly optimisers = new OptimiserStates();
  readonly #clones: readonly (readonly [tf.Variable, tf.Tensor])[];

  constructor() {
    this.#clones = registeredVariables().map((variable) => [variable, tf.keep(variable.clone())]);
  }

  restore(): void {
    this.optimisers.restore();
    for (const [variable, clone] of this.#clones) {
      if (!variable.isDisposed) variable.assign(clone);
    }
  }

  dispose(): void {
    for (const [, clone] of this.#clones) clone.dispose();
  }
}
