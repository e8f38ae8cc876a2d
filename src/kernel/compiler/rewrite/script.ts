/** Puts a cell's script together, as TypeScript that has only its types left to lose. */
import { MagicString } from "magic-string";
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";
import { type Resolution, resolve } from "../analysis/resolve.js";
import { isAssignment, isStep } from "../analysis/target.js";
import type { CellSyntax } from "../parse.js";
import {
  becomesAssignments,
  isDropped,
  rewriteDeclared,
  rewriteList,
  rewriteNamespace,
  rewriteUsing,
} from "./declarations.js";
import { findMirrors, mirrorsAround, type Notebook } from "./mirrors.js";
import {
  linkHelper,
  rewriteAliases,
  rewriteExports,
  rewriteHosts,
  rewriteImports,
} from "./modules.js";
import { mirrorsAt, rewriteReference } from "./references.js";

export interface Rewritten {
  /** Of no use when there are problems. */
  text: MagicString;
  resolution: Resolution;
}

const heldHelper =
  "const ɵɵheld = (box, name) => { const own = Object.getOwnPropertyDescriptor(box, name); " +
  'return own !== undefined && "value" in own; };';

export function rewriteCell({ file, text: code }: CellSyntax, notebook: Notebook): Rewritten {
  const resolution = resolve(file, notebook.declared);
  const { analysis, resolved } = resolution;
  const { cell, problems, starts } = analysis;
  const text = new MagicString(code);
  if (problems.length === 0) {
    const loops = findMirrors(resolution, notebook);
    const shown = shownStatement(file);
    if (shown && ts.isExpressionStatement(shown)) {
      starts.delete(shown.getStart());
      text.appendRight(shown.expression.getStart(), "return (");
      text.prependLeft(shown.expression.end, ")");
    }
    for (const loop of loops) {
      const [before, after] = mirrorsAround(loop);
      let node: ts.Node = loop.node;
      while (ts.isLabeledStatement(node.parent)) node = node.parent;
      text.appendRight(node.getStart(), before);
      text.prependLeft(node.end, after);
    }
    const lists = new Set<ts.Node>();
    for (const { list, scope } of analysis.lists) {
      if (becomesAssignments(list, scope)) {
        rewriteList(text, list, starts);
        lists.add(list);
      } else if (scope.kind === "cell") rewriteUsing(text, list);
    }
    const hoisted = rewriteDeclared(text, analysis);
    for (const namespace of analysis.namespaces)
      rewriteNamespace(text, namespace, hoisted.get(namespace.inner) ?? "");
    rewriteAliases(text, analysis);
    rewriteExports(text, analysis, shown);
    rewriteHosts(text, analysis);
    for (const node of analysis.erased)
      if (ts.isSourceFile(node.parent) || ts.isModuleBlock(node.parent))
        text.update(node.getStart(), node.end, ";");
    const constants = new Set<string>();
    for (const reference of resolved) {
      const { node, access, use, declares } = reference;
      if (declares && (isDropped(node) || !lists.has(listOf(node)))) continue;
      if (isAliasTarget(node)) {
        text.update(node.getStart(), node.end, access.text);
        continue;
      }
      if (access.kind === "box" && !declares && use.kind !== "read") {
        const kind = access.binding?.kind;
        if (kind === "using") continue;
        if (kind === "const") {
          // The local constant throws the TypeError that is due.
          constants.add(access.name);
          continue;
        }
      }
      const isMirrored =
        !reference.scope.deferred &&
        access.kind === "box" &&
        (mirrorsAt(loops, node.pos)?.names.has(access.name) ?? false);
      rewriteReference(text, reference, isMirrored, analysis);
    }
    rewriteImports(text, file, analysis);
    if (code.startsWith("#!")) text.update(0, 2, "//");
    text.prepend(opening(analysis, constants, hoisted.get(cell) ?? ""));
    text.append("\n});");
  }
  return { text, resolution };
}

function opening(
  { cell, imports, aliases }: Analysis,
  constants: ReadonlySet<string>,
  functions: string,
): string {
  let before = '"use strict";';
  if (imports.length > 0 || aliases.length > 0) before += linkHelper;
  before += heldHelper;
  before += "const ɵɵglobal = globalThis;";
  let inside = "";
  for (const name of constants) inside += `const ${name} = 0;`;
  for (const { name, kind } of cell.bindings.values())
    if (kind === "var")
      inside += `if (!{}.hasOwnProperty.call(ɵ${name}, "${name}")) ${boxed(name)} = void 0;`;
  return `${before}return (async () => {${inside}${functions}`;
}

/** The last statement, where it is an expression worth showing: no assignment, and no `++`. */
function shownStatement({ statements }: ts.SourceFile): ts.Statement | undefined {
  const last = statements.filter((each) => !ts.isEmptyStatement(each)).pop();
  if (!last || !(ts.isExpressionStatement(last) || ts.isExportAssignment(last))) return undefined;
  const { expression } = last;
  if (ts.isBinaryExpression(expression) && isAssignment(expression)) return undefined;
  if (ts.isPostfixUnaryExpression(expression)) return undefined;
  if (ts.isPrefixUnaryExpression(expression) && isStep(expression.operator)) return undefined;
  return last;
}

function listOf(node: ts.Node): ts.Node {
  let list = node;
  while (!ts.isVariableDeclarationList(list)) list = list.parent;
  return list;
}

/** The first name of `N.y` in `import x = N.y`. */
function isAliasTarget(node: ts.Node): boolean {
  return ts.isQualifiedName(node.parent) || ts.isImportEqualsDeclaration(node.parent);
}
