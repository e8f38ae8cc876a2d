/**
 * Basis vectors with whole-number entries, and the exact test that a matrix
 * annihilates them: in Float64 where no sum can leave 2^53, in BigInt otherwise.
 */
import { type CompressedRows, transposeRows } from "../compressed-rows.js";
import { type Fraction, greatestCommonDivisor } from "./rational-reconstruction.js";

const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** k sparse vectors of length n; vector v holds entries starts[v] … starts[v + 1]. */
export interface WholeVectors {
  readonly length: number;
  readonly starts: Int32Array;
  /** Coordinates, ascending within a vector. */
  readonly coordinates: Int32Array;
  /** Numbers while all are below 2^53. */
  readonly values: Float64Array | readonly bigint[];
  readonly largest: bigint;
}

/**
 * Each vector times the least common multiple of its denominators. Since one of the
 * entries was 1, they have no common divisor then.
 */
export function wholeVectors(
  pattern: CompressedRows,
  fraction: (entry: number) => Fraction,
): WholeVectors {
  const values: bigint[] = new Array(pattern.values.length);
  let largest = 0n;
  for (let v = 0; v < pattern.rows; v++) {
    const [from, to] = [pattern.rowStarts[v], pattern.rowStarts[v + 1]];
    let common = 1n;
    for (let k = from; k < to; k++) {
      const { denominator } = fraction(k);
      if (denominator === 1n || common % denominator === 0n) continue;
      common = (common / greatestCommonDivisor(common, denominator)) * denominator;
    }
    for (let k = from; k < to; k++) {
      const { numerator, denominator } = fraction(k);
      const value = common === 1n ? numerator : numerator * (common / denominator);
      values[k] = value;
      if (value > largest) largest = value;
      else if (-value > largest) largest = -value;
    }
  }
  return {
    length: pattern.columns,
    starts: pattern.rowStarts,
    coordinates: pattern.columnIndices,
    values: largest <= LARGEST_SAFE ? Float64Array.from(values, Number) : values,
    largest,
  };
}

export type ExactArithmetic = "safe integers" | "BigInt";

/** How A · N = 0 was found to hold exactly for all blocks A; undefined when it does not. */
export function annihilatesExactly(
  blocks: readonly CompressedRows[],
  vectors: WholeVectors,
): ExactArithmetic | undefined {
  const { values } = vectors;
  if (values instanceof Float64Array && largestSum(blocks, vectors) <= Number.MAX_SAFE_INTEGER) {
    const byCoordinate = transposeRows(rowsOf(vectors, values));
    return blocks.every((block) => safeProductVanishes(block, byCoordinate))
      ? "safe integers"
      : undefined;
  }
  const places = Float64Array.from({ length: values.length }, (_, k) => k);
  const byCoordinate = transposeRows(rowsOf(vectors, places));
  const whole = Array.from(values, BigInt);
  return blocks.every((block) => wholeProductVanishes(block, byCoordinate, whole))
    ? "BigInt"
    : undefined;
}

/** The vectors as rows of a sparse matrix. */
export function rowsOf(vectors: WholeVectors, values: Float64Array): CompressedRows {
  return {
    rows: vectors.starts.length - 1,
    columns: vectors.length,
    rowStarts: vectors.starts,
    columnIndices: vectors.coordinates,
    values,
  };
}

/** No partial sum of A · N is larger in size. */
function largestSum(blocks: readonly CompressedRows[], vectors: WholeVectors): number {
  let largest = 0;
  for (const { rows, rowStarts, values } of blocks) {
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) sum += Math.abs(values[k]);
      largest = Math.max(largest, sum);
    }
  }
  return largest * Number(vectors.largest);
}

function safeProductVanishes(a: CompressedRows, n: CompressedRows): boolean {
  const sums = new Float64Array(n.columns);
  const touched = new Int32Array(n.columns);
  const seen = new Int32Array(n.columns).fill(-1);
  for (let i = 0; i < a.rows; i++) {
    let count = 0;
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; k++) {
      const factor = a.values[k];
      const source = a.columnIndices[k];
      for (let l = n.rowStarts[source]; l < n.rowStarts[source + 1]; l++) {
        const v = n.columnIndices[l];
        if (seen[v] !== i) {
          seen[v] = i;
          touched[count++] = v;
          sums[v] = 0;
        }
        sums[v] += factor * n.values[l];
      }
    }
    for (let t = 0; t < count; t++) if (sums[touched[t]] !== 0) return false;
  }
  return true;
}

/** The same; the values of n are places in `whole`. */
function wholeProductVanishes(
  a: CompressedRows,
  n: CompressedRows,
  whole: readonly bigint[],
): boolean {
  for (let i = 0; i < a.rows; i++) {
    const sums = new Map<number, bigint>();
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; k++) {
      const factor = BigInt(a.values[k]);
      const source = a.columnIndices[k];
      for (let l = n.rowStarts[source]; l < n.rowStarts[source + 1]; l++) {
        const v = n.columnIndices[l];
        sums.set(v, (sums.get(v) ?? 0n) + factor * whole[n.values[l]]);
      }
    }
    for (const sum of sums.values()) if (sum !== 0n) return false;
  }
  return true;
}
