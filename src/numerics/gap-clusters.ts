/**
 * Real numbers that rounding has pulled apart, taken together by the gaps between them.
 * Unlike rounding to decimals, no boundary lies at a fixed place, so that a number near
 * one does not change its class when it is computed in another order.
 */

export interface GapClusters {
  /** Class of each value; classes are numbered by ascending value from 0. */
  readonly classes: Int32Array;
  readonly count: number;
  /** The smallest gap that separates two classes; Infinity for one class. */
  readonly separation: number;
  /** The largest gap that was bridged within a class; 0 where equal values only were. */
  readonly spread: number;
}

/** Values in one class when they can be linked by steps of at most `tolerance`. */
export function gapClusters(values: ArrayLike<number>, tolerance: number): GapClusters {
  const order = Int32Array.from(values, (_, k) => k).sort((a, b) => values[a] - values[b]);
  const classes = new Int32Array(values.length);
  let count = values.length === 0 ? 0 : 1;
  let separation = Number.POSITIVE_INFINITY;
  let spread = 0;
  for (let k = 1; k < order.length; k++) {
    const gap = values[order[k]] - values[order[k - 1]];
    if (gap > tolerance) {
      count++;
      separation = Math.min(separation, gap);
    } else {
      spread = Math.max(spread, gap);
    }
    classes[order[k]] = count - 1;
  }
  return { classes, count, separation, spread };
}
