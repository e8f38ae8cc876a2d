/**
 * Many sums side by side, each to its last digit however many terms it has (W. Kahan 1965, for
 * terms from 0 on).
 */
import type { Vector } from "../../numerics/index.js";

export class CompensatedSums {
  readonly totals: Vector;
  /** What the totals are too large by. */
  readonly #excess: Vector;

  constructor(count: number) {
    this.totals = new Float64Array(count);
    this.#excess = new Float64Array(count);
  }

  add(sum: number, term: number): void {
    const corrected = term - this.#excess[sum];
    const total = this.totals[sum] + corrected;
    this.#excess[sum] = total - this.totals[sum] - corrected;
    this.totals[sum] = total;
  }
}
