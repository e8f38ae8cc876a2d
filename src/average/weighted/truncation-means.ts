/** Cost and accuracy of a truncated frame for one model, over many clouds. */
import { DomainError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import { average } from "../average.js";
import type { Frame } from "../frame.js";
import { truncationCost } from "./cutoff.js";

/** Means over the clouds. */
export interface TruncationMeans {
  readonly calls: number;
  /** As in `TruncationCost`. */
  readonly errorBound: number;
  /** How far the average itself moves: the largest entry of the model's value. */
  readonly change: number;
}

/** @throws DomainError for no clouds, and what the frames and the model throw */
export function truncationMeans(
  model: (cloud: Matrix) => Float64Array,
  whole: Frame<Matrix>,
  truncated: Frame<Matrix>,
  clouds: readonly Matrix[],
): TruncationMeans {
  if (clouds.length === 0) {
    throw new DomainError("truncationMeans: got no clouds; expected at least one.");
  }
  const [all, kept] = [average(model, whole), average(model, truncated)];
  const means = { calls: 0, errorBound: 0, change: 0 };
  for (const cloud of clouds) {
    const { calls, errorBound } = truncationCost(whole, truncated, cloud);
    const [before, after] = [all(cloud), kept(cloud)];
    const moved = before.reduce((most, value, k) => Math.max(most, Math.abs(after[k] - value)), 0);
    means.calls += calls / clouds.length;
    means.errorBound += errorBound / clouds.length;
    means.change += moved / clouds.length;
  }
  return means;
}
