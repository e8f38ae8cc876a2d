/**
 * Many networks of one shape, trained in one step: their weights lie side by side along a first axis,
 * and a product of matrices is one batched contraction. Each has its own seed, order of data and
 * learning rate; each is moved as if it were alone.
 *
 *   const W = sideBySide(streams, (s) => ({ A: glorotUniform(s.split("A"), [8, 16]), … }));
 *   const losses = () => tf.mean(tf.square(tf.sub(net(x), y)), [1, 2]);       // [networks]
 *   const step = plan((x, y) => minimizeEach(optimiser, () => losses(x, y), W, { rates }));
 *
 * x is [networks, batch, inputs] (see `batches` with several orders); a bias b [networks, outputs]
 * is added as tf.expandDims(b, -2), and the same function then serves one network as well.
 *
 * Law: the loss of a network depends on its own weights alone, so the derivative of the sum of all
 * losses is that of each; the optimisers of TensorFlow.js move number by number, and in proportion to
 * the rate.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { clipByGlobalNorm } from "./clipping.js";

/** Weights of networks, [networks, …shape], by name. */
export type SideBySide<Name extends string = string> = Readonly<Record<Name, tf.Variable>>;

/** @param first the weights that one network begins with, from its own stream */
export function sideBySide<Name extends string>(
  streams: readonly RandomStream[],
  first: (stream: RandomStream) => Readonly<Record<Name, tf.Tensor>>,
): SideBySide<Name> {
  if (streams.length === 0)
    throw new DomainError("sideBySide: got no streams; expected one or more.");
  const variables: [string, tf.Variable][] = [];
  tf.tidy(() => {
    const each = streams.map(first);
    for (const name of Object.keys(each[0])) {
      const weights = each.map((network) => network[name as Name]);
      variables.push([name, tf.variable(tf.stack(weights))]);
    }
  });
  return Object.fromEntries(variables) as SideBySide<Name>;
}

/** The weights of one network. */
export function networkAt<Name extends string>(
  networks: SideBySide<Name>,
  index: number,
): Record<Name, tf.Tensor> {
  const entries = Object.entries<tf.Variable>(networks).map(([name, weights]) => {
    if (!(Number.isInteger(index) && index >= 0 && index < weights.shape[0])) {
      throw new DomainError(
        `networkAt: got ${index}; expected a whole number below the ${weights.shape[0]} networks that there are.`,
      );
    }
    const slice = tf.tidy(() => tf.reshape(tf.slice(weights, index, 1), weights.shape.slice(1)));
    return [name, slice] as const;
  });
  return Object.fromEntries(entries) as Record<Name, tf.Tensor>;
}

export interface EachOptions {
  /** For each network, what its steps are multiplied with: its rate is this times the optimiser's. */
  readonly rates?: readonly number[] | tf.Tensor;
  /** Gradients of each network no longer than this, each by its own norm. */
  readonly clipNorm?: number;
}

/**
 * One step of every network. @param losses [networks], each of its own weights alone
 * @returns the losses before it
 * @throws ShapeError for losses or rates of another shape
 */
export function minimizeEach(
  optimiser: tf.Optimizer,
  losses: () => tf.Tensor,
  networks: SideBySide,
  { rates, clipNorm }: EachOptions = {},
): tf.Tensor {
  const variables = Object.values(networks);
  const count = variables[0].shape[0];
  return tf.tidy(() => {
    let each: tf.Tensor | undefined;
    const { grads } = tf.variableGrads(() => {
      each = losses();
      requireNetworks("losses are", each.shape, count);
      tf.keep(each);
      return tf.sum(each);
    }, variables);
    const clipped =
      clipNorm === undefined ? grads : clipByGlobalNorm(grads, clipNorm, { each: true }).gradients;
    const before = rates === undefined ? [] : variables.map((variable) => variable.clone());
    optimiser.applyGradients(clipped);
    if (rates !== undefined) {
      const factors = rates instanceof tf.Tensor ? rates : tf.tensor1d([...rates]);
      requireNetworks("rates are", factors.shape, count);
      variables.forEach((variable, k) => {
        const factor = tf.reshape(
          factors,
          variable.shape.map((_, axis) => (axis === 0 ? count : 1)),
        );
        variable.assign(tf.add(before[k], tf.mul(tf.sub(variable, before[k]), factor)));
      });
    }
    const answer = each!.clone();
    each!.dispose();
    return answer;
  });
}

function requireNetworks(what: string, shape: readonly number[], count: number): void {
  if (shape.length === 1 && shape[0] === count) return;
  throw new ShapeError(
    `minimizeEach: the ${what} of shape [${shape}]; expected [${count}], a number for each network.`,
  );
}
