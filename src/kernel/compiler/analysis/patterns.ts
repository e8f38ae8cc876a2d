/** Variables of patterns and lists. */
import ts from "typescript";
import type { Analysis, Push } from "./analyse.js";
import { declarePattern } from "./declare.js";
import { missingInitialiser, missingPattern } from "./problems.js";
import type { Scope } from "./scope.js";

export function listKind(list: ts.VariableDeclarationList): "var" | "let" | "const" | "using" {
  switch (list.flags & ts.NodeFlags.BlockScoped) {
    case ts.NodeFlags.Let:
      return "let";
    case ts.NodeFlags.Const:
      return "const";
    case ts.NodeFlags.None:
      return "var";
    default:
      return "using";
  }
}

export function isOverValues(node: ts.Node): node is ts.ForInOrOfStatement {
  return ts.isForInStatement(node) || ts.isForOfStatement(node);
}

export function visitList(
  list: ts.VariableDeclarationList,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  into.lists.push({ list, scope });
  const kind = listKind(list);
  const needed = !isOverValues(list.parent);
  for (const { name, initializer } of list.declarations) {
    if (needed && !initializer) requireInitialiser(name, kind, into);
    declarePattern(name, kind, scope, into, initializer);
    visitPattern(name, scope, into, push, true);
    push(initializer, scope);
  }
}

/** Notes the names of a pattern, and visits what is computed within it. */
export function visitPattern(
  name: ts.BindingName,
  scope: Scope,
  into: Analysis,
  push: Push,
  declares: boolean,
): void {
  if (ts.isIdentifier(name)) {
    if (declares) into.references.push({ node: name, scope, declares });
    return;
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.propertyName && ts.isComputedPropertyName(element.propertyName))
      push(element.propertyName, scope);
    visitPattern(element.name, scope, into, push, declares);
    push(element.initializer, scope);
  }
}

function requireInitialiser(name: ts.BindingName, kind: string, { problems }: Analysis): void {
  if (!ts.isIdentifier(name)) problems.push(missingPattern(name));
  else if (kind === "const" || kind === "using") problems.push(missingInitialiser(name, kind));
}
