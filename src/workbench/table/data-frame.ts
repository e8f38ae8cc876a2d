/**
 * danfojs, the library of tables: what of its DataFrame is used here, and
 * how it is loaded, which takes a second or two and so waits until someone
 * asks for a DataFrame.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { EnvironmentError } from "../../errors.js";

/** What a DataFrame of danfojs has and we read. */
export interface DataFrameLike {
  readonly columns: string[];
  readonly index: readonly (string | number)[];
  readonly values: unknown;
  readonly shape: number[];
}

interface Danfo {
  DataFrame: new (
    rows: unknown[][],
    options: { columns: string[] },
  ) => DataFrameLike & { describe(): DataFrameLike };
}

let loaded: Danfo | undefined;

/** @throws EnvironmentError when danfojs-node is not installed */
export function danfo(): Danfo {
  loaded ??= load();
  return loaded;
}

/** From our own packages, then from those of the current folder; tfjs's greeting is kept quiet meanwhile. */
function load(): Danfo {
  const quiet = { info: console.info, log: console.log, warn: console.warn };
  const causes: unknown[] = [];
  try {
    console.info = console.log = console.warn = () => {};
    for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
      try {
        return createRequire(from)("danfojs-node") as Danfo;
      } catch (cause) {
        causes.push(cause);
      }
    }
  } finally {
    Object.assign(console, quiet);
  }
  throw new EnvironmentError(
    "Table.toDataFrame needs the package danfojs-node, which did not load; run npm install danfojs-node.",
    { cause: causes[0] },
  );
}

export function isDataFrame(value: unknown): value is DataFrameLike {
  const frame = value as Partial<DataFrameLike> | null;
  return (
    typeof frame === "object" &&
    frame !== null &&
    Array.isArray(frame.columns) &&
    Array.isArray(frame.shape) &&
    Array.isArray(frame.index)
  );
}

/** The rows of a DataFrame; one column gives an array of single values there. */
export function rowsOf(frame: DataFrameLike): Record<string, unknown>[] {
  const values = frame.values as unknown[];
  return values.map((row) =>
    Object.fromEntries(
      frame.columns.map((name, k) => [String(name), Array.isArray(row) ? row[k] : row]),
    ),
  );
}
