/**
 * Rewrites imports and exports. An import loads the module with the notebook's
 * own `import()` and gives each name a box that looks at the module when it is
 * read, so that bindings are live; an assignment makes it an ordinary variable.
 */
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";
import type { Edits, Piece } from "./edits.js";

/** Defines boxes that show what `get` gives; it belongs before the cell. */
export const linkHelper = `
const ɵɵlink = (box, name, get) => {
  const set = (value) => {
    Object.defineProperty(box, name, { value, writable: true, enumerable: true, configurable: true });
  };
  Object.defineProperty(box, name, { get, set, enumerable: true, configurable: true });
};
const ɵɵmissing = (module, name) => () => {
  throw new SyntaxError("The requested module '" + module + "' does not provide an export named '" + name + "'");
};
`;

/** Takes the imports out of their places, for they are evaluated before everything else. */
export function rewriteImports(edits: Edits, { imports }: Analysis): Piece[] {
  return imports.map((node, index) => {
    edits.replace(node, ";");
    return { text: importCode(edits, node, `ɵɵm${index}`), place: edits.start(node) };
  });
}

function importCode(edits: Edits, node: ts.ImportDeclaration, module: string): string {
  const { importClause, moduleSpecifier, attributes } = node;
  const specifier = edits.source(moduleSpecifier);
  const list = attributes?.elements.map((each) => edits.source(each)).join(", ");
  const options = attributes ? `, { with: { ${list} } }` : "";
  const load = `await ɵimport(${specifier}${options});`;
  if (!importClause) return `;${load}`;
  let code = `;const ${module} = ${load}`;
  const show = (name: string, get: string) => {
    code += `ɵɵlink(ɵ${name}, "${name}", ${get});`;
  };
  const link = (name: string, exported: string) => {
    const key = JSON.stringify(exported);
    show(name, `${key} in ${module} ? () => ${module}[${key}] : ɵɵmissing(${specifier}, ${key})`);
  };
  if (importClause.name) link(importClause.name.text, "default");
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) show(bindings.name.text, `() => ${module}`);
  else
    for (const { name, propertyName, isTypeOnly } of bindings?.elements ?? [])
      if (!isTypeOnly) link(name.text, (propertyName ?? name).text);
  return code;
}

/** `import x = require("m")`, and `import x = N.y`, which does not look at `N` yet. */
export function rewriteAliases(edits: Edits, { aliases }: Analysis): void {
  for (const { node, scope } of aliases) {
    const { moduleReference } = node;
    const name = node.name.text;
    let target = `const ${name}`;
    if (scope.kind === "cell") target = boxed(name);
    else if (scope.bindings.get(name)?.exported) target = `${scope.object}.${name}`;
    if (ts.isExternalModuleReference(moduleReference)) {
      const { expression } = moduleReference;
      const load = `;${target} = (0, ${boxed("require")})(`;
      edits.span(edits.start(node), edits.start(expression), load);
      edits.span(expression.end, node.end, ");");
    } else {
      const isLazy = scope.kind === "cell";
      const before = isLazy ? `;ɵɵlink(ɵ${name}, "${name}", () => ` : `;${target} = `;
      edits.span(edits.start(node), edits.start(moduleReference), before);
      edits.span(moduleReference.end, node.end, "");
      edits.after(moduleReference, isLazy ? ");" : ";");
    }
  }
}

/** Exports say nothing in a cell; `shown` is the one whose value the cell has, if any. */
export function rewriteExports(
  edits: Edits,
  { exports }: Analysis,
  shown: ts.Statement | undefined,
): void {
  for (const node of exports) {
    if (ts.isExportAssignment(node)) {
      const { expression } = node;
      edits.span(edits.start(node), edits.start(expression), node === shown ? ";return (" : ";(");
      edits.after(expression, expression.end === node.end ? ");" : ")");
    } else if (node.moduleSpecifier) {
      edits.replace(node, `;await ɵimport(${edits.source(node.moduleSpecifier)});`);
    } else edits.replace(node, ";");
  }
}

export function rewriteHosts(edits: Edits, { hosts }: Analysis): void {
  for (const node of hosts) {
    if (ts.isMetaProperty(node)) edits.replace(node, "ɵimport.meta");
    else edits.replace(node.expression, "ɵimport");
  }
}
