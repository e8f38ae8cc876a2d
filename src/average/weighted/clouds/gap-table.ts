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
  const heights = new Float64Array(points);
  const gaps = new Float64Array(m);
  const visits = byAngle(directions);

  function make(index: number): void {
    const start = index * points * dimension;
    const order = Int32Array.from({ length: points }, (_, i) => i);
    for (const k of visits.order) {
      const sign = visits.signs[k];
      for (let i = 0; i < points; i++) {
        let sum = 0;
        for (let c = 0; c < dimension; c++) {
          sum += directions.data[k * dimension + c] * values[start + i * dimension + c];
        }
        heights[i] = sign * sum;
      }
      gaps[k] = smallestGap(heights, order);
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

/** The smallest gap, after bringing `order` into the order of the heights by insertion. */
function smallestGap(heights: Float64Array, order: Int32Array): number {
  for (let k = 1; k < order.length; k++) {
    const moved = order[k];
    let at = k;
    while (at > 0 && heights[order[at - 1]] > heights[moved]) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = moved;
  }
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 1; k < order.length; k++) {
    smallest = Math.min(smallest, heights[order[k]] - heights[order[k - 1]]);
  }
  return order.length > 1 ? smallest : 1;
}

/** Directions by the angle of their first two coordinates, those of the lower half plane reversed. */
function byAngle({ rows, columns, data }: Matrix): { order: number[]; signs: Float64Array } {
  const signs = new Float64Array(rows).fill(1);
  const angles = new Float64Array(rows);
  for (let k = 0; k < rows; k++) {
    const [x, y] = [data[k * columns], columns > 1 ? data[k * columns + 1] : 0];
    if (y < 0 || (y === 0 && x < 0)) signs[k] = -1;
    angles[k] = Math.atan2(signs[k] * y, signs[k] * x);
  }
  const order = Array.from({ length: rows }, (_, k) => k).sort((a, b) => angles[a] - angles[b]);
  return { order, signs };
}
