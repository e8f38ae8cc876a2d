/**
 * Tables of results: shown as HTML and as aligned text, and one step away
 * from danfojs for anything more, in both directions:
 *
 *     table(runs).toDataFrame()            a DataFrame of danfojs
 *     table(frame.groupby(["N"]).mean())   a DataFrame, shown
 */
import { DomainError } from "../../errors.js";
import { displayMethod, inspectMethod, type MimeBundle } from "../display/bundle.js";
import { display } from "../display/display.js";
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

/** Shows rows or a DataFrame of danfojs. */
export function showTable(
  rows: readonly Readonly<Record<string, unknown>>[] | DataFrameLike,
  options: TableOptions = {},
): void {
  display(table(rows, options));
}
