import { init, parse } from "es-module-lexer";

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

/** @throws SyntaxError by the lexer, without a useful place. */
export async function importsOfModule(code: string): Promise<Imports> {
  await init;
  const [found, , , hasModuleSyntax] = parse(code);
  const imports: Import[] = [];
  for (const entry of found) {
    if (entry.type === "static" || entry.type === "reexport-star")
      imports.push({ specifier: entry.specifier, required: true });
    else if (entry.type === "dynamic" && entry.specifier !== undefined && !entry.glob)
      imports.push({ specifier: entry.specifier, required: false });
  }
  return { imports, isModule: hasModuleSyntax };
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
