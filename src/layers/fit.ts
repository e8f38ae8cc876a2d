/**
 * How a network is trained here unless a step of one's own is written (`plan` and `train`): Adam,
 * gradients no longer than a limit, a rate that falls along a cosine, batches in a new order each epoch.
 *
 *   await fit(model, (x) => model.loss(x), [{ values, shape: [count, 28, 28, 1] }], {
 *     ...{ steps: 1500, rate: 2e-3, stream: RandomStream.fromSeed(1), checkpoint: "runs/one.training" },
 *   });
 *
 * Law: weights after step k depend on the first weights, the loss, the columns, steps, batch, rate, limit
 * and stream alone; a training that goes on from its checkpoint ends with the bits of one that never
 * stopped. With an evaluation they are at the end those that it found best.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ConvergenceError, DomainError } from "../errors.js";
import { sha256 } from "../files.js";
import type { RandomStream } from "../numerics/index.js";
import {
  batches,
  batchOrder,
  type Column,
  clipByGlobalNorm,
  cosineDecay,
  plan,
  type TrainingResult,
  type TrainOptions,
  train,
} from "../tensors/index.js";
import { allVariables, type Trainable } from "./layer.js";

type Kept = "evaluation" | "checkpoint" | "saveEvery" | "lossEvery" | "signal" | "onProgress";

export interface FitOptions extends Pick<TrainOptions<tf.Tensor[]>, Kept> {
  readonly steps: number;
  /** For the orders of the rows; only its key counts. */
  readonly stream: RandomStream;
  /** Rows in a batch, all of them where there are fewer; default 64. */
  readonly batch?: number;
  /** Of Adam at the first step; default 0.001. It falls along half a cosine to 0. */
  readonly rate?: number;
  /** The longest that all gradients together may be; default 0.5. */
  readonly limit?: number;
  /**
   * A file: where it is there training goes on from it. It is refused where shapes of weights, steps,
   * batch, rate, limit, the stream or the data are others; of the loss it knows nothing.
   */
  readonly checkpoint?: string;
}

/**
 * @param loss of a batch of every column; a number
 * @param columns numbers of the host, the first axis of each its rows
 * @throws what `train` throws; DomainError for no weights, no rows, or numbers without a meaning
 */
export async function fit(
  network: Trainable,
  loss: (...batch: tf.Tensor[]) => tf.Tensor,
  columns: readonly Column[],
  options: FitOptions,
): Promise<TrainingResult> {
  const { steps, stream, batch = 64, rate = 1e-3, limit = 0.5, ...kept } = options;
  requireOptions({ steps, batch }, { rate, limit });
  const weights = Object.values(network.weights);
  if (columns.length === 0 || weights.length === 0) {
    throw new DomainError(
      `fit: got ${columns.length} columns of data and ${weights.length} weights; expected one or more of both.`,
    );
  }
  const [rows = 0] = columns[0].shape;
  if (rows === 0) {
    throw new DomainError(
      `fit: the columns have the shape [${columns[0].shape}]; expected [rows, …] with one row or more.`,
    );
  }
  const size = Math.min(batch, rows);
  const order = batchOrder(rows, { size, stream });
  const adam = tf.train.adam(rate);
  const step = plan((...given: tf.Tensor[]) => {
    const { value, grads } = tf.variableGrads(() => loss(...given) as tf.Scalar, weights);
    const { gradients } = clipByGlobalNorm(grads, limit);
    adam.applyGradients(Object.entries(gradients).map(([name, tensor]) => ({ name, tensor })));
    return value as tf.Tensor;
  });
  try {
    return await train({
      ...kept,
      ...{ step, steps, batches: batches(columns, order), schedule: cosineDecay(rate, steps) },
      ...{ variables: allVariables(network), optimisers: [adam] },
      settings: {
        ...{ steps, batch: size, rate, limit, order: stream.key },
        ...(kept.checkpoint !== undefined && { data: fingerprintOf(columns) }),
      },
    });
  } catch (error) {
    throw error instanceof ConvergenceError ? withRow(error, columns) : error;
  } finally {
    step.dispose();
    adam.dispose();
  }
}

/** Of all numbers and shapes: a training does not go on with other data. */
function fingerprintOf(columns: readonly Column[]): string {
  const each = columns.map(({ values, shape }) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return `${values.constructor.name} ${shape} ${sha256(bytes)}`;
  });
  return sha256(each.join("\n")).slice(0, 16);
}

/** Batches are shuffled: where it is the data, their row says more than the batch's. */
function withRow(error: ConvergenceError, columns: readonly Column[]): ConvergenceError {
  for (const [k, { values, shape }] of columns.entries()) {
    const at = values.findIndex((value: number) => !Number.isFinite(value));
    if (at < 0) continue;
    const row = Math.floor(at / (values.length / shape[0]));
    return new ConvergenceError(
      `${error.message} Of the data, column ${k} holds ${values[at]} first in row ${row}.`,
      { cause: error },
    );
  }
  return error;
}

function requireOptions(
  counts: Readonly<Record<string, number>>,
  lengths: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(counts)) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new DomainError(`fit: ${name} is ${value}; expected a whole number from 1 on.`);
  }
  for (const [name, value] of Object.entries(lengths)) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) continue;
    throw new DomainError(`fit: ${name} is ${value}; expected a positive number.`);
  }
}
