/**
 * Sparse matrices whose values are residues modulo a prime: products, and the
 * test by a random combination.
 */
import type { RandomStream } from "../../random/random-stream.js";
import type { CompressedRows } from "../compressed-rows.js";
import type { PrimeField } from "./prime-field.js";

/** A whole-number matrix modulo p; entries that p divides are left out. */
export function residueRows(matrix: CompressedRows, field: PrimeField): CompressedRows {
  const values = matrix.values.map((value) => field.residue(value));
  return values.includes(0) ? withoutZeros({ ...matrix, values }) : { ...matrix, values };
}

/** A · B modulo p; rows that come out empty are left out when `dropEmpty` is set. */
export function residueProduct(
  a: CompressedRows,
  b: CompressedRows,
  field: PrimeField,
  dropEmpty = false,
): CompressedRows {
  const sums = new Float64Array(b.columns);
  const seen = new Int32Array(b.columns).fill(-1);
  const touched = new Int32Array(b.columns);
  let columnIndices = new Int32Array(2 * a.values.length + 16);
  let values = new Float64Array(columnIndices.length);
  const rowStarts = new Int32Array(a.rows + 1);
  let at = 0;
  let row = 0;
  for (let i = 0; i < a.rows; i++) {
    let count = 0;
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; k++) {
      const factor = a.values[k];
      const source = a.columnIndices[k];
      for (let l = b.rowStarts[source]; l < b.rowStarts[source + 1]; l++) {
        const j = b.columnIndices[l];
        if (seen[j] === i) {
          sums[j] = field.reduce(sums[j] + factor * b.values[l]);
        } else {
          seen[j] = i;
          touched[count++] = j;
          sums[j] = field.reduce(factor * b.values[l]);
        }
      }
    }
    if (at + count > values.length) {
      const capacity = 2 * (at + count);
      const wider = new Int32Array(capacity);
      wider.set(columnIndices);
      columnIndices = wider;
      const longer = new Float64Array(capacity);
      longer.set(values);
      values = longer;
    }
    const before = at;
    for (const j of touched.subarray(0, count).sort()) {
      if (sums[j] === 0) continue;
      columnIndices[at] = j;
      values[at++] = sums[j];
    }
    if (at > before || !dropEmpty) rowStarts[++row] = at;
  }
  return {
    rows: row,
    columns: b.columns,
    rowStarts: rowStarts.slice(0, row + 1),
    columnIndices: columnIndices.slice(0, at),
    values: values.slice(0, at),
  };
}

/**
 * Whether A · N r = 0 for a random r: certain when it is false, and false with
 * probability 1 − 1/p or more when A · N is not zero.
 */
export function annihilates(
  a: CompressedRows,
  n: CompressedRows,
  field: PrimeField,
  random: RandomStream,
): boolean {
  const r = Float64Array.from({ length: n.columns }, () => random.integer(field.prime));
  const applied = residueApply(n, r, field);
  return residueApply(a, applied, field).every((value) => value === 0);
}

function residueApply(a: CompressedRows, x: Float64Array, field: PrimeField): Float64Array {
  const out = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; k++) {
      sum = field.reduce(sum + a.values[k] * x[a.columnIndices[k]]);
    }
    out[i] = sum;
  }
  return out;
}

function withoutZeros(matrix: CompressedRows): CompressedRows {
  const { rows, columns, rowStarts, values } = matrix;
  const starts = new Int32Array(rows + 1);
  const columnIndices = matrix.columnIndices.slice();
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      if (values[k] === 0) continue;
      columnIndices[at] = columnIndices[k];
      values[at++] = values[k];
    }
    starts[i + 1] = at;
  }
  return {
    rows,
    columns,
    rowStarts: starts,
    columnIndices: columnIndices.slice(0, at),
    values: values.slice(0, at),
  };
}
