/**
 * Orders of a cloud's points, as poses of S_n on the rows.
 *
 * | symbol | name here  | shape                                                     |
 * | X      | cloud      | n × d                                                     |
 * | a      | direction  | d                                                         |
 * | π      | order      | n, ⟨a, x_{π(0)}⟩ ≤ ⟨a, x_{π(1)}⟩ ≤ …                      |
 *
 * Equal heights are ordered by the rows' coordinates, then by index: equal rows stand
 * together, and any order of theirs gives the same form.
 */
import { ShapeError } from "../../../errors.js";
import { Matrix, requireFinite } from "../../../numerics/index.js";
import type { PermutationPose } from "../../minimal/permutation-pose.js";
import { blockOrbitals } from "../../permutation/sorted-rows.js";

export type OrderPose = PermutationPose<Matrix>;

/** @throws ShapeError for another dimension than `dimension`, if that is given; DomainError for NaN */
export function requireCloud(caller: string, cloud: Matrix, dimension?: number): void {
  requireFinite(caller, "the cloud", cloud);
  if (dimension !== undefined && cloud.rows > 0 && cloud.columns !== dimension) {
    throw new ShapeError(
      `${caller}: the cloud is ${cloud.rows} × ${cloud.columns}; expected rows of ${dimension} coordinates.`,
    );
  }
}

/** ⟨a, x_i⟩ for all points. */
export function heights(cloud: Matrix, direction: ArrayLike<number>): Float64Array {
  const { rows, columns, data } = cloud;
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += data[i * columns + c] * direction[c];
    out[i] = sum;
  }
  return out;
}

/** The order of the points by height. */
export function orderByHeight(cloud: Matrix, height: Float64Array): Int32Array {
  return Int32Array.from(height, (_, i) => i).sort(
    (i, j) => height[i] - height[j] || compareRows(cloud, i, j) || i - j,
  );
}

/** Sign of the lexicographic comparison of two rows; 0 for equal ones. */
export function compareRows({ columns, data }: Matrix, i: number, j: number): number {
  for (let c = 0; c < columns; c++) {
    const difference = data[i * columns + c] - data[j * columns + c];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Two rows that are equal, or undefined. */
export function coincidingPair(cloud: Matrix): readonly [number, number] | undefined {
  const order = Int32Array.from({ length: cloud.rows }, (_, i) => i).sort(
    (i, j) => compareRows(cloud, i, j) || i - j,
  );
  for (let k = 1; k < order.length; k++) {
    if (compareRows(cloud, order[k - 1], order[k]) === 0) return [order[k - 1], order[k]];
  }
  return undefined;
}

/** The pose that puts the rows into this order. */
export function orderPose(cloud: Matrix, order: Int32Array, weight: number): OrderPose {
  const { rows, columns } = cloud;
  const form = new Matrix(rows, columns);
  const blocks = new Int32Array(rows);
  for (let k = 0; k < rows; k++) {
    form.data.set(cloud.row(order[k]), k * columns);
    const equal = k > 0 && compareRows(cloud, order[k - 1], order[k]) === 0;
    blocks[k] = equal ? blocks[k - 1] : k;
  }
  let pairs: Int32Array | undefined;
  return {
    form,
    weight,
    order,
    blocks,
    orbitals(): Int32Array {
      pairs ??= blockOrbitals(blocks);
      return pairs;
    },
  };
}
