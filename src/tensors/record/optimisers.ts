/**
 * The optimisers of TensorFlow.js keep their rates as plain numbers, which a step writes into tensors
 * as constants. A plan must know them: a rate that is changed between two steps would otherwise be
 * ignored in silence. Whoever applies gradients while a step is recorded is noted here.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";

/** The numbers of an optimiser, as its class keeps them. */
interface Numbered {
  learningRate: number;
  iterations_?: number;
  /** Of sgd and momentum: minus the rate, which they multiply with. */
  c?: tf.Scalar;
  setLearningRate?(rate: number): void;
}

export class WatchedOptimiser {
  readonly #optimiser: Numbered & Readonly<Record<string, unknown>>;
  #checked: { readonly c: tf.Scalar; readonly learningRate: number } | undefined;
  readonly #others: readonly (readonly [name: string, value: unknown])[];

  constructor(optimiser: tf.Optimizer) {
    this.#optimiser = optimiser as unknown as Numbered & Record<string, unknown>;
    this.#others = Object.entries(this.#optimiser).filter(
      ([name, value]) =>
        (typeof value === "number" || typeof value === "boolean") &&
        name !== "learningRate" &&
        name !== "iterations_",
    );
  }

  /** @throws DomainError where the field was changed in a way that the optimiser itself does not follow */
  get learningRate(): number {
    const { learningRate, c } = this.#optimiser;
    if (
      c === undefined ||
      (c === this.#checked?.c && learningRate === this.#checked.learningRate)
    ) {
      return learningRate;
    }
    const inUse = -c.dataSync()[0];
    if (inUse !== Math.fround(learningRate)) {
      throw new DomainError(
        `plan: learningRate of ${this.#optimiser.constructor.name} was set to ${learningRate}, but this optimiser goes on with ${inUse}: TensorFlow.js follows only setLearningRate(${learningRate}).`,
      );
    }
    this.#checked = { c, learningRate };
    return learningRate;
  }

  set learningRate(rate: number) {
    const optimiser = this.#optimiser;
    if (optimiser.setLearningRate !== undefined) optimiser.setLearningRate(rate);
    else optimiser.learningRate = rate;
  }

  get iterations(): number {
    return this.#optimiser.iterations_ ?? 0;
  }

  set iterations(count: number) {
    this.#optimiser.iterations_ = count;
  }

  /** The name of a number, not the rate, that is another than when it was recorded. */
  changed(): string | undefined {
    for (const [name, value] of this.#others) {
      if (!Object.is(this.#optimiser[name], value)) return name;
    }
    return undefined;
  }
}

const CLASSES = [
  ...[tf.SGDOptimizer, tf.MomentumOptimizer, tf.AdagradOptimizer, tf.AdadeltaOptimizer],
  ...[tf.AdamOptimizer, tf.AdamaxOptimizer, tf.RMSPropOptimizer],
];

type Applying = (this: tf.Optimizer, gradients: unknown) => void;
let listener: ((optimiser: tf.Optimizer) => void) | undefined;
let isHooked = false;

/** Runs `step`; answers its result, and the optimisers of TensorFlow.js that applied gradients in it. */
export function watchingOptimisers<Result>(step: () => Result): [Result, tf.Optimizer[]] {
  hook();
  const found = new Set<tf.Optimizer>();
  const outer = listener;
  listener = (optimiser) => found.add(optimiser);
  try {
    return [step(), [...found]];
  } finally {
    listener = outer;
  }
}

function hook(): void {
  if (isHooked) return;
  isHooked = true;
  for (const { prototype } of CLASSES) {
    const own = prototype as unknown as { applyGradients: Applying };
    if (!Object.hasOwn(own, "applyGradients")) continue;
    const apply = own.applyGradients;
    own.applyGradients = function (gradients) {
      listener?.(this);
      apply.call(this, gradients);
    };
  }
}
