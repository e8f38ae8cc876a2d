/**
 * Truncated weights: fewer calls of the model, still continuous.
 *
 * | symbol | name here | meaning                                             |
 * | w      | weights   | at least 0                                          |
 * | κ      | cutoff    | from 0 (nothing is cut) to below 1                  |
 * | τ      |           | κ · max w                                           |
 * | w̃      |           | max(w − τ, 0), then divided by the sum              |
 *
 * w̃ is continuous in w, because the largest weight is, and some weight always stays.
 * A hierarchy of weights is cut level by level: cutting the products instead would make
 * the share of a first axis depend, at a cloud of rank 1, on the direction from which that
 * cloud is approached. Cost and accuracy: what is dropped has the total variation
 * t = ½ Σ |w̃ − w| of normalised weights, and the average of a model f moves by at most
 * 2 t max |f|. No cut-off brings a continuous frame of SO(2) below n poses for all clouds
 * of n points (Borsuk–Ulam for the circle): with equal weights nothing is dropped.
 */
import { DomainError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import type { Frame } from "../frame.js";

/** @throws DomainError unless 0 ≤ cutoff < 1 */
export function requireCutoff(caller: string, cutoff: number): void {
  if (cutoff >= 0 && cutoff < 1) return;
  throw new DomainError(
    `${caller}: cutoff is ${cutoff}; expected a number from 0 to below 1, the share of the largest weight up to which weights are dropped.`,
  );
}

/** max(w − cutoff · max w, 0), in place; not normalised. */
export function cutWeights(weights: Float64Array, cutoff: number): Float64Array {
  if (cutoff === 0) return weights;
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, weight);
  for (let k = 0; k < weights.length; k++) {
    weights[k] = Math.max(weights[k] - cutoff * largest, 0);
  }
  return weights;
}

/** What a smaller frame saves on one input, and what it can cost. */
export interface TruncationCost {
  /** Calls of the model, and those of the whole frame. */
  readonly calls: number;
  readonly callsOfWhole: number;
  /** t = ½ Σ |w̃ − w| over forms, from 0 to 1. */
  readonly variation: number;
  /** 2 t: the average of an invariant model f moves by at most this times max |f|. */
  readonly errorBound: number;
}

/** @throws what the frames throw for the cloud */
export function truncationCost(
  whole: Frame<Matrix>,
  truncated: Frame<Matrix>,
  cloud: Matrix,
): TruncationCost {
  const [all, kept] = [whole.poses(cloud), truncated.poses(cloud)];
  const changes = new Map<string, number>();
  const count = (poses: typeof all, sign: number) => {
    for (const { form, weight } of poses) {
      const key = form.data.join();
      changes.set(key, (changes.get(key) ?? 0) + sign * weight);
    }
  };
  count(all, -1);
  count(kept, 1);
  const sum = [...changes.values()].reduce((total, change) => total + Math.abs(change), 0);
  return {
    calls: kept.length,
    callsOfWhole: all.length,
    variation: sum / 2,
    errorBound: sum,
  };
}
