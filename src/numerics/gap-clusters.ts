/**
 * Real numbers that rounding has pulled apart, taken together by the gaps between them.
 * Unlike rounding to decimals, no boundary lies at a fixed place, so that a number near
 * one does not change its class when it is computed in another order.
 */

import { DomainError } from "../errors.js";

/** Distinct values up to which they are picked out before sorting. */
const FEW = 8;

export interface GapClusters {
  /** Class of each value; classes are numbered by ascending value from 0. */
  readonly classes: Int32Array;
  readonly count: number;
  /** The smallest gap that separates two classes; Infinity for one class. */
  readonly separation: number;
  /** The largest gap that was bridged within a class; 0 where equal values only were. */
  readonly spread: number;
}

/**
 * Values in one class when they can be linked by steps of at most `tolerance`.
 * @throws DomainError for a value that is not finite, or a tolerance that is not from 0 on
 */
export function gapClusters(values: ArrayLike<number>, tolerance: number): GapClusters {
  const sorted = (fewDistinct(values) ?? Float64Array.from(values)).sort();
  requireClusterable(values, sorted, tolerance);
  const starts: number[] = sorted.length === 0 ? [] : [sorted[0]];
  let separation = Number.POSITIVE_INFINITY;
  let spread = 0;
  for (let k = 1; k < sorted.length; k++) {
    const gap = sorted[k] - sorted[k - 1];
    if (gap > tolerance) {
      starts.push(sorted[k]);
      separation = Math.min(separation, gap);
    } else {
      spread = Math.max(spread, gap);
    }
  }
  const classes = new Int32Array(values.length);
  for (let k = 0; k < classes.length; k++) classes[k] = lastAtMost(starts, values[k]);
  return { classes, count: starts.length, separation, spread };
}

/** NaN and Infinity stand at the ends of what is sorted. */
function requireClusterable(
  values: ArrayLike<number>,
  sorted: Float64Array,
  tolerance: number,
): void {
  if (!(tolerance >= 0)) {
    throw new DomainError(`gapClusters: tolerance is ${tolerance}; expected a number from 0 on.`);
  }
  const last = sorted.length - 1;
  if (last < 0 || (Number.isFinite(sorted[0]) && Number.isFinite(sorted[last]))) return;
  const bad = Array.from(values).findIndex((value) => !Number.isFinite(value));
  throw new DomainError(`gapClusters: values[${bad}] is ${values[bad]}; expected finite numbers.`);
}

/** Each value once, where they are few, as in an adjacency matrix: the rest need not be sorted. */
function fewDistinct(values: ArrayLike<number>): Float64Array | undefined {
  const distinct: number[] = [];
  for (let k = 0; k < values.length; k++) {
    let known = 0;
    while (known < distinct.length && distinct[known] !== values[k]) known++;
    if (known < distinct.length) continue;
    if (known === FEW) return undefined;
    distinct.push(values[k]);
  }
  return Float64Array.from(distinct);
}

/** The last of the ascending numbers that is at most `value`. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}
