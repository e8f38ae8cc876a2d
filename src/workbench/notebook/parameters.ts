/**
 * Parameters of a notebook: the cell tagged `parameters` declares them with
 * `let`, their types and defaults; other values go into a cell tagged
 * `injected-parameters` right after it (the convention of papermill). Because
 * the cells are typed, a wrong name or type is refused before anything runs.
 */
import { DataError, DomainError } from "../../errors.js";
import { type CellsProgram, compileCells } from "./compiler.js";
import type { Cell, CodeCell, Notebook } from "./format.js";
import { suggestion } from "./nearest.js";

export type ParameterValues = Readonly<Record<string, unknown>>;

export interface Parameter {
  name: string;
  /** Its type as TypeScript writes it. */
  type: string;
  /** The expression of its default. */
  value: string;
}

/** Tag and identity of the cell with the injected values. */
export const injectedTag = "injected-parameters";

/** Key of the notebook's metadata under which the values of its last run stand. */
const metadataKey = "intertwine";

/** The parameters that the notebook at `path` declares. */
export async function notebookParameters(path: string, notebook: Notebook): Promise<Parameter[]> {
  const index = parametersIndex(path, notebook);
  if (index === undefined) {
    return [];
  }
  const program = await compileCells(path, notebook.cells.slice(0, index + 1));
  return declared(program, notebook.cells[index]);
}

/**
 * The notebook with `values` injected and noted in its metadata; as it is when there are none.
 * Throws DomainError for unknown names and for values of the wrong type.
 */
export async function injectParameters(
  path: string,
  notebook: Notebook,
  values: ParameterValues,
): Promise<Notebook> {
  const names = Object.keys(values);
  if (names.length === 0) {
    return withOwnValues(notebook);
  }
  const index = parametersIndex(path, notebook);
  if (index === undefined) {
    throw new DomainError(
      `injectParameters: ${path} has no cell tagged "parameters"; got ${names.join(", ")}. ` +
        "Tag the cell that declares them, or leave the values out.",
    );
  }
  const injected = injectedCell(values);
  const before = notebook.cells.slice(0, index + 1);
  const program = await compileCells(path, [...before, injected]);
  const parameters = declared(program, notebook.cells[index]);
  refuseUnknown(path, names, parameters);
  refuseWrong(path, program, injected, values, parameters);
  const after = notebook.cells.slice(index + 1).filter((cell) => !isInjected(cell));
  return {
    ...notebook,
    metadata: { ...notebook.metadata, [metadataKey]: { parameters: values } },
    cells: [...before, injected, ...after],
  };
}

/**
 * A notebook that has run, without the cell of injected values, so that running it again
 * runs with its own. The values stand in its metadata, as `intertwine.parameters`.
 */
export function withoutInjected(notebook: Notebook): Notebook {
  const cells = notebook.cells.filter((cell) => !isInjected(cell));
  const code = cells.filter((cell) => cell.cell_type === "code");
  return {
    ...notebook,
    cells: cells.map((cell) => {
      if (cell.cell_type !== "code" || cell.execution_count === null) {
        return cell;
      }
      const execution_count = code.indexOf(cell) + 1;
      const outputs = cell.outputs.map((output) =>
        output.output_type === "execute_result" ? { ...output, execution_count } : output,
      );
      return { ...cell, execution_count, outputs };
    }),
  };
}

/** Without the note of what an earlier run was given, unless its cell is still there. */
function withOwnValues(notebook: Notebook): Notebook {
  if (!(metadataKey in notebook.metadata) || notebook.cells.some(isInjected)) {
    return notebook;
  }
  const { [metadataKey]: _, ...metadata } = notebook.metadata;
  return { ...notebook, metadata };
}

function refuseUnknown(path: string, names: readonly string[], parameters: readonly Parameter[]) {
  const known = parameters.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new DomainError(
      `injectParameters: ${path} has no parameter "${unknown}".${suggestion(unknown, known)} ` +
        `It has: ${known.join(", ") || "none that is declared with let"}.`,
    );
  }
}

function refuseWrong(
  path: string,
  { diagnostics }: CellsProgram,
  injected: Cell,
  values: ParameterValues,
  parameters: readonly Parameter[],
): void {
  const first = diagnostics.find(({ cell }) => cell !== injected);
  if (first !== undefined) {
    throw new DataError(
      `injectParameters: ${path}:${first.number}:${first.line}:${first.column} does not ` +
        `type-check, so no value can be checked against it: ${first.message}`,
    );
  }
  const names = Object.keys(values);
  const wrong = diagnostics.map(({ line }) => {
    const name = names[line - 1];
    const type = parameters.find((parameter) => parameter.name === name)?.type;
    return `parameter "${name}": expected ${type}, got ${JSON.stringify(values[name])}`;
  });
  if (wrong.length > 0) {
    throw new DomainError(`injectParameters: ${path}: ${[...new Set(wrong)].join("; ")}.`);
  }
}

/** One assignment a line, in the order of `values`. */
function injectedCell(values: ParameterValues): CodeCell {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${literal(name, value)};`);
  return {
    cell_type: "code",
    id: injectedTag,
    source: lines.join("\n"),
    metadata: { tags: [injectedTag] },
    execution_count: null,
    outputs: [],
  };
}

function literal(name: string, value: unknown): string {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
    throw new DomainError(`injectParameters: "${name}" is no name of a variable.`);
  }
  const text = JSON.stringify(value, (_, item) => {
    if (typeof item === "number" ? !Number.isFinite(item) : typeof item === "function") {
      throw new DomainError(
        `injectParameters: parameter "${name}": got ${item}; expected finite numbers, texts, ` +
          "booleans, lists and objects.",
      );
    }
    return item;
  });
  if (text === undefined) {
    throw new DomainError(`injectParameters: parameter "${name}" is undefined; give a value.`);
  }
  return text;
}

function declared({ ts, file, checker, span }: CellsProgram, cell: Cell): Parameter[] {
  const { start, end } = span(cell);
  return file.statements
    .filter((statement) => statement.getStart() >= start && statement.end <= end)
    .filter(ts.isVariableStatement)
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) === 0)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map(({ name, initializer }) => ({
      name: name.getText(),
      type: checker.typeToString(
        checker.getTypeAtLocation(name),
        undefined,
        ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation,
      ),
      value: initializer?.getText() ?? "",
    }));
}

function parametersIndex(path: string, { cells }: Notebook): number | undefined {
  const found = [...cells.keys()].filter((index) => hasTag(cells[index], "parameters"));
  if (found.length > 1 || (found.length === 1 && cells[found[0]].cell_type !== "code")) {
    throw new DataError(
      `${path}: the tag "parameters" should be on one code cell; it is on cells ${found.join(", ")}.`,
    );
  }
  return found[0];
}

function isInjected(cell: Cell): boolean {
  return hasTag(cell, injectedTag);
}

function hasTag(cell: Cell, tag: string): boolean {
  return Array.isArray(cell.metadata.tags) && cell.metadata.tags.includes(tag);
}
