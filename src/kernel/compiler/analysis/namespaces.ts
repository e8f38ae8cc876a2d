/** Enums and namespaces, whose blocks of one name share their members; imports and aliases. */
import ts from "typescript";
import type { Analysis, Push } from "./analyse.js";
import { declareIn } from "./declare.js";
import { misplacedImport, misplacedNamespace } from "./problems.js";
import { Scope } from "./scope.js";

export function visitEnum(
  node: ts.EnumDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  const binding = declareIn(scope, node.name, "enum", into, node);
  binding.members ??= new Map();
  into.enums.push({ node, scope });
  const inner = new Scope("block", scope, { deferred: true, members: binding.members });
  declareIn(inner, node.name, "self", into);
  for (const { name } of node.members)
    if (ts.isIdentifier(name) || ts.isStringLiteral(name))
      binding.members.set(name.text, declareIn(inner, name, "self", into));
  for (const member of node.members) push(member.initializer, inner);
}

export function visitNamespace(
  node: ts.ModuleDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  const { body } = node;
  if (!body || ts.isIdentifier(body) || !ts.isIdentifier(node.name)) return;
  if (scope.kind !== "cell" && scope.kind !== "namespace")
    into.problems.push(misplacedNamespace(node));
  const first = !scope.bindings.has(node.name.text);
  const binding = declareIn(scope, node.name, "namespace", into, node);
  binding.members ??= new Map();
  const inner = new Scope("namespace", scope, {
    waits: false,
    object: `ɵɵ${into.namespaces.length}`,
    members: binding.members,
  });
  into.namespaces.push({ node, scope, inner, binding, first });
  if (ts.isModuleBlock(body)) push.statements(body.statements, inner);
  else push(body, inner);
}

export function visitImport(node: ts.ImportDeclaration, scope: Scope, into: Analysis): void {
  if (scope.kind !== "cell") into.problems.push(misplacedImport(node));
  into.imports.push(node);
  const { importClause } = node;
  if (importClause?.name) declareIn(scope, importClause.name, "import", into, node);
  const bindings = importClause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) declareIn(scope, bindings.name, "import", into, node);
  else
    for (const { name, isTypeOnly } of bindings.elements)
      if (!isTypeOnly) declareIn(scope, name, "import", into, node);
}

export function visitAlias(
  node: ts.ImportEqualsDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
): void {
  declareIn(scope, node.name, "alias", into, node);
  into.aliases.push({ node, scope });
  let root: ts.Node = node.moduleReference;
  while (ts.isQualifiedName(root)) root = root.left;
  if (ts.isIdentifier(root)) push(root, scope);
}
