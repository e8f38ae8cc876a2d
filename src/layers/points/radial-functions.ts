/**
 * Functions of the distance of two points that messages are weighed with: Gaussians
 * exp(−γ (d − μ_k)²), μ_k evenly from 0 to `reach`, γ = 1 / (2 Δ²), Δ the step from one to the next.
 *
 * d is max(‖r‖², 10⁻⁴), as in the code published with arXiv 2202.07559, or max(‖r‖, 10⁻²): with the
 * squared distance functions that reach to 4 are blind to what is farther away than about 2.2.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";

export interface RadialOptions {
  /** How many; default 8. */
  readonly count?: number;
  /** The last μ, in units of d; default 4. */
  readonly reach?: number;
  /** What d is; default "squared". */
  readonly distance?: "squared" | "true";
}

export interface RadialFunctions {
  readonly count: number;
  /** Squared distances […, 1, n] to […, count, n]. */
  of(squares: tf.Tensor): tf.Tensor;
}

/** @throws DomainError for fewer than two functions, or a reach that is not positive */
export function radialFunctions({
  count = 8,
  reach = 4,
  distance = "squared",
}: RadialOptions = {}): RadialFunctions {
  if (!(Number.isInteger(count) && count >= 2)) {
    throw new DomainError(`radialFunctions: count is ${count}; expected a whole number from 2 on.`);
  }
  if (!(reach > 0 && Number.isFinite(reach))) {
    throw new DomainError(`radialFunctions: reach is ${reach}; expected a positive number.`);
  }
  const step = reach / (count - 1);
  return {
    count,
    of: (squares) => {
      const guarded = tf.maximum(squares, 1e-4);
      const d = distance === "squared" ? guarded : tf.sqrt(guarded);
      const centres = tf.tensor(Float32Array.from({ length: count }, (_, k) => k * step));
      const offsets = tf.sub(d, tf.reshape(centres, [count, 1]));
      return tf.exp(tf.mul(tf.square(offsets), -1 / (2 * step * step)));
    },
  };
}
