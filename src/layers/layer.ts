/**
 * What a layer is: weights that an optimiser moves, statistics that training gathers, and a function.
 * A network is a layer made of layers.
 *
 *   const layer = linear(stream.split("first"), 32, 64);
 *   const h = layer.apply(x, "training");
 *
 * Laws: all first weights come from the stream that the layer was given; `apply` in "evaluation"
 * depends on its input and the variables alone, sample by sample, and changes nothing.
 */
import type * as tf from "@tensorflow/tfjs-core";

/** In "training" normalisations use the batch's own statistics and gather them; in "evaluation" the gathered ones. */
export type Phase = "training" | "evaluation";

/** Variables by name; names of parts are joined by ".". */
export type NamedVariables = Readonly<Record<string, tf.Variable>>;

export interface Trainable {
  /** What an optimiser moves. */
  readonly weights: NamedVariables;
  /** What training gathers and no optimiser moves, such as running variances; {} where there are none. */
  readonly statistics: NamedVariables;
}

export interface Layer extends Trainable {
  apply(x: tf.Tensor, phase: Phase): tf.Tensor;
}

/**
 * A layer that only computes.
 *
 *   const half = withoutVariables((x) => tf.mul(x, 0.5));
 */
export function withoutVariables(apply: Layer["apply"]): Layer {
  return { weights: {}, statistics: {}, apply };
}

/**
 * The variables of several parts under one roof: "encoder.first.kernel".
 *
 *   return { ...together({ first, second }), apply: … };
 */
export function together(parts: Readonly<Record<string, Trainable>>): Trainable {
  const named = (kind: keyof Trainable): NamedVariables =>
    Object.fromEntries(
      Object.entries(parts).flatMap(([part, trainable]) =>
        Object.entries(trainable[kind]).map(([name, variable]) => [`${part}.${name}`, variable]),
      ),
    );
  return { weights: named("weights"), statistics: named("statistics") };
}

/** All variables of a network: what `train` and checkpoints are given. */
export function allVariables({ weights, statistics }: Trainable): NamedVariables {
  return { ...weights, ...statistics };
}

/** Gives back the memory of all variables. */
export function disposeVariables(trainable: Trainable): void {
  for (const variable of Object.values(allVariables(trainable))) variable.dispose();
}
