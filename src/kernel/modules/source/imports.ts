/** What a file imports, without running it. */
import { init, type ParseError, parse } from "es-module-lexer";
import { syntaxError } from "./syntax-error.js";

/** What a module asks for by a literal name. */
export interface Import {
  specifier: string;
  /** Evaluated before the module itself; otherwise only if and when the code comes to it. */
  required: boolean;
}

export interface Imports {
  imports: Import[];
  /** Whether the syntax is that of an ES module. */
  isModule: boolean;
}

/** @throws SyntaxError where `code` is not the text of a module; `file` names it. */
export async function importsOfModule(code: string, file: string): Promise<Imports> {
  await init;
  const [found, , , hasModuleSyntax] = parsed(code, file);
  const imports: Import[] = [];
  for (const entry of found) {
    if (entry.type === "static" || entry.type === "reexport-star")
      imports.push({ specifier: entry.specifier, required: true });
    else if (entry.type === "dynamic" && entry.specifier !== undefined && !entry.glob)
      imports.push({ specifier: entry.specifier, required: false });
  }
  return { imports, isModule: hasModuleSyntax };
}

function parsed(code: string, file: string) {
  try {
    return parse(code);
  } catch (error) {
    const before = code.slice(0, (error as ParseError).idx ?? 0).split("\n");
    const line = before.length;
    const column = before[line - 1].length + 1;
    const text = code.split("\n", line)[line - 1];
    throw syntaxError(file, "This is not the code of a module.", { line, column, text });
  }
}

/**
 * `require("…")` and `import("…")` in CommonJS. One too many, as from a
 * comment, only gives the module a new identity once too often.
 */
export function importsOfCommonJs(code: string): Import[] {
  const calls = code.matchAll(/\b(?:require|import)\s*\(\s*(?:"([^"\n]+)"|'([^'\n]+)')\s*\)/g);
  return Array.from(calls, ([, double, single]) => ({
    specifier: double ?? single,
    required: false,
  }));
}
