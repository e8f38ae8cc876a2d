/**
 * Float64 coordinates as whole numbers, for decisions that rounding must not make.
 *
 * Every Float64 is a whole multiple of a power of two; with the least such unit, all coordinates
 * are whole numbers, and determinants of their differences are exact in BigInt (Bareiss 1968).
 */
import type { Matrix } from "../../../numerics/index.js";

const words = new Float64Array(1);
const bits = new BigUint64Array(words.buffer);

export class ExactPoints {
  readonly points: Matrix;
  /** The exponent of the unit: coordinates are whole multiples of 2^exponent; 0 for zeros only. */
  readonly exponent: number;
  #whole: bigint[] | undefined;

  constructor(points: Matrix) {
    this.points = points;
    let least = Number.POSITIVE_INFINITY;
    for (const value of points.data) {
      if (value !== 0) least = Math.min(least, lowestBit(value));
    }
    this.exponent = Number.isFinite(least) ? least : 0;
  }

  /** Coordinate in units. */
  whole(row: number, column: number): bigint {
    this.#whole ??= Array.from(this.points.data, (value) => wholeMultiple(value, this.exponent));
    return this.#whole[row * this.points.columns + column];
  }

  /**
   * det(p_1 − p_0, …, p_d − p_0) in units to the power d, for rows named by `indices`.
   */
  determinant(indices: ArrayLike<number>): bigint {
    const d = indices.length - 1;
    const rows = Array.from({ length: d }, (_, i) =>
      Array.from(
        { length: d },
        (_, j) => this.whole(indices[i + 1], j) - this.whole(indices[0], j),
      ),
    );
    return eliminate(rows, d).determinant;
  }

  /**
   * Affinely independent points, as many as there are, and as many columns onto which the span
   * projects one to one: `rows` has one more than `columns`, whose number is the dimension.
   */
  basis(): { rows: number[]; columns: number[] } {
    const { rows: n, columns: d } = this.points;
    const differences = Array.from({ length: Math.max(0, n - 1) }, (_, i) =>
      Array.from({ length: d }, (_, j) => this.whole(i + 1, j) - this.whole(0, j)),
    );
    const { rows, columns } = eliminate(differences, d);
    return { rows: [0, ...rows.map((row) => row + 1)], columns };
  }
}

/** Fraction-free elimination with the first pivot that is not zero, rows within columns. */
function eliminate(
  matrix: bigint[][],
  width: number,
): { determinant: bigint; rows: number[]; columns: number[] } {
  const order = matrix.map((_, i) => i);
  const columns: number[] = [];
  let previous = 1n;
  let sign = 1n;
  for (let column = 0; column < width && columns.length < matrix.length; column++) {
    const rank = columns.length;
    let pivot = rank;
    while (pivot < matrix.length && matrix[pivot][column] === 0n) pivot++;
    if (pivot === matrix.length) continue;
    if (pivot !== rank) {
      [matrix[rank], matrix[pivot]] = [matrix[pivot], matrix[rank]];
      [order[rank], order[pivot]] = [order[pivot], order[rank]];
      sign = -sign;
    }
    const top = matrix[rank];
    for (let i = rank + 1; i < matrix.length; i++) {
      const row = matrix[i];
      for (let j = column + 1; j < width; j++) {
        row[j] = (row[j] * top[column] - row[column] * top[j]) / previous;
      }
      row[column] = 0n;
    }
    previous = top[column];
    columns.push(column);
  }
  const full = columns.length === width && matrix.length === width;
  return {
    determinant: full ? sign * previous : 0n,
    rows: order.slice(0, columns.length),
    columns,
  };
}

/** Exponent of the lowest bit of a number that is not zero. */
function lowestBit(value: number): number {
  const { mantissa, exponent } = parts(value);
  let shift = 0;
  let rest = mantissa;
  while ((rest & 0xffffn) === 0n) {
    rest >>= 16n;
    shift += 16;
  }
  while ((rest & 1n) === 0n) {
    rest >>= 1n;
    shift++;
  }
  return exponent + shift;
}

function wholeMultiple(value: number, exponent: number): bigint {
  if (value === 0) return 0n;
  const own = parts(value);
  const size = own.exponent - exponent;
  const whole = size >= 0 ? own.mantissa << BigInt(size) : own.mantissa >> BigInt(-size);
  return value < 0 ? -whole : whole;
}

/** |value| = mantissa · 2^exponent. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  words[0] = value;
  const fraction = bits[0] & 0xfffffffffffffn;
  const biased = Number((bits[0] >> 52n) & 0x7ffn);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
