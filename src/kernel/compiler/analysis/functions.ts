/** Scopes of functions and classes (ECMAScript 2022, sections 10.2.11 and 15.7.14). */
import ts from "typescript";
import type { Analysis, Push } from "./analyse.js";
import { declareIn, declarePattern } from "./declare.js";
import { visitPattern } from "./patterns.js";
import { Scope } from "./scope.js";

export function visitFunction(
  node: ts.FunctionLikeDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  if (!node.body) return;
  if (ts.isFunctionDeclaration(node)) {
    if (node.name) declareIn(scope, node.name, "function", into, node);
    into.functions.push({ node, scope });
  } else if (node.name && ts.isComputedPropertyName(node.name)) push(node.name, scope);
  if (ts.canHaveModifiers(node)) for (const modifier of node.modifiers ?? []) push(modifier, scope);
  let outer = scope;
  if (ts.isFunctionExpression(node) && node.name) {
    outer = new Scope("block", scope, { deferred: true });
    declareIn(outer, node.name, "self", into, node);
  }
  // Initialisers of parameters do not see what the body declares.
  const waits = isAsync(node);
  const parameters = new Scope("parameters", outer, { deferred: true, waits });
  if (!ts.isArrowFunction(node)) declareIn(parameters, "arguments", "parameter", into, node);
  for (const parameter of node.parameters) {
    for (const modifier of parameter.modifiers ?? []) push(modifier, scope);
    declarePattern(parameter.name, "parameter", parameters, into, parameter.initializer);
    visitPattern(parameter.name, parameters, into, push, false);
    push(parameter.initializer, parameters);
  }
  const body = new Scope("body", parameters);
  if (ts.isBlock(node.body)) push.statements(node.body.statements, body);
  else push(node.body, body);
}

export function visitClass(
  node: ts.ClassLikeDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  if (ts.isClassDeclaration(node)) {
    if (node.name) declareIn(scope, node.name, "class", into, node);
    into.classes.push({ node, scope });
  }
  const inner = new Scope("class", scope, { deferred: true, waits: false });
  if (node.name) declareIn(inner, node.name, "self", into);
  for (const modifier of node.modifiers ?? []) push(modifier, scope);
  // What a class extends is evaluated where the class stands.
  const heritage = new Scope("class", inner, { waits: scope.waits });
  for (const clause of node.heritageClauses ?? []) push(clause, heritage);
  for (const member of node.members) push(member, inner);
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}
