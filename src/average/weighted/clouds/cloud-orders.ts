/**
 * One random pose for each cloud of a batch, on plain arrays: what training with a weighted
 * frame of S_n does at each step.
 *
 * | name               | the cloud's rows are                                              |
 * | "none"             | as they come                                                      |
 * | "coordinate"       | sorted by the first coordinate, the next ones at ties              |
 * | "direction"        | sorted along a normal direction: a draw of `directionFrame`       |
 * | "separators"       | sorted along one of m directions, drawn by the gaps: `separatorFrame` |
 * | "permutation"      | in a uniform order: the mean over all of S_n, drawn               |
 * | "coordinate swaps" | as they come, with each point's coordinates in a random order     |
 *
 * The last one is what the published code does under the name of the Reynolds operator: it
 * permutes the coordinates of each point and not the points (axis 2 of batch × points × 2).
 * Heights and gaps are Float64 also where the clouds are float32.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Matrix, RandomStream } from "../../../numerics/index.js";
import { gapTable } from "./gap-table.js";
import { RowSorter } from "./row-sorter.js";

/** count × points × dimension numbers, a cloud after the other. */
export interface CloudArray {
  readonly count: number;
  readonly points: number;
  readonly dimension: number;
  readonly values: Float32Array | Float64Array;
}

export const CLOUD_ORDERS = [
  "none",
  "coordinate",
  "direction",
  "separators",
  "permutation",
  "coordinate swaps",
] as const;

export type CloudOrderName = (typeof CLOUD_ORDERS)[number];

export interface CloudOrder {
  readonly name: CloudOrderName;
  /** Whether two calls differ. */
  readonly random: boolean;
  /** Writes cloud `index`, one pose of it, into `out` from `offset` on. */
  write(
    index: number,
    random: RandomStream,
    out: Float32Array | Float64Array,
    offset: number,
  ): void;
}

export interface CloudOrderOptions {
  /** m × dimension, for "separators" alone and needed there. */
  readonly directions?: Matrix;
}

/**
 * How the clouds of a set are put in order. What can be done once is done here or when a
 * cloud is first asked for: sorting by coordinate, gaps along the separators.
 * @throws DomainError for another name, and for "separators" without directions;
 *   ShapeError where `values` or `directions` do not fit
 */
export function cloudOrder(
  name: CloudOrderName,
  clouds: CloudArray,
  { directions }: CloudOrderOptions = {},
): CloudOrder {
  const { count, points, dimension, values } = clouds;
  const length = points * dimension;
  if (values.length !== count * length) {
    throw new ShapeError(
      `cloudOrder: got ${values.length} numbers for ${count} clouds of ${points} × ${dimension}; expected ${count * length}.`,
    );
  }
  const plain = (index: number) => values.subarray(index * length, (index + 1) * length);
  const sorter = new RowSorter(points, dimension);
  const direction = new Float64Array(dimension);
  switch (name) {
    case "none":
      return {
        name,
        random: false,
        write: (index, _random, out, offset) => out.set(plain(index), offset),
      };
    case "coordinate": {
      const sorted = values.slice();
      for (let index = 0; index < count; index++) {
        sorter.sortLexicographically(plain(index), sorted, index * length);
      }
      return {
        name,
        random: false,
        write: (index, _random, out, offset) =>
          out.set(sorted.subarray(index * length, (index + 1) * length), offset),
      };
    }
    case "direction":
      return {
        name,
        random: true,
        write(index, random, out, offset) {
          for (let c = 0; c < dimension; c++) direction[c] = random.normal();
          sorter.sortAlong(plain(index), direction, out, offset);
        },
      };
    case "separators": {
      const along = requireDirections(directions, dimension);
      const draw = gapTable(clouds, along);
      return {
        name,
        random: true,
        write(index, random, out, offset) {
          sorter.sortAlong(plain(index), along.row(draw(index, random.uniform())), out, offset);
        },
      };
    }
    case "permutation":
      return {
        name,
        random: true,
        write(index, random, out, offset) {
          out.set(plain(index), offset);
          shuffle(out, offset, points, dimension, random);
        },
      };
    case "coordinate swaps":
      return {
        name,
        random: true,
        write(index, random, out, offset) {
          out.set(plain(index), offset);
          for (let i = 0; i < points; i++) {
            shuffle(out, offset + i * dimension, dimension, 1, random);
          }
        },
      };
    default:
      throw new DomainError(
        `cloudOrder: got "${name}"; expected ${CLOUD_ORDERS.map((known) => `"${known}"`).join(", ")}.`,
      );
  }
}

/** One pose of each cloud in `indices`: indices.length × points × dimension numbers into `out`. */
export function writeBatch(
  order: CloudOrder,
  indices: ArrayLike<number>,
  random: RandomStream,
  out: Float32Array | Float64Array,
): void {
  const length = out.length / indices.length;
  for (let k = 0; k < indices.length; k++) order.write(indices[k], random, out, k * length);
}

/** Fisher–Yates on `count` rows of `width` numbers from `start` on. */
function shuffle(
  out: Float32Array | Float64Array,
  start: number,
  count: number,
  width: number,
  random: RandomStream,
): void {
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    for (let c = 0; c < width; c++) {
      const [a, b] = [start + i * width + c, start + j * width + c];
      const kept = out[a];
      out[a] = out[b];
      out[b] = kept;
    }
  }
}

function requireDirections(directions: Matrix | undefined, dimension: number): Matrix {
  if (!directions) {
    throw new DomainError(
      'cloudOrder: "separators" wants `directions`, such as new Matrix(100, 2, random.normals(200)).',
    );
  }
  if (directions.columns !== dimension || directions.rows === 0) {
    throw new ShapeError(
      `cloudOrder: directions is ${directions.rows} × ${directions.columns}; expected rows of ${dimension} numbers.`,
    );
  }
  return directions;
}
