/**
 * Counts of pairs from tables: a table of counts itself, with the inputs' names in the first column
 * and the outputs' in the first line, or a table of observations, one pair a row.
 */
import { DataError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { readCsv, type Table, table } from "./table.js";

/** Counts of what came in and what went out, with the letters' names. */
export interface CountTable {
  /** |X| × |Y|, whole numbers. */
  readonly counts: Matrix;
  readonly inputNames: string[];
  readonly outputNames: string[];
}

type Rows = Table | readonly Readonly<Record<string, unknown>>[];

/**
 * The counts in a CSV file: `,a,b` / `x,3,0` / `y,1,4`.
 * @throws DataError for a file that cannot be read, or naming row and column of what is no count
 */
export function readCounts(path: string): CountTable {
  const read = readCsv(path);
  const [first, ...outputNames] = read.columns;
  if (read.rows.length === 0 || outputNames.length === 0) {
    throw new DataError(
      `readCounts: ${path} has ${read.rows.length} rows and ${read.columns.length} columns; expected names of outputs in the first line, and a row for each input: its name, then counts.`,
    );
  }
  const inputNames = read.rows.map((row, i) => nameOf(row[first], `${path}, row ${i + 1}`));
  const twice = inputNames.find((name, k) => inputNames.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new DataError(
      `readCounts: ${path} has two rows "${twice}"; rename one, or add their counts.`,
    );
  }
  const counts = new Matrix(inputNames.length, outputNames.length);
  read.rows.forEach((row, i) => {
    outputNames.forEach((name, j) => {
      const where = `readCounts: ${path}, row "${inputNames[i]}", column "${name}"`;
      counts.data[i * outputNames.length + j] = countOf(row[name], where);
    });
  });
  return { counts, inputNames, outputNames };
}

/**
 * How often each pair of values stands in two columns, in the order in which values first appear.
 * @param weight a column with how often each row counts; once when left out
 * @throws DataError for a column that no row has, a value that is missing, or a weight that is no count
 */
export function countPairs(rows: Rows, input: string, output: string, weight?: string): CountTable {
  const source = "rows" in rows ? rows : table(rows);
  if (source.rows.length === 0) {
    throw new DataError("countPairs: got no rows; expected observations.");
  }
  const column = (name: string): unknown[] => {
    if (source.columns.includes(name)) return source.column(name);
    throw new DataError(
      `countPairs: there is no column "${name}"; there are ${source.columns.join(", ")}.`,
    );
  };
  const [xs, ys] = [input, output].map((name) =>
    column(name).map((value, i) => nameOf(value, `countPairs: column "${name}", row ${i + 1}`)),
  );
  const weights = weight === undefined ? undefined : column(weight);
  const [inputNames, outputNames] = [[...new Set(xs)], [...new Set(ys)]];
  const rowOf = new Map(inputNames.map((name, k) => [name, k]));
  const columnOf = new Map(outputNames.map((name, k) => [name, k]));
  const counts = new Matrix(inputNames.length, outputNames.length);
  xs.forEach((x, i) => {
    const times = weights ? countOf(weights[i], `countPairs: column "${weight}", row ${i + 1}`) : 1;
    counts.data[rowOf.get(x)! * outputNames.length + columnOf.get(ys[i])!] += times;
  });
  return { counts, inputNames, outputNames };
}

function nameOf(value: unknown, where: string): string {
  if (value === null || value === undefined) {
    throw new DataError(`${where}: the name is missing; expected one.`);
  }
  return String(value);
}

function countOf(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const got = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  throw new DataError(`${where}, is ${got}; expected a whole number that is not negative.`);
}
