/**
 * Weighted frames: for each input a probability measure on the group instead of a set.
 * Dym, Lawrence, Siegel, "Equivariant Frames and the Impossibility of Continuous
 * Canonicalization" (2024).
 *
 * | symbol | name here     | meaning                                                   |
 * | μ_x    | poses(x)      | the measure: its elements with their weights, which sum to 1 |
 * |        | sample(x)     | one element drawn by μ_x, of weight 1                     |
 * | ⟨μ⟩_x  |               | the mean of s_* μ_x over the stabiliser of x              |
 *
 * Laws of a robust frame: ⟨μ_{gx}⟩ = g_* ⟨μ_x⟩, and x_k → x implies ⟨μ_{x_k}⟩_x → ⟨μ_x⟩_x
 * weakly. Then the average of a continuous model for invariant outputs is continuous; for
 * other outputs it is when the model is stable: its value at x is fixed by the stabiliser
 * of x (`stableVectors`, `stableRows`).
 *
 * One draw for each step of training gives an unbiased gradient of a loss that is linear in
 * the averaged model; for a convex loss it minimises an upper bound (Jensen).
 */
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Frame, Pose } from "../frame.js";

export interface WeightedFrame<Input, P extends Pose<Input> = Pose<Input>> extends Frame<Input, P> {
  /** One pose drawn by the weights, itself of weight 1: a call of the model instead of many. */
  sample(input: Input, random: RandomStream): P;
}

/** What can be drawn from, but not always listed. */
export type SampledFrame<Input, P extends Pose<Input> = Pose<Input>> = Pick<
  WeightedFrame<Input, P>,
  "name" | "sample"
>;

/**
 * The Monte Carlo version of a weighted frame: `draws` poses of equal weight, new ones at
 * each call. The average over it is equivariant in law only; its error falls as 1/√draws. No
 * `inspect`: what is special about an input is said by `frame`, and the spread of the draws is the model's.
 * @throws DomainError for draws that are no whole number from 1 on
 */
export function drawnFrame<Input, P extends Pose<Input>>(
  frame: SampledFrame<Input, P>,
  draws: number,
  random: RandomStream,
): Frame<Input, P> {
  if (!Number.isSafeInteger(draws) || draws < 1) {
    throw new DomainError(`drawnFrame: got ${draws} draws; expected a whole number from 1 on.`);
  }
  return {
    name: `${draws} draws of ${frame.name}`,
    poses: (input) =>
      Array.from({ length: draws }, () => ({ ...frame.sample(input, random), weight: 1 / draws })),
  };
}

/** Indices and their probabilities: all of them, or one drawn. */
export type Selection = (weights: Float64Array) => readonly (readonly [number, number])[];

/** Every index of positive weight, the weights divided by their sum. */
export const everyIndex: Selection = (weights) => {
  let total = 0;
  for (const weight of weights) total += weight;
  const chosen: [number, number][] = [];
  weights.forEach((weight, k) => {
    if (weight > 0) chosen.push([k, weight / total]);
  });
  return chosen;
};

/** One index drawn by the weights, at least one of which is positive. */
export function oneIndex(random: RandomStream): Selection {
  return (weights) => {
    let total = 0;
    for (const weight of weights) total += weight;
    let left = random.uniform() * total;
    let last = 0;
    for (let k = 0; k < weights.length; k++) {
      if (weights[k] <= 0) continue;
      last = k;
      left -= weights[k];
      if (left < 0) break;
    }
    return [[last, 1]];
  };
}
