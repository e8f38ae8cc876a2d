/** Puts declared names into their scopes, and says where they collide. */
import ts from "typescript";
import { isAnonymousFunction } from "./naming.js";
import { collision, type Problem, wrongTarget } from "./problems.js";
import { type Binding, type BindingKind, mayMerge, type Scope } from "./scope.js";

export interface Declaring {
  problems: Problem[];
  /** Names that functions and classes carry, and where they are declared. */
  carried: { name: string; scope: Scope }[];
}

/** Declares a name; `definition` is what the name stands for, where that is known. */
export function declareIn(
  scope: Scope,
  name: ts.Identifier | ts.StringLiteral | "arguments",
  kind: BindingKind,
  into: Declaring,
  definition?: ts.Node,
): Binding {
  const text = name === "arguments" ? name : name.text;
  const target = kind === "var" ? scope.variables : scope;
  const before = target.bindings.get(text);
  if (name !== "arguments") {
    const wrong = kind === "self" ? undefined : wrongTarget(name);
    if (wrong) into.problems.push(wrong);
    const between = kind === "var" ? blocking(text, scope, target) : undefined;
    if ((before && !mayMerge(before, kind)) || between) into.problems.push(collision(name, kind));
  }
  if (definition && isNamed(definition)) into.carried.push({ name: text, scope: target });
  if (before) {
    if (before.kind === "namespace" || before.kind === "parameter") before.kind = kind;
    before.exported ||= isExported(definition);
    return before;
  }
  const binding: Binding = {
    name: text,
    kind,
    scope: target,
    node: name === "arguments" ? definition! : name,
    exported: target.kind === "namespace" && isExported(definition),
  };
  target.bindings.set(text, binding);
  if (binding.exported) target.members?.set(text, binding);
  return binding;
}

export function declarePattern(
  name: ts.BindingName,
  kind: BindingKind,
  scope: Scope,
  into: Declaring,
  initializer?: ts.Node,
): void {
  if (ts.isIdentifier(name)) declareVariable(name, kind, scope, into, initializer);
  else
    for (const element of name.elements)
      if (!ts.isOmittedExpression(element))
        declarePattern(element.name, kind, scope, into, element.initializer);
}

function declareVariable(
  name: ts.Identifier,
  kind: BindingKind,
  scope: Scope,
  into: Declaring,
  initializer: ts.Node | undefined,
): void {
  const binding = declareIn(scope, name, kind, into, initializer);
  if (binding.scope.kind !== "namespace") return;
  let statement: ts.Node = name;
  while (!ts.isVariableStatement(statement) && !ts.isStatement(statement))
    statement = statement.parent;
  if (isExported(statement)) {
    binding.exported = true;
    binding.scope.members?.set(binding.name, binding);
  }
}

/** A name of a block that a `var` would have to pass on its way out. */
function blocking(name: string, from: Scope, target: Scope): boolean {
  for (let scope = from; scope !== target; scope = scope.parent!) {
    const found = scope.bindings.get(name);
    if (found && scope.kind !== "catch") return true;
  }
  return false;
}

function isNamed(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isClassLike(node) || isAnonymousFunction(node);
}

export function isExported(node: ts.Node | undefined): boolean {
  if (!node) return false;
  // The inner part of `namespace A.B {}`.
  if (ts.isModuleDeclaration(node) && ts.isModuleDeclaration(node.parent)) return true;
  if (!ts.canHaveModifiers(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
