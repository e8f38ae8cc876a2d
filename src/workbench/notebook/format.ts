/**
 * The notebook format 4.5 (https://nbformat.readthedocs.io), as far as a run
 * needs it. In memory every text is one string; in the file it is a list of
 * lines with sorted keys, as Jupyter writes it, so that a run changes only
 * what it computed.
 */
import { readFileSync } from "node:fs";
import { DataError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import type { Output } from "../jupyter/index.js";
import { validateNotebook } from "./validate.js";

export interface CellBase {
  id: string;
  source: string;
  metadata: { tags?: string[]; [key: string]: unknown };
}
export interface CodeCell extends CellBase {
  cell_type: "code";
  execution_count: number | null;
  outputs: Output[];
}
export interface TextCell extends CellBase {
  cell_type: "markdown" | "raw";
  attachments?: Record<string, unknown>;
}
export type Cell = CodeCell | TextCell;

export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}

/** The metadata `language_info`, without the version, which would change from machine to machine. */
export const typescriptLanguage: Readonly<Record<string, string>> = {
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
};

/** Reads a notebook; throws DataError that names the file and the place. */
export function readNotebook(path: string): Notebook {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new DataError(`readNotebook: ${path} cannot be read; expected a notebook file.`, {
      cause,
    });
  }
  return parseNotebook(text, path);
}

/** The notebook in `text`; `name` stands in the messages. */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataError(
      `parseNotebook: ${name} is no JSON (${(cause as Error).message}); expected a notebook. ` +
        "It may be cut off or hold conflict marks; restore it.",
      { cause },
    );
  }
  validateNotebook(value, name);
  return mapTexts(value, (lines) => (Array.isArray(lines) ? lines.join("") : lines)) as Notebook;
}

/**
 * The file's text: sorted keys, one blank of indentation, a line break at the end. JSON
 * bundles of outputs, such as figures, stand on one line: nobody reads them, and a line
 * for each number is twice as long.
 */
export function formatNotebook(notebook: Notebook): string {
  const split = mapTexts(notebook, (text) => (typeof text === "string" ? linesOf(text) : text));
  const bundles: string[] = [];
  const text = JSON.stringify(
    sortKeys(split),
    (key, value) =>
      /^application\/.*json$/.test(key) && typeof value === "object"
        ? `${BUNDLE}${bundles.push(JSON.stringify(value)) - 1}`
        : value,
    1,
  );
  const whole = text.replace(BUNDLES, (_, index) => bundles[Number(index)]);
  return `${whole}\n`;
}

/** Stands for a bundle while the rest is written; the control character is in no notebook's text. */
const BUNDLE = "\u0001bundle ";
const BUNDLES = /"\\u0001bundle (\d+)"/g;

/** Writes a notebook whole or not at all. */
export function writeNotebook(path: string, notebook: Notebook): void {
  writeWhole(path, formatNotebook(notebook));
}

/** Applies `change` wherever the format allows a list of lines for a text. */
function mapTexts(value: unknown, change: (text: unknown) => unknown): unknown {
  const notebook = structuredClone(value) as { cells: Record<string, unknown>[] };
  for (const cell of notebook.cells) {
    cell.source = change(cell.source);
    for (const output of (cell.outputs ?? []) as Record<string, unknown>[]) {
      if (output.output_type === "stream") {
        output.text = change(output.text);
      }
      const data = (output.data ?? {}) as Record<string, unknown>;
      for (const type of Object.keys(data).filter(isText)) {
        data[type] = change(data[type]);
      }
    }
  }
  return notebook;
}

function isText(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
  }
  return value;
}
