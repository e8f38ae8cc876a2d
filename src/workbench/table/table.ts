/**
 * Tables of results: shown as HTML and as aligned text, and one step away
 * from danfojs for anything more, in both directions:
 *
 *     table(runs).toDataFrame()            a DataFrame of danfojs
 *     table(frame.groupby(["N"]).mean())   a DataFrame, shown
 */
import { readFileSync } from "node:fs";
import { DataError, DomainError, ShapeError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import { Matrix } from "../../numerics/index.js";
import { displayMethod, inspectMethod, type MimeBundle } from "../display/bundle.js";
import { display } from "../display/display.js";
import { csvText, parseCsv } from "./csv.js";
import { type DataFrameLike, danfo, isDataFrame, rowsOf } from "./data-frame.js";
import { formatValue } from "./format.js";
import { htmlTable, textTable, type Written } from "./write.js";

export interface TableOptions {
  /** Columns to show, in this order; all in order of appearance when left out. */
  columns?: readonly string[];
  /** Significant digits of numbers that are not whole; 4 when left out. */
  digits?: number;
  caption?: string;
}

export class Table {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly columns: readonly string[];
  readonly digits: number;
  readonly caption: string | undefined;

  /** @throws DomainError for a column that no row has, or digits outside 1 … 17 */
  constructor(rows: readonly Readonly<Record<string, unknown>>[], options: TableOptions = {}) {
    const known = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const missing = options.columns?.find((name) => !known.includes(name));
    if (missing !== undefined && rows.length > 0) {
      throw new DomainError(
        `table: no row has the column ${JSON.stringify(missing)}; there are ${known.join(", ")}.`,
      );
    }
    const digits = options.digits ?? 4;
    if (!Number.isInteger(digits) || digits < 1 || digits > 17) {
      throw new DomainError(`table: got ${digits} digits; expected a whole number from 1 to 17.`);
    }
    this.rows = rows;
    this.columns = options.columns ?? known;
    this.digits = digits;
    this.caption = options.caption;
  }

  /** The values of one column, top to bottom. */
  column(name: string): unknown[] {
    if (!this.columns.includes(name)) {
      throw new DomainError(
        `Table.column: got ${JSON.stringify(name)}; expected one of ${this.columns.join(", ")}.`,
      );
    }
    return this.rows.map((row) => row[name]);
  }

  /**
   * The table as a DataFrame of danfojs; give its type where danfojs is
   * imported: `toDataFrame<dfd.DataFrame>()`. Intervals and other objects
   * become text, because a DataFrame holds numbers, text and truth values.
   * @throws EnvironmentError when danfojs-node is not installed
   */
  toDataFrame<Frame extends DataFrameLike = DataFrameLike>(): Frame {
    const values = this.rows.map((row) =>
      this.columns.map((name) => {
        const value = row[name];
        return typeof value === "object" && value !== null
          ? formatValue(value, this.digits)
          : (value ?? null);
      }),
    );
    const { DataFrame } = danfo();
    return new DataFrame(values, { columns: [...this.columns] }) as unknown as Frame;
  }

  /**
   * Some columns of numbers as a matrix, rows × columns.
   * @throws DataError that names row and column of what is no finite number; DomainError for an
   *   unknown column
   */
  matrix(columns: readonly string[]): Matrix {
    const out = new Matrix(this.rows.length, columns.length);
    columns.forEach((name, j) => {
      this.column(name).forEach((value, i) => {
        if (typeof value !== "number" || !Number.isFinite(value)) {
          throw new DataError(
            `Table.matrix: row ${i + 1} has ${name} = ${typeof value === "number" ? value : (JSON.stringify(value) ?? "nothing")}; expected a finite number. Filter such rows out first.`,
          );
        }
        out.data[i * columns.length + j] = value;
      });
    });
    return out;
  }

  /** Writes the columns shown as CSV with one header line, numbers with all their digits; gives back the path. */
  save(path: string): string {
    writeWhole(path, csvText(this.columns, this.rows));
    return path;
  }

  /** Count, mean, standard deviation, least, median, greatest value and variance of each column of numbers. */
  describe(): Table {
    const { DataFrame } = danfo();
    const numeric = this.columns.filter((name) =>
      this.rows.every((row) => typeof row[name] === "number"),
    );
    if (numeric.length === 0 || this.rows.length === 0) {
      throw new DomainError("Table.describe: no column holds only numbers; choose columns first.");
    }
    const values = this.rows.map((row) => numeric.map((name) => row[name]));
    const summary = new DataFrame(values, { columns: numeric }).describe();
    const rows = rowsOf(summary).map((row, k) => ({ statistic: summary.index[k], ...row }));
    return new Table(rows, { digits: this.digits });
  }

  toString(): string {
    return textTable(this.#written());
  }

  toHtml(): string {
    return htmlTable(this.#written());
  }

  [displayMethod](): MimeBundle {
    return { "text/html": this.toHtml(), "text/plain": this.toString() };
  }

  [inspectMethod](): string {
    return this.toString();
  }

  #written(): Written {
    return {
      caption: this.caption,
      columns: [...this.columns],
      cells: this.rows.map((row) =>
        this.columns.map((name) => formatValue(row[name], this.digits)),
      ),
      numeric: this.columns.map(
        (name) =>
          this.rows.some((row) => typeof row[name] === "number") &&
          this.rows.every(
            (row) => ["number", "undefined"].includes(typeof row[name]) || row[name] === null,
          ),
      ),
    };
  }
}

/** A table of rows, or of a DataFrame of danfojs. */
export function table(
  rows: readonly Readonly<Record<string, unknown>>[] | DataFrameLike,
  options: TableOptions = {},
): Table {
  return new Table(isDataFrame(rows) ? rowsOf(rows) : rows, options);
}

/**
 * Matrices side by side as one table, the inverse of `Table.matrix`: rows of points and of their
 * values, say.
 * @throws ShapeError unless they have as many rows, and as many columns as there are names
 */
export function matrixTable(
  columns: readonly string[],
  matrices: readonly Matrix[],
  options: TableOptions = {},
): Table {
  const width = matrices.reduce((sum, { columns: own }) => sum + own, 0);
  const odd = matrices.find(({ rows }) => rows !== matrices[0].rows);
  if (odd !== undefined || width !== columns.length) {
    throw new ShapeError(
      `matrixTable: got ${matrices.map(({ rows, columns: own }) => `${rows} × ${own}`).join(", ")} for ${columns.length} names; expected equally many rows, and a name for each column.`,
    );
  }
  const rows = Array.from({ length: matrices[0]?.rows ?? 0 }, (_, i) => {
    const values = matrices.flatMap((matrix) => [...matrix.row(i)]);
    return Object.fromEntries(columns.map((name, k) => [name, values[k]]));
  });
  return new Table(rows, { columns, ...options });
}

/**
 * The table in a CSV file whose first line names the columns.
 * @throws DataError for a file that cannot be read or is no such table, with its line
 */
export function readCsv(path: string, options: TableOptions = {}): Table {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new DataError(`readCsv: ${path} cannot be read (${(cause as Error).message}).`, {
      cause,
    });
  }
  const { columns, rows } = parseCsv(text, path);
  return new Table(rows, { columns, ...options });
}

/** Shows rows or a DataFrame of danfojs. */
export function showTable(
  rows: readonly Readonly<Record<string, unknown>>[] | DataFrameLike,
  options: TableOptions = {},
): void {
  display(table(rows, options));
}
