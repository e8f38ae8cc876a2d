/**
 * Nearest neighbours by a balanced k-d tree: J. L. Bentley, Multidimensional binary search trees
 * used for associative searching, Comm. ACM 18 (1975). Building takes O(N log N) steps, a query
 * about O(k + log N) in few dimensions.
 *
 * | symbol | name here          | shape                                                  |
 * | x_i    | points.row(i)      | N × m                                                  |
 * | k      | count              | neighbours asked for                                   |
 * |        | indices            | queries × k, nearest first; equal distances by index   |
 * |        | squaredDistances   | queries × k                                            |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { requireFinite } from "../linear-algebra/finite-matrix.js";
import type { Matrix } from "../matrix.js";

const LEAF = 16;

export interface Neighbours {
  readonly count: number;
  readonly indices: Int32Array;
  readonly squaredDistances: Float64Array;
}

export class KDTree {
  readonly points: Matrix;
  /** Points in the order of the tree: the halves of each range lie on both sides of its split. */
  readonly #order: Int32Array;
  /** Coordinates in that order. */
  readonly #coordinates: Float64Array;
  /** The axis that splits the range whose middle is here. */
  readonly #axes: Uint16Array;
  /** And where: coordinates before the middle are no larger, those from it on no smaller. */
  readonly #splits: Float64Array;
  // The query under way, so that the descent allocates nothing.
  #query: Float64Array = new Float64Array(0);
  #indices: Int32Array = new Int32Array(0);
  #distances: Float64Array = new Float64Array(0);
  #start = 0;
  #found = 0;
  #count = 0;

  /** @throws DomainError for a coordinate that is not finite, with its row and column */
  constructor(points: Matrix) {
    requireFinite("KDTree", "points", points);
    this.points = points;
    const { rows, columns } = points;
    this.#order = Int32Array.from({ length: rows }, (_, i) => i);
    this.#axes = new Uint16Array(rows);
    this.#splits = new Float64Array(rows);
    this.#build(0, rows);
    this.#coordinates = new Float64Array(rows * columns);
    this.#order.forEach((i, place) => {
      this.#coordinates.set(points.row(i), place * columns);
    });
  }

  /**
   * The `count` nearest points of each row of `queries`; a point of the tree is its own first.
   * @throws ShapeError for queries of another dimension, DomainError for a count that is not a
   *   whole number from 1 to the number of points, or a query that is not finite
   */
  nearest(queries: Matrix, count: number): Neighbours {
    const { rows, columns } = this.points;
    if (queries.columns !== columns) {
      throw new ShapeError(
        `KDTree.nearest: got queries with ${queries.columns} coordinates; expected ${columns}.`,
      );
    }
    if (!Number.isInteger(count) || count < 1 || count > rows) {
      throw new DomainError(
        `KDTree.nearest: asked for ${count} neighbours among ${rows} points; expected a whole number from 1 to ${rows}.`,
      );
    }
    requireFinite("KDTree.nearest", "queries", queries);
    this.#indices = new Int32Array(queries.rows * count);
    this.#distances = new Float64Array(queries.rows * count);
    this.#count = count;
    for (let i = 0; i < queries.rows; i++) {
      this.#query = queries.row(i);
      this.#start = i * count;
      this.#found = 0;
      this.#descend(0, rows);
    }
    return { count, indices: this.#indices, squaredDistances: this.#distances };
  }

  #descend(low: number, high: number): void {
    if (high - low <= LEAF) {
      for (let place = low; place < high; place++) this.#offer(place);
      return;
    }
    const middle = (low + high) >> 1;
    const axis = this.#axes[middle];
    const offset = this.#query[axis] - this.#splits[middle];
    if (offset < 0) this.#descend(low, middle);
    else this.#descend(middle, high);
    const worst = this.#distances[this.#start + this.#count - 1];
    if (this.#found < this.#count || offset * offset <= worst) {
      if (offset < 0) this.#descend(middle, high);
      else this.#descend(low, middle);
    }
  }

  /** Keeps the point if it is among the nearest so far; they stay sorted. */
  #offer(place: number): void {
    const m = this.points.columns;
    let distance = 0;
    for (let k = 0; k < m; k++) {
      const difference = this.#query[k] - this.#coordinates[place * m + k];
      distance += difference * difference;
    }
    const index = this.#order[place];
    const last = this.#start + this.#count - 1;
    if (this.#found === this.#count && !this.#before(distance, index, last)) return;
    let slot = this.#found === this.#count ? last : this.#start + this.#found++;
    for (; slot > this.#start && this.#before(distance, index, slot - 1); slot--) {
      this.#distances[slot] = this.#distances[slot - 1];
      this.#indices[slot] = this.#indices[slot - 1];
    }
    this.#distances[slot] = distance;
    this.#indices[slot] = index;
  }

  #before(distance: number, index: number, slot: number): boolean {
    const other = this.#distances[slot];
    return distance < other || (distance === other && index < this.#indices[slot]);
  }

  #build(low: number, high: number): void {
    if (high - low <= LEAF) return;
    const middle = (low + high) >> 1;
    const axis = this.#widestAxis(low, high);
    this.#axes[middle] = axis;
    this.#select(low, high - 1, middle, axis);
    this.#splits[middle] = this.points.at(this.#order[middle], axis);
    this.#build(low, middle);
    this.#build(middle, high);
  }

  #widestAxis(low: number, high: number): number {
    const { data, columns } = this.points;
    let widest = 0;
    let extent = -1;
    for (let axis = 0; axis < columns; axis++) {
      let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let place = low; place < high; place++) {
        const value = data[this.#order[place] * columns + axis];
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
      if (greatest - least > extent) [widest, extent] = [axis, greatest - least];
    }
    return widest;
  }

  /** Hoare's selection: what is at `middle` afterwards is no less than what is before it. */
  #select(low: number, high: number, middle: number, axis: number): void {
    const { data, columns } = this.points;
    const order = this.#order;
    const value = (place: number) => data[order[place] * columns + axis];
    while (low < high) {
      const pivot = value((low + high) >> 1);
      let [left, right] = [low, high];
      while (left <= right) {
        while (value(left) < pivot) left++;
        while (value(right) > pivot) right--;
        if (left <= right) {
          const held = order[left];
          order[left++] = order[right];
          order[right--] = held;
        }
      }
      if (middle <= right) high = right;
      else if (middle >= left) low = left;
      else return;
    }
  }
}
