/**
 * The TypeScript compiler over the cells of a notebook, joined in their order
 * into one module that lies beside the notebook. It is loaded when it is first
 * needed: it is large, and the library itself does without it.
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import { EnvironmentError } from "../../errors.js";
import type { Cell } from "./format.js";

type Compiler = typeof TypeScript;

export interface CellsProgram {
  ts: Compiler;
  file: TypeScript.SourceFile;
  checker: TypeScript.TypeChecker;
  diagnostics: CellDiagnostic[];
  /** Where the text of a code cell begins and ends in `file`. */
  span(cell: Cell): { start: number; end: number };
}

/** A complaint of the compiler; lines and columns count from 1 within the cell. */
export interface CellDiagnostic {
  cell: Cell;
  /** Number of the cell among the code cells, from 1. */
  number: number;
  line: number;
  column: number;
  message: string;
}

const library = fileURLToPath(new URL("../../../../", import.meta.url));

/** Files that do not change while we run: the compiler's and packages' types. */
const parsed = new Map<string, TypeScript.SourceFile | undefined>();

async function loadCompiler(): Promise<Compiler> {
  try {
    return (await import("typescript")).default;
  } catch (cause) {
    throw new EnvironmentError(
      "checkNotebook: the package typescript is missing; run `npm ci` in the Intertwine folder.",
      { cause },
    );
  }
}

/** Type-checks `cells` as one module beside the notebook at `path`. */
export async function compileCells(path: string, cells: readonly Cell[]): Promise<CellsProgram> {
  const ts = await loadCompiler();
  const code: readonly Cell[] = cells.filter((cell) => cell.cell_type === "code");
  const name = join(dirname(resolve(path)), "__notebook__.mts");
  const options = strictOptions(ts);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  const text = code.map((cell) => `${cell.source}\n`).join("");
  const file = ts.createSourceFile(
    name,
    `${text}export {};\n`,
    { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.ESNext },
    true,
  );
  host.getCurrentDirectory = () => library;
  host.fileExists = (other) => other === name || fileExists(other);
  host.getSourceFile = (other, ...rest) => {
    if (other === name) {
      return file;
    }
    if (!parsed.has(other)) {
      parsed.set(other, getSourceFile(other, ...rest));
    }
    return parsed.get(other);
  };
  const program = ts.createProgram([name], options, host);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const diagnostics = found.map(({ start, messageText }) => ({
    ...place(code, start ?? 0),
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
  const span = (cell: Cell) => {
    const before = code.slice(0, code.indexOf(cell));
    const start = before.reduce((sum, { source }) => sum + source.length + 1, 0);
    return { start, end: start + cell.source.length };
  };
  return { ts, file, checker: program.getTypeChecker(), diagnostics, span };
}

/** The rules of tsconfig.json, less those about names that are not used yet. */
function strictOptions(ts: Compiler): TypeScript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    paths: {
      intertwine: [join(library, "dist", "src", "index.d.ts")],
      ...Object.fromEntries(
        ["tensors", "layers", "represent"].map((room) => [
          `intertwine/${room}`,
          [join(library, "dist", "src", room, "index.d.ts")],
        ]),
      ),
    },
    types: ["node"],
    typeRoots: [join(library, "node_modules", "@types")],
    strict: true,
    noImplicitOverride: true,
    noFallthroughCasesInSwitch: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

function place(cells: readonly Cell[], offset: number): Omit<CellDiagnostic, "message"> {
  let start = 0;
  let index = 0;
  while (index < cells.length - 1 && offset > start + cells[index].source.length) {
    start += cells[index].source.length + 1;
    index++;
  }
  const before = cells[index].source.slice(0, offset - start).split("\n");
  return {
    cell: cells[index],
    number: index + 1,
    line: before.length,
    column: (before.at(-1) ?? "").length + 1,
  };
}
