/**
 * Comma-separated values (RFC 4180): one header line, fields between commas, quoted where they
 * hold a comma, a quote or a line's end. A field that reads as a number is one, NaN among them; an
 * empty field is null.
 */
import { DataError } from "../../errors.js";

type Row = Readonly<Record<string, unknown>>;

/** The rows as text, a header first; objects other than null are not for CSV. */
export function csvText(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    columns.map(quoted),
    ...rows.map((row) => columns.map((name) => field(row[name]))),
  ].map((fields) => fields.join(","));
  // An empty line is none; quotes tell a single field that is null from it.
  return lines.map((line) => `${line === "" ? '""' : line}\n`).join("");
}

/** @throws DataError with the line of what is wrong */
export function parseCsv(text: string, source: string): Row[] {
  const [header, ...lines] = records(text.replace(/^\uFEFF/, ""), source);
  if (header === undefined) {
    throw new DataError(`readCsv: ${source} is empty; expected a first line with column names.`);
  }
  const twice = header.fields.find((name, k) => header.fields.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new DataError(`readCsv: ${source} has two columns ${JSON.stringify(twice)}; rename one.`);
  }
  return lines.map(({ fields, line }) => {
    if (fields.length !== header.fields.length) {
      throw new DataError(
        `readCsv: ${source}, line ${line}, has ${fields.length} fields; expected ${header.fields.length}, as the first line names columns.`,
      );
    }
    return Object.fromEntries(fields.map((value, k) => [header.fields[k], read(value)]));
  });
}

interface CsvRecord {
  readonly fields: string[];
  /** Where it begins, from 1. */
  readonly line: number;
}

function records(text: string, source: string): CsvRecord[] {
  const found: CsvRecord[] = [];
  // A field in quotes, in which a quote is doubled, or without; then what ends it.
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let line = 1;
  while (pattern.lastIndex < text.length) {
    const fields: string[] = [];
    const first = line;
    let isQuoted = false;
    for (let end = ","; end === ","; ) {
      const match = pattern.exec(text);
      if (match === null) {
        throw new DataError(
          `readCsv: ${source}, line ${line}: a quote is not closed, or stands within a field that is not quoted.`,
        );
      }
      const [whole, inQuotes, plain] = match;
      isQuoted ||= inQuotes !== undefined;
      fields.push(inQuotes?.replaceAll('""', '"') ?? plain);
      line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
      end = match[3];
    }
    if (fields.length > 1 || fields[0] !== "" || isQuoted) found.push({ fields, line: first });
  }
  return found;
}

function read(value: string): unknown {
  if (value.trim() === "") return null;
  const number = Number(value);
  return Number.isNaN(number) && value.trim() !== "NaN" ? value : number;
}

function field(value: unknown): string {
  return value === undefined || value === null ? "" : quoted(String(value));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
