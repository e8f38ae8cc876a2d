/**
 * Models of tf.layers whose training is planned:
 *
 *   model.compile({ optimizer: "adam", loss: "meanSquaredError" });
 *   accelerate(model);
 *   await model.fit(x, y, { epochs: 20, validationData: [u, v] });
 *
 * fit, fitDataset, trainOnBatch, evaluate and evaluateDataset take the step of each batch from a plan;
 * callbacks, histories and the order of batches are those of TensorFlow.js.
 *
 * Law: the losses, metrics and weights have the bits that the model has without it, on the same backend.
 * A layer that draws random numbers on the host (dropout without a seed) or keeps a state is refused by
 * its line, or runs as it is with { fallback: "eager" }.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { type Plan, type PlanOptions, type PlanReport, plan } from "../record/index.js";

/** A model of tf.layers, as far as it is asked here. */
export interface ModelOfLayers {
  compile(settings: never): void;
  fit(...given: never): Promise<unknown>;
}

export interface Accelerated {
  /** Of the plans that were made: of training, and of evaluation. */
  report(): {
    readonly training: readonly PlanReport[];
    readonly evaluation: readonly PlanReport[];
  };
  /** The model runs as TensorFlow.js has it again, with the weights of now; the memory of plans goes. */
  dispose(): void;
}

type OnBatch = (data: readonly (tf.Tensor | null | undefined)[]) => tf.Tensor[];

/** What tf.layers keeps to itself. */
interface Inner {
  makeTrainFunction(): OnBatch;
  makeTestFunction(): void;
  testFunction?: OnBatch;
  compile(settings: never): void;
  /** Of a tf.sequential, once it is built: the model that does the work. */
  model?: Inner | null;
  optimizer_?: unknown;
  lossFunctions?: unknown;
  metricsTensors?: unknown;
  collectedTrainableWeights?: readonly unknown[];
}

/**
 * @param options of the plans, such as { verify: 100 }
 * @throws DomainError for what is no model of tf.layers
 */
export function accelerate(model: ModelOfLayers, options: PlanOptions = {}): Accelerated {
  const outer = model as unknown as Inner;
  if (typeof outer.makeTrainFunction !== "function" && !("layers" in outer)) {
    throw new DomainError(
      "accelerate: got no model of tf.layers; expected one of tf.sequential or tf.model.",
    );
  }
  let inner = new PlannedModel(outer.model ?? outer, options);
  const { compile } = outer;
  const isOwn = Object.hasOwn(outer, "compile");
  // A tf.sequential builds itself anew.
  outer.compile = (settings) => {
    inner.dispose();
    compile.call(outer, settings);
    inner = new PlannedModel(outer.model ?? outer, options);
  };
  return {
    report: () => inner.report(),
    dispose: () => {
      inner.dispose();
      if (isOwn) outer.compile = compile;
      else delete (outer as Partial<Inner>).compile;
    },
  };
}

class PlannedModel {
  readonly #model: Inner;
  readonly #training: PlannedFunction;
  readonly #evaluation: PlannedFunction;

  constructor(model: Inner, options: PlanOptions) {
    this.#model = model;
    this.#training = new PlannedFunction(options);
    this.#evaluation = new PlannedFunction(options);
    const { makeTrainFunction, makeTestFunction } = model;
    const parts = () => [
      ...[model.optimizer_, model.lossFunctions, model.metricsTensors],
      ...(model.collectedTrainableWeights ?? []),
    ];
    model.makeTrainFunction = () => this.#training.of(parts(), () => makeTrainFunction.call(model));
    model.makeTestFunction = () => {
      model.testFunction = this.#evaluation.of(parts(), () => {
        makeTestFunction.call(model);
        return model.testFunction!;
      });
    };
  }

  report(): ReturnType<Accelerated["report"]> {
    return { training: this.#training.reports(), evaluation: this.#evaluation.reports() };
  }

  dispose(): void {
    this.#training.dispose();
    this.#evaluation.dispose();
    const own = this.#model as Partial<Inner>;
    delete own.makeTrainFunction;
    delete own.makeTestFunction;
  }
}

/** What a model does with a batch, as long as it is made of the same parts. */
class PlannedFunction {
  readonly #options: PlanOptions;
  #parts: readonly unknown[] = [];
  /** By which of the tensors of a batch are there: weights of samples may not. */
  readonly #plans = new Map<string, Plan<tf.Tensor[], tf.Tensor[]>>();

  constructor(options: PlanOptions) {
    this.#options = options;
  }

  of(parts: readonly unknown[], make: () => OnBatch): OnBatch {
    const isSame =
      parts.length === this.#parts.length && parts.every((part, k) => part === this.#parts[k]);
    if (!isSame) this.dispose();
    this.#parts = parts;
    return (data) => {
      const isThere = data.map((tensor) => tensor !== undefined && tensor !== null);
      const key = isThere.join();
      let planned = this.#plans.get(key);
      if (planned === undefined) {
        const asItIs = make();
        planned = plan((...given: tf.Tensor[]) => {
          const left = given.values();
          return asItIs(isThere.map((is) => (is ? left.next().value : undefined)));
        }, this.#options);
        this.#plans.set(key, planned);
      }
      return planned(...(data.filter((_, k) => isThere[k]) as tf.Tensor[]));
    };
  }

  reports(): PlanReport[] {
    return [...this.#plans.values()].map((planned) => planned.report());
  }

  dispose(): void {
    for (const planned of this.#plans.values()) planned.dispose();
    this.#plans.clear();
  }
}
