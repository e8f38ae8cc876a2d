/**
 * Sinkhorn's scaling in logarithms (R. Sinkhorn 1964; for permutations G. Mena and others, ICLR 2018):
 * rows and columns of exp(L / τ) are made to sum to 1 in turn.
 *
 * | symbol | name here   | shape                                       |
 * | L      | logits      | [batch, N, N], any finite numbers           |
 * | τ      | temperature |                                             |
 * | P      |             | [batch, N, N], nearly doubly stochastic     |
 *
 * Laws: rows of P sum to 1, and columns as nearly as the iterations bring them; permuting rows or
 * columns of L permutes those of P. As τ → 0, with as many iterations as that takes, P becomes the
 * permutation with the largest Σ P_ij L_ij where that is one alone.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { straightThrough } from "../straight-through.js";
import { assignmentMatrix } from "./assignment-matrix.js";

export interface SinkhornOptions {
  /** τ; default 1. */
  readonly temperature?: number;
  /** Scalings of columns and rows; default 20. */
  readonly iterations?: number;
}

/** P. @throws ShapeError for logits of another shape, DomainError for options without a meaning */
export function sinkhorn(logits: tf.Tensor, options: SinkhornOptions = {}): tf.Tensor {
  const { temperature = 1, iterations = 20 } = options;
  requireTemperature("sinkhorn", temperature);
  requireSquares("sinkhorn", logits);
  if (!(Number.isInteger(iterations) && iterations >= 1)) {
    throw new DomainError(
      `sinkhorn: iterations is ${iterations}; expected a whole number from 1 on.`,
    );
  }
  return tf.tidy(() => {
    let scaled: tf.Tensor = tf.mul(logits, 1 / temperature);
    for (let k = 0; k < iterations; k++) {
      scaled = tf.sub(scaled, tf.logSumExp(scaled, 1, true));
      scaled = tf.sub(scaled, tf.logSumExp(scaled, 2, true));
    }
    return tf.exp(scaled);
  });
}

/**
 * The best permutation, with the slope of `sinkhorn`. It reads the logits on the host: for evaluation,
 * and for training without a plan.
 * @throws as sinkhorn; DomainError for logits that are not finite
 */
export function hardSinkhorn(logits: tf.Tensor, options: SinkhornOptions = {}): tf.Tensor {
  return tf.tidy(() => straightThrough(sinkhorn(logits, options), () => assignmentMatrix(logits)));
}

function requireSquares(caller: string, { shape }: tf.Tensor): void {
  if (shape.length === 3 && shape[1] === shape[2]) return;
  throw new ShapeError(`${caller}: got logits of shape [${shape}]; expected [batch, N, N].`);
}

export function requireTemperature(caller: string, temperature: number): void {
  if (temperature > 0 && temperature < Number.POSITIVE_INFINITY) return;
  throw new DomainError(
    `${caller}: the temperature is ${temperature}; expected a positive finite number.`,
  );
}
