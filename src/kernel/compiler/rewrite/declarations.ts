/**
 * Rewrites declarations of variables that live in boxes or namespaces: lists of
 * variables become assignments, and classes, enums and functions are followed
 * by one.
 */
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis, NamespaceBlock } from "../analysis/analyse.js";
import { isExported } from "../analysis/declare.js";
import { isOverValues, listKind } from "../analysis/patterns.js";
import type { Scope } from "../analysis/scope.js";
import type { Edits } from "./edits.js";

/** Whether a list of variables is to become assignments. */
export function becomesAssignments(list: ts.VariableDeclarationList, scope: Scope): boolean {
  const kind = listKind(list);
  if (kind === "using") return false;
  const home = kind === "var" ? scope.variables : scope;
  if (home.kind === "cell") return true;
  return home.kind === "namespace" && isExported(list.parent);
}

export function rewriteList(
  edits: Edits,
  list: ts.VariableDeclarationList,
  starts: ReadonlySet<number>,
): void {
  const { parent } = list;
  const start = edits.start(ts.isVariableStatement(parent) ? parent : list);
  edits.span(start, edits.start(list.declarations[0]), starts.has(start) ? ";" : " ");
  // An initialiser would go on into a line that begins with a parenthesis.
  if (ts.isVariableStatement(parent) && parent.end === list.end) edits.after(list, ";");
  const inHead = isOverValues(parent);
  for (const declaration of list.declarations) {
    const { name, initializer } = declaration;
    if (inHead) {
      edits.span(name.end, declaration.end, "");
      continue;
    }
    if (!ts.isIdentifier(name)) edits.around(declaration, "(", ")");
    if (initializer) edits.span(name.end, edits.start(initializer), " = ");
    else if (listKind(list) === "var") edits.replace(declaration, "void 0");
    else {
      edits.span(name.end, declaration.end, "");
      edits.after(name, " = void 0");
    }
  }
}

/** Whether the name of a declaration disappears with it: `var x;` does nothing where it stands. */
export function isDropped(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    ts.isVariableDeclaration(parent) &&
    !parent.initializer &&
    ts.isVariableDeclarationList(parent.parent) &&
    listKind(parent.parent) === "var" &&
    !isOverValues(parent.parent.parent)
  );
}

/** `using x = v` stays and hands `v` to the box: `using x = (ɵx.x = v)`. */
export function rewriteUsing(edits: Edits, list: ts.VariableDeclarationList): void {
  for (const { name, initializer } of list.declarations) {
    if (!ts.isIdentifier(name) || !initializer) continue;
    edits.around(initializer, `(${boxed(name.text)} = `, ")");
  }
}

/** Where a declaration's value goes besides its local name. */
function homeOf(node: ts.DeclarationStatement, scope: Scope): string | undefined {
  if (!node.name) return undefined;
  if (scope.kind === "cell") return boxed(node.name.text);
  return scope.kind === "namespace" && isExported(node)
    ? `${scope.object}.${node.name.text}`
    : undefined;
}

/** Classes, enums and functions; gives the assignments that belong to the top of each scope. */
export function rewriteDeclared(edits: Edits, analysis: Analysis): Map<Scope, string> {
  const hoisted = new Map<Scope, string>();
  for (const { node, scope } of [...analysis.classes, ...analysis.enums]) {
    const home = homeOf(node, scope);
    if (home) edits.after(node, `;${home} = ${node.name!.text};`);
    unmodified(edits, node, scope);
  }
  for (const { node, scope } of analysis.functions) {
    const home = homeOf(node, scope);
    if (home) hoisted.set(scope, `${hoisted.get(scope) ?? ""}${home} = ${node.name!.text};`);
    unmodified(edits, node, scope);
  }
  return hoisted;
}

/** Takes `export` and `default` away; what has no name then becomes an expression. */
function unmodified(
  edits: Edits,
  node: ts.ClassDeclaration | ts.EnumDeclaration | ts.FunctionDeclaration,
  scope: Scope,
): void {
  if (scope.kind !== "cell" && scope.kind !== "namespace") return;
  for (const modifier of node.modifiers ?? [])
    if (
      modifier.kind === ts.SyntaxKind.ExportKeyword ||
      modifier.kind === ts.SyntaxKind.DefaultKeyword
    )
      edits.span(edits.start(modifier), modifier.end, "");
  if (node.name) return;
  edits.around(node, ";(", ");");
}

/**
 * A namespace as a function that fills its object, which for a namespace of the
 * cell is in its box. The object is new with the first block of the name.
 */
export function rewriteNamespace(
  edits: Edits,
  { node, scope, inner, binding, first }: NamespaceBlock,
  hoisted: string,
): void {
  const name = (node.name as ts.Identifier).text;
  const body = node.body as ts.ModuleBlock | ts.ModuleDeclaration;
  let object = name;
  let before = "";
  if (scope.kind === "cell") object = boxed(name);
  else if (binding.exported) object = `${scope.object}.${name}`;
  else if (first) before = `let ${name} = {}; `;
  if (first && before === "") before = `${object} = {}; `;
  const opening = `;${before}((${inner.object}) => {${hoisted}`;
  const closing = `})(${object});`;
  if (ts.isModuleBlock(body)) {
    edits.span(edits.start(node), edits.start(body) + 1, opening);
    edits.span(body.end - 1, body.end, closing);
  } else {
    edits.span(edits.start(node), edits.start(body), opening);
    edits.after(node, closing);
  }
}
