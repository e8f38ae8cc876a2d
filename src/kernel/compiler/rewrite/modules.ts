/**
 * Rewrites imports and exports. An import loads the module with the notebook's
 * own `import()` and gives each name a box that looks at the module when it is
 * read, so that bindings are live; an assignment makes it an ordinary variable.
 */
import type { MagicString } from "magic-string";
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";

/** Defines a box that shows what `get` gives; it belongs before the cell. */
export const linkHelper =
  "const ɵɵlink = (box, name, get) => Object.defineProperty(box, name, { get, set(value) { " +
  "Object.defineProperty(box, name, { value, writable: true, enumerable: true, configurable: true }); " +
  "}, enumerable: true, configurable: true }), " +
  "ɵɵmissing = (module, name) => () => { throw new SyntaxError(" +
  "`The requested module '${module}' does not provide an export named '${name}'`); };";

export function rewriteImports(text: MagicString, file: ts.SourceFile, analysis: Analysis): void {
  const { imports } = analysis;
  const first = file.statements.find((statement) => !ts.isImportDeclaration(statement));
  imports.forEach((node, index) => {
    const start = node.getStart();
    text.update(start, node.end, importCode(node, `ɵɵm${index}`));
    // Imports are evaluated before everything else (ECMAScript 2022, section 16.2).
    if (first && start > first.getStart()) text.move(start, node.end, first.getStart());
  });
}

function importCode(
  { importClause, moduleSpecifier, attributes }: ts.ImportDeclaration,
  module: string,
): string {
  const specifier = moduleSpecifier.getText();
  const options = attributes
    ? `, { with: { ${attributes.elements.map((each) => each.getText()).join(", ")} } }`
    : "";
  const load = `await ɵimport(${specifier}${options});`;
  if (!importClause) return `;${load}`;
  const link = (name: string, key: string) => {
    const get = `() => ${module}[${JSON.stringify(key)}]`;
    const has = `${JSON.stringify(key)} in ${module}`;
    return `ɵɵlink(ɵ${name}, "${name}", ${has} ? ${get} : ɵɵmissing(${specifier}, ${JSON.stringify(key)}));`;
  };
  let code = `;const ${module} = ${load}`;
  if (importClause.name) code += link(importClause.name.text, "default");
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings))
    code += `ɵɵlink(ɵ${bindings.name.text}, "${bindings.name.text}", () => ${module});`;
  else
    for (const { name, propertyName, isTypeOnly } of bindings?.elements ?? [])
      if (!isTypeOnly) code += link(name.text, (propertyName ?? name).text);
  return code;
}

/** `import x = require("m")` and `import x = N.y`, the second without looking at `N` yet. */
export function rewriteAliases(text: MagicString, { aliases }: Analysis): void {
  for (const { node, scope } of aliases) {
    const { moduleReference, name } = node;
    const start = node.getStart();
    const end = node.end;
    const exported = scope.bindings.get(name.text)?.exported;
    const target =
      scope.kind === "cell"
        ? boxed(name.text)
        : exported
          ? `${scope.object}.${name.text}`
          : `const ${name.text}`;
    if (ts.isExternalModuleReference(moduleReference)) {
      const { expression } = moduleReference;
      text.update(start, expression.getStart(), `;${target} = (0, ${boxed("require")})(`);
      text.update(expression.end, end, ");");
    } else if (scope.kind === "cell") {
      text.update(
        start,
        moduleReference.getStart(),
        `;ɵɵlink(ɵ${name.text}, "${name.text}", () => `,
      );
      if (moduleReference.end < end) text.remove(moduleReference.end, end);
      text.prependLeft(moduleReference.end, ");");
    } else {
      text.update(start, moduleReference.getStart(), `;${target} = `);
    }
  }
}

/** Exports say nothing in a cell; `shown` is the one whose value the cell has, if any. */
export function rewriteExports(
  text: MagicString,
  { exports }: Analysis,
  shown: ts.Statement | undefined,
): void {
  for (const node of exports) {
    if (ts.isExportAssignment(node)) {
      const before = node === shown ? ";return (" : ";(";
      text.update(node.getStart(), node.expression.getStart(), before);
      text.prependLeft(node.expression.end, ")");
    } else if (node.moduleSpecifier) {
      const start = node.getStart();
      text.update(start, node.end, `;await ɵimport(${node.moduleSpecifier.getText()});`);
    } else text.update(node.getStart(), node.end, ";");
  }
}

export function rewriteHosts(text: MagicString, { hosts }: Analysis): void {
  for (const node of hosts) {
    if (ts.isMetaProperty(node)) text.update(node.getStart(), node.end, "ɵimport.meta");
    else {
      text.update(node.expression.getStart(), node.expression.end, "ɵimport");
    }
  }
}
