/** Checks of what enters as a law on a finite alphabet. */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, type Vector } from "../../numerics/index.js";

/** How far from one a law may sum. */
export const SUM_TOLERANCE = 1e-9;

/**
 * A copy with entries ≥ 0.
 * @throws ShapeError for an empty alphabet or ragged rows; DomainError for a negative entry, NaN or Infinity
 */
export function massMatrix(
  caller: string,
  name: string,
  values: Matrix | readonly (readonly number[])[],
): Matrix {
  const isMatrix = values instanceof Matrix;
  if (!isMatrix) requireRows(caller, name, values);
  const rows = isMatrix ? values.rows : values.length;
  const columns = isMatrix ? values.columns : (values[0]?.length ?? 0);
  if (rows === 0 || columns === 0) {
    throw new ShapeError(
      `${caller}: ${name} is ${rows} × ${columns}; expected at least one input and one output.`,
    );
  }
  const out = new Matrix(rows, columns);
  for (let x = 0; x < rows; x++) {
    const row = isMatrix ? values.row(x) : values[x];
    if (row.length !== columns) {
      throw new ShapeError(
        `${caller}: row ${x} of ${name} has ${row.length} entries, row 0 has ${columns}; make all rows equally long.`,
      );
    }
    for (let y = 0; y < columns; y++) {
      if (!(typeof row[y] === "number" && row[y] >= 0 && row[y] < Infinity)) {
        throw new DomainError(
          `${caller}: ${name}(${x}, ${y}) is ${shown(row[y])}; expected a finite number from 0 on.`,
        );
      }
      out.data[x * columns + y] = row[y];
    }
  }
  return out;
}

/** @throws ShapeError for what is no list of rows, as one from a file may be */
export function requireRows(caller: string, name: string, values: unknown): void {
  const isList = (value: unknown): boolean => Array.isArray(value) || ArrayBuffer.isView(value);
  if (!isList(values)) {
    throw new ShapeError(
      `${caller}: ${name} is ${shown(values)}; expected a Matrix, or an array of rows.`,
    );
  }
  const wrong = Array.prototype.findIndex.call(values, (row) => !isList(row));
  if (wrong < 0) return;
  throw new ShapeError(
    `${caller}: row ${wrong} of ${name} is ${shown((values as unknown[])[wrong])}; expected an array of numbers, one for each output.`,
  );
}

/** For messages: a string in quotes, so that "1" is not taken for 1. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Each row divided by its sum, in place. @throws DomainError for a row that is off by more than SUM_TOLERANCE */
export function normalisedRows(caller: string, name: string, kernel: Matrix): Matrix {
  for (let x = 0; x < kernel.rows; x++) normalise(caller, `row ${x} of ${name}`, kernel.row(x));
  return kernel;
}

/**
 * A copy, divided by its sum.
 * @throws ShapeError for another length; DomainError for a sum off by more than SUM_TOLERANCE, a
 *   negative entry, NaN or Infinity
 */
export function normalisedLaw(
  caller: string,
  name: string,
  values: ArrayLike<number>,
  length: number,
): Vector {
  if (values.length !== length) {
    throw new ShapeError(
      `${caller}: ${name} has ${values.length} entries; expected ${length}, one for each letter.`,
    );
  }
  const law = Float64Array.from(values);
  law.forEach((mass, k) => {
    if (!(mass >= 0 && mass < Infinity)) {
      throw new DomainError(
        `${caller}: ${name}[${k}] is ${mass}; expected a finite number from 0 on.`,
      );
    }
  });
  normalise(caller, name, law);
  return law;
}

/** A sum that differs from one by its rounding alone leaves the entries as they were given. */
function normalise(caller: string, what: string, law: Vector): void {
  let sum = 0;
  for (let k = 0; k < law.length; k++) sum += law[k];
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
    throw new DomainError(
      `${caller}: ${what} sums to ${sum}, ${(sum - 1).toPrecision(3)} off; expected 1 within ${SUM_TOLERANCE}. Divide it by its sum, or give counts to channelFromCounts.`,
    );
  }
  if (Math.abs(sum - 1) <= law.length * Number.EPSILON) return;
  for (let k = 0; k < law.length; k++) law[k] /= sum;
}

/** The names, or letter0, letter1, …. @throws ShapeError for another number, DomainError for a name given twice */
export function namesOf(
  caller: string,
  argument: string,
  names: readonly string[] | undefined,
  count: number,
  letter: string,
): readonly string[] {
  if (names === undefined) return Array.from({ length: count }, (_, k) => `${letter}${k}`);
  if (names.length !== count) {
    throw new ShapeError(`${caller}: ${argument} has ${names.length} names; expected ${count}.`);
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new DomainError(
        `${caller}: ${argument} has "${name}" twice; give each letter a name of its own.`,
      );
    }
    seen.add(name);
  }
  return [...names];
}
