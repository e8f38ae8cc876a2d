/**
 * Float64 entries read as fractions, and rows made whole by their common denominator.
 *
 * A number counts as n / d when it is the Float64 next to it, d ≤ 1000. An irrational
 * entry is taken for such a fraction with probability about 10⁻¹⁰.
 */
import { DomainError } from "../../../errors.js";
import type { CompressedRows } from "../compressed-rows.js";

/** Denominators beyond this are not looked for. */
export const LARGEST_DENOMINATOR = 1000;

/** The smallest d ≤ 1000 for which value · d is a whole number up to rounding; 0 when there is none. */
export function denominatorOf(value: number): number {
  if (Number.isSafeInteger(value)) return 1;
  for (let d = 2; d <= LARGEST_DENOMINATOR; d++) {
    const numerator = Math.round(value * d);
    if (Number.isSafeInteger(numerator) && numerator / d === value) return d;
  }
  return 0;
}

/**
 * Each row times the least common multiple of its denominators: the same null space.
 * @throws DomainError for an entry that is no such fraction, or too large a row
 */
export function wholeRows(caller: string, matrix: CompressedRows): CompressedRows {
  const { rows, rowStarts, columnIndices, values } = matrix;
  const known = new Map<number, number>();
  const denominators = new Int32Array(values.length);
  let whole = true;
  for (let k = 0; k < values.length; k++) {
    let d = known.get(values[k]);
    if (d === undefined) {
      d = denominatorOf(values[k]);
      known.set(values[k], d);
    }
    denominators[k] = d;
    whole &&= d === 1;
  }
  if (whole) return matrix;
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    let common = 1;
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      if (denominators[k] === 0) refuse(caller, i, columnIndices[k], values[k]);
      common = (common / greatestDivisor(common, denominators[k])) * denominators[k];
    }
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      const d = denominators[k];
      scaled[k] = Math.round(values[k] * d) * (common / d);
      if (!Number.isSafeInteger(scaled[k])) refuse(caller, i, columnIndices[k], values[k]);
    }
  }
  return { ...matrix, values: scaled };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function refuse(caller: string, row: number, column: number, value: number): never {
  throw new DomainError(
    `${caller}: entry (${row}, ${column}) is ${value}; expected whole numbers or fractions with denominators up to ${LARGEST_DENOMINATOR}, and rows that stay below 2^53 when their denominators are cleared. For other numbers use sparseNullSpace.`,
  );
}
