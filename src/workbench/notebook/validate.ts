import { DataError } from "../../errors.js";

/** Throws DataError with the place unless `value` is a notebook of format 4.5. */
export function validateNotebook(value: unknown, name: string): void {
  const expect = (condition: boolean, where: string, expected: string): void => {
    if (!condition) {
      throw new DataError(`parseNotebook: ${name}: ${where} should be ${expected}.`);
    }
  };
  expect(isObject(value), "the file", "a JSON object with nbformat, metadata and cells");
  const { nbformat, nbformat_minor, metadata, cells } = value as Record<string, unknown>;
  expect(
    nbformat === 4 && typeof nbformat_minor === "number" && nbformat_minor >= 5,
    `the format ${nbformat}.${nbformat_minor}`,
    "4.5 or a later 4.x; open the notebook in JupyterLab 4 and save it",
  );
  expect(isObject(metadata), "metadata", "an object");
  expect(Array.isArray(cells), "cells", "a list");
  const ids = new Set<unknown>();
  for (const [index, cell] of (cells as unknown[]).entries()) {
    const where = `cells[${index}]`;
    expect(isObject(cell), where, "an object");
    const { id, cell_type, source, metadata, outputs, execution_count } = cell as Record<
      string,
      unknown
    >;
    expect(
      typeof id === "string" && /^[\w-]{1,64}$/.test(id),
      `${where}.id`,
      "1 to 64 letters, digits, - or _",
    );
    expect(!ids.has(id), `${where}.id "${id}"`, "unique; an earlier cell has it");
    ids.add(id);
    expect(
      ["code", "markdown", "raw"].includes(cell_type as string),
      `${where}.cell_type`,
      '"code", "markdown" or "raw"',
    );
    expect(isTextValue(source), `${where}.source`, "a text or a list of lines");
    expect(isObject(metadata), `${where}.metadata`, "an object");
    if (cell_type === "code") {
      expect(
        Array.isArray(outputs) && outputs.every((output) => isOutput(output)),
        `${where}.outputs`,
        "a list of outputs with an output_type",
      );
      expect(
        execution_count === null || Number.isInteger(execution_count),
        `${where}.execution_count`,
        "an integer or null",
      );
    }
  }
}

function isObject(value: unknown): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isTextValue(value: unknown): boolean {
  return (
    typeof value === "string" ||
    (Array.isArray(value) && value.every((line) => typeof line === "string"))
  );
}

function isOutput(value: unknown): boolean {
  const type = isObject(value) && (value as Record<string, unknown>).output_type;
  return ["stream", "display_data", "execute_result", "error"].includes(type as string);
}
