/**
 * Smallest gaps of many clouds along the same directions, made when a cloud is first asked
 * for: the weights of the separators do not change while a network trains.
 *
 * | symbol | name here | meaning                                                      |
 * | a_k    | directions | m × d                                                       |
 * | w_k    |           | smallest gap between heights of a cloud that follow each other |
 * | W_k    | sums      | w_1 + … + w_k                                                |
 *
 * Directions are visited by angle: from one to the next few points change places, and
 * insertion from the last order takes little more than one pass. Opposite directions have
 * the same gaps.
 */
import { DomainError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/index.js";
import type { CloudArray } from "./cloud-orders.js";

/**
 * A function that draws a direction for cloud `index`, by a number uniform in [0, 1).
 * @throws the function throws DomainError where no direction separates the cloud's points
 */
export function gapTable(
  { count, points, dimension, values }: CloudArray,
  directions: Matrix,
): (index: number, uniform: number) => number {
  const m = directions.rows;
  const sums = new Float64Array(count * m);
  const made = new Uint8Array(count);
  const rows = new SortedRows(points, dimension);
  const gaps = new Float64Array(m);
  const visits = byAngle(directions);

  function make(index: number): void {
    const start = index * points * dimension;
    rows.load(values.subarray(start, start + points * dimension));
    for (let visit = 0; visit < m; visit++) {
      const k = visits.order[visit];
      gaps[k] = rows.smallestGap(visits.directions, k * dimension);
    }
    let total = 0;
    for (let k = 0; k < m; k++) {
      total += gaps[k];
      sums[index * m + k] = total;
    }
    if (!(total > 0)) {
      throw new DomainError(
        `cloudOrder: none of the ${m} directions separates the points of cloud ${index}; points coincide, or more directions are needed. Use "direction", which needs neither.`,
      );
    }
    made[index] = 1;
  }

  return (index, uniform) => {
    if (!made[index]) make(index);
    const goal = uniform * sums[(index + 1) * m - 1];
    let [low, high] = [0, m - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[index * m + middle] > goal) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The rows of a cloud in the order of the last direction. */
class SortedRows {
  readonly #points: number;
  readonly #dimension: number;
  readonly #rows: Float64Array;
  readonly #heights: Float64Array;
  readonly #moved: Float64Array;

  constructor(points: number, dimension: number) {
    this.#points = points;
    this.#dimension = dimension;
    this.#rows = new Float64Array(points * dimension);
    this.#heights = new Float64Array(points);
    this.#moved = new Float64Array(dimension);
  }

  load(cloud: Float32Array | Float64Array): void {
    this.#rows.set(cloud);
  }

  /** Sorts along directions[at], …, and returns the smallest gap of heights; 1 for a single point. */
  smallestGap(directions: Float64Array, at: number): number {
    const n = this.#points;
    const d = this.#dimension;
    const rows = this.#rows;
    const heights = this.#heights;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += directions[at + c] * rows[i * d + c];
      heights[i] = sum;
      if (i > 0 && sum < heights[i - 1]) this.#insert(i, sum);
    }
    if (n < 2) return 1;
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = 1; i < n; i++) {
      const gap = heights[i] - heights[i - 1];
      if (gap < smallest) smallest = gap;
    }
    return smallest;
  }

  /** Moves row i down to its place among the sorted ones before it. */
  #insert(i: number, height: number): void {
    const d = this.#dimension;
    const rows = this.#rows;
    const heights = this.#heights;
    const moved = this.#moved;
    for (let c = 0; c < d; c++) moved[c] = rows[i * d + c];
    let to = i;
    while (to > 0 && heights[to - 1] > height) {
      heights[to] = heights[to - 1];
      for (let c = 0; c < d; c++) rows[to * d + c] = rows[(to - 1) * d + c];
      to--;
    }
    heights[to] = height;
    for (let c = 0; c < d; c++) rows[to * d + c] = moved[c];
  }
}

/** Directions by the angle of their first two coordinates, those of the lower half plane reversed. */
function byAngle({ rows, columns, data }: Matrix): {
  readonly order: Int32Array;
  readonly directions: Float64Array;
} {
  const directions = data.slice();
  const angles = new Float64Array(rows);
  for (let k = 0; k < rows; k++) {
    const row = directions.subarray(k * columns, (k + 1) * columns);
    const [x, y = 0] = row;
    if (y < 0 || (y === 0 && x < 0)) for (let c = 0; c < columns; c++) row[c] = -row[c];
    angles[k] = Math.atan2(columns > 1 ? row[1] : 0, row[0]);
  }
  const order = Int32Array.from({ length: rows }, (_, k) => k).sort(
    (a, b) => angles[a] - angles[b],
  );
  return { order, directions };
}
