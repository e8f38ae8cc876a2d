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
  readonly #slots: readonly (readonly [name: string, slots: readonly unknown[]])[];

  constructor(optimiser: tf.Optimizer) {
    this.#optimiser = optimiser as unknown as Numbered & Record<string, unknown>;
    const fields = Object.entries(this.#optimiser);
    this.#others = fields.filter(
      ([name, value]) =>
        (typeof value === "number" || typeof value === "boolean") &&
        (name !== "learningRate" || !this.hasRate) &&
        name !== "iterations_",
    );
    this.#slots = fields.flatMap(([name, value]): [string, unknown[]][] => {
      if (Array.isArray(value)) return [[name, value.map(variableIn)]];
      return value instanceof tf.Variable ? [[name, [value]]] : [];
    });
  }

  get name(): string {
    return this.#optimiser.constructor.name;
  }

  /** Whether it has a learning rate that can be set; a class of the user's own may have none. */
  get hasRate(): boolean {
    return (
      typeof Object.getOwnPropertyDescriptor(this.#optimiser, "learningRate")?.value === "number"
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
        `plan: learningRate of ${this.name} was set to ${learningRate}, but this optimiser goes on with ${inUse}: TensorFlow.js follows only setLearningRate(${learningRate}).`,
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

  /** The name of a number, not the rate, or of slots, that are others than when it was recorded. */
  changed(): string | undefined {
    for (const [name, value] of this.#others) {
      if (!Object.is(this.#optimiser[name], value)) return name;
    }
    for (const [name, slots] of this.#slots) {
      const now = this.#optimiser[name];
      const list = Array.isArray(now) ? now : [now];
      if (list.length !== slots.length) return name;
      if (slots.some((slot, k) => variableIn(list[k]) !== slot)) return name;
    }
    return undefined;
  }
}

/** Slots are kept as { originalName, variable }. */
function variableIn(slot: unknown): unknown {
  if (slot instanceof tf.Tensor) return slot;
  return slot instanceof Object && "variable" in slot ? slot.variable : slot;
}

const CLASSES = [
  ...[tf.SGDOptimizer, tf.MomentumOptimizer, tf.AdagradOptimizer, tf.AdadeltaOptimizer],
  ...[tf.AdamOptimizer, tf.AdamaxOptimizer, tf.RMSPropOptimizer],
];

let listener: ((optimiser: tf.Optimizer) => void) | undefined;
let isHooked = false;

/** Runs `step`; `met` is told every optimiser, once, before it does anything in the step. */
export function watchingOptimisers<Result>(
  step: () => Result,
  met: (optimiser: tf.Optimizer) => void,
): Result {
  hook();
  const found = new Set<tf.Optimizer>();
  const outer = listener;
  listener = (optimiser) => {
    if (found.has(optimiser)) return;
    found.add(optimiser);
    met(optimiser);
  };
  try {
    return step();
  } finally {
    listener = outer;
  }
}

/** minimize is that of all classes, those of users too; gradients are also applied without it. */
function hook(): void {
  if (isHooked) return;
  isHooked = true;
  tell(tf.Optimizer.prototype, "minimize");
  for (const { prototype } of CLASSES) tell(prototype, "applyGradients");
}

type Method = (this: tf.Optimizer, ...given: unknown[]) => unknown;

function tell(prototype: object, name: string): void {
  if (!Object.hasOwn(prototype, name)) return;
  const methods = prototype as Record<string, Method>;
  const own = methods[name];
  methods[name] = function (...given) {
    listener?.(this);
    return own.apply(this, given);
  };
}
