/**
 * Tables as text with one header line (RFC 4180), fields between commas; semicolons and tabs are
 * read as well. A field that reads as a number is one, NaN among them; an empty field is null.
 */
import { createRequire } from "node:module";
import type { CsvError, Info, parse } from "csv-parse/sync";
import { DataError } from "../../errors.js";

type Row = Readonly<Record<string, unknown>>;

/** What may stand between fields; the one that the header line holds most often does. */
const DELIMITERS = [",", ";", "\t"];

/** The rows as text, a header first; objects other than null are not for CSV. */
export function csvText(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    columns.map(quoted),
    ...rows.map((row) => columns.map((name) => field(row[name]))),
  ].map((fields) => fields.join(","));
  // An empty line is none; quotes tell a single field that is null from it.
  return lines.map((line) => `${line === "" ? '""' : line}\n`).join("");
}

/** A table, and its columns as the first line has them: a row's keys that are whole numbers come first. */
export interface CsvTable {
  readonly columns: string[];
  readonly rows: Row[];
}

/** @throws DataError with the line of what is wrong */
export function parseCsv(text: string, source: string): CsvTable {
  const [header, ...rows] = records(text, source);
  if (header === undefined) {
    throw new DataError(`readCsv: ${source} is empty; expected a first line with column names.`);
  }
  const names = header.record;
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new DataError(`readCsv: ${source} has two columns ${JSON.stringify(twice)}; rename one.`);
  }
  const read = rows.map(({ record, info: { lines } }) => {
    if (record.length !== names.length) {
      throw new DataError(
        `readCsv: ${source}, line ${lines}, has ${record.length} fields; expected ${names.length}, as the first line names columns.`,
      );
    }
    return Object.fromEntries(record.map((value, k) => [names[k], fieldValue(value)]));
  });
  return { columns: names, rows: read };
}

/** Fields of each line, and the line at which they end. */
function records(text: string, source: string): { record: string[]; info: Info }[] {
  const load = createRequire(import.meta.url);
  const library: { readonly parse: typeof parse } = load("csv-parse/sync");
  const [first] = text.split(/\r\n|\n|\r/, 1);
  const [delimiter] = DELIMITERS.map((one) => ({ one, count: first.split(one).length })).sort(
    (a, b) => b.count - a.count,
  );
  try {
    const found: unknown = library.parse(text, {
      bom: true,
      info: true,
      delimiter: delimiter.one,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return found as { record: string[]; info: Info }[];
  } catch (error) {
    const { lines, message } = error as CsvError;
    throw new DataError(
      `readCsv: ${source}, line ${lines}: a quote is not closed, or stands within a field that is not quoted (${message}).`,
      { cause: error },
    );
  }
}

function fieldValue(value: string): unknown {
  if (value.trim() === "") return null;
  const number = Number(value);
  return Number.isNaN(number) && value.trim() !== "NaN" ? value : number;
}

function field(value: unknown): string {
  return value === undefined || value === null ? "" : quoted(String(value));
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
