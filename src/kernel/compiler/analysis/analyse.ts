/**
 * What the names of a cell mean. One walk, without recursion so that deep code
 * cannot overflow the stack, over everything that is a value: types are passed
 * by. Meanings are looked up after the walk, since declarations may come later.
 */
import ts from "typescript";
import { type Declaring, declareIn, declarePattern, reserved } from "./declare.js";
import { bare } from "./naming.js";
import { type Binding, Scope } from "./scope.js";

/** A name in a position where it stands for a variable. */
export interface Reference {
  node: ts.Identifier;
  scope: Scope;
  /** Part of a variable's declaration, as in `let x = 1`. */
  declares: boolean;
}

export interface Analysis extends Declaring {
  cell: Scope;
  references: Reference[];
  /** Where the statements in lists of statements begin. */
  starts: Set<number>;
  lists: { list: ts.VariableDeclarationList; scope: Scope }[];
  namespaces: NamespaceBlock[];
  classes: { node: ts.ClassDeclaration; scope: Scope }[];
  functions: { node: ts.FunctionDeclaration; scope: Scope }[];
  enums: { node: ts.EnumDeclaration; scope: Scope }[];
  aliases: { node: ts.ImportEqualsDeclaration; scope: Scope }[];
  imports: ts.ImportDeclaration[];
  exports: (ts.ExportDeclaration | ts.ExportAssignment)[];
  /** `import(x)` and `import.meta`. */
  hosts: (ts.CallExpression | ts.MetaProperty)[];
  /** Whole statements that mean nothing at run time and that esbuild takes only at the top of a file. */
  erased: ts.Node[];
  /** Loops outside of functions that are not within other loops. */
  loops: { node: ts.IterationStatement; scope: Scope }[];
}

export interface NamespaceBlock {
  node: ts.ModuleDeclaration;
  scope: Scope;
  inner: Scope;
  binding: Binding;
  /** Nothing of the name has been declared before it. */
  first: boolean;
}

interface Item {
  node: ts.Node;
  scope: Scope;
  inLoop: boolean;
}

export function analyse(file: ts.SourceFile): Analysis {
  const cell = new Scope("cell");
  const analysis: Analysis = {
    cell,
    references: [],
    problems: [],
    carried: [],
    starts: new Set(),
    lists: [],
    namespaces: [],
    classes: [],
    functions: [],
    enums: [],
    aliases: [],
    imports: [],
    exports: [],
    hosts: [],
    erased: [],
    loops: [],
  };
  const rest: Item[] = [{ node: file, scope: cell, inLoop: false }];
  for (let item = rest.pop(); item; item = rest.pop()) {
    const { inLoop } = item;
    const below: Item[] = [];
    visit(item.node, item.scope, inLoop, analysis, (node, scope, loop = inLoop) => {
      if (node) below.push({ node, scope, inLoop: loop });
    });
    for (let index = below.length - 1; index >= 0; index--) rest.push(below[index]);
  }
  return analysis;
}

type Push = (node: ts.Node | undefined, scope: Scope, inLoop?: boolean) => void;

function visit(node: ts.Node, scope: Scope, inLoop: boolean, into: Analysis, push: Push): void {
  const children = (inner: Scope, loop = inLoop) =>
    ts.forEachChild(node, (child) => push(child, inner, loop));
  const statements = (list: readonly ts.Statement[], inner: Scope) => {
    for (const statement of list) {
      into.starts.add(statement.getStart());
      push(statement, inner);
    }
  };

  if (ts.isIdentifier(node)) {
    if (node.text.startsWith("ɵ")) into.problems.push(reserved(node));
    into.references.push({ node, scope, declares: false });
  } else if (isErased(node)) {
    if (ts.isStatement(node)) into.erased.push(node);
  } else if (ts.isExpressionWithTypeArguments(node)) {
    push(node.expression, scope);
  } else if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) {
    return;
  } else if (ts.isSourceFile(node)) {
    statements(node.statements, scope);
  } else if (ts.isBlock(node)) {
    statements(node.statements, new Scope("block", scope));
  } else if (ts.isCaseBlock(node)) {
    children(new Scope("block", scope));
  } else if (ts.isCaseOrDefaultClause(node)) {
    if (ts.isCaseClause(node)) push(node.expression, scope);
    statements(node.statements, scope);
  } else if (ts.isIterationStatement(node, false)) {
    if (!inLoop && !scope.deferred) into.loops.push({ node, scope });
    children(new Scope("block", scope), true);
  } else if (ts.isCatchClause(node)) {
    const inner = new Scope("catch", scope);
    if (node.variableDeclaration)
      declarePattern(node.variableDeclaration.name, "parameter", inner, into);
    if (node.variableDeclaration) pattern(node.variableDeclaration.name, inner, into, push, false);
    push(node.block, inner);
  } else if (ts.isFunctionLike(node)) {
    functionLike(node as ts.FunctionLikeDeclaration, scope, into, push, statements);
  } else if (ts.isClassLike(node)) {
    if (ts.isClassDeclaration(node)) {
      if (node.name) declareIn(scope, node.name, "class", into, node);
      into.classes.push({ node, scope });
    }
    const inner = new Scope("class", scope, { deferred: true });
    if (node.name) declareIn(inner, node.name, "self", into);
    for (const modifier of node.modifiers ?? [])
      if (ts.isDecorator(modifier)) push(modifier, scope);
    for (const clause of node.heritageClauses ?? []) push(clause, inner);
    for (const member of node.members) push(member, inner);
  } else if (ts.isClassStaticBlockDeclaration(node)) {
    statements(node.body.statements, new Scope("body", scope));
  } else if (ts.isPropertyDeclaration(node)) {
    for (const modifier of node.modifiers ?? []) push(modifier, scope);
    if (ts.isComputedPropertyName(node.name)) push(node.name, scope);
    push(node.initializer, scope);
  } else if (ts.isHeritageClause(node)) {
    if (node.token === ts.SyntaxKind.ExtendsKeyword) children(scope);
  } else if (ts.isEnumDeclaration(node)) {
    const binding = declareIn(scope, node.name, "enum", into, node);
    binding.members ??= new Map();
    into.enums.push({ node, scope });
    const inner = new Scope("block", scope, { deferred: true, members: binding.members });
    declareIn(inner, node.name, "self", into);
    for (const { name } of node.members)
      if (ts.isIdentifier(name) || ts.isStringLiteral(name))
        binding.members.set(name.text, declareIn(inner, name, "self", into));
    for (const member of node.members) push(member.initializer, inner);
  } else if (ts.isModuleDeclaration(node)) {
    namespace(node, scope, into, push, statements);
  } else if (ts.isVariableDeclarationList(node)) {
    into.lists.push({ list: node, scope });
    for (const { name, initializer } of node.declarations) {
      declarePattern(name, listKind(node), scope, into, initializer);
      pattern(name, scope, into, push, true);
      push(initializer, scope);
    }
  } else if (ts.isImportDeclaration(node)) {
    importDeclaration(node, scope, into);
  } else if (ts.isImportEqualsDeclaration(node)) {
    declareIn(scope, node.name, "alias", into, node);
    into.aliases.push({ node, scope });
    let root: ts.Node = node.moduleReference;
    while (ts.isQualifiedName(root)) root = root.left;
    if (ts.isIdentifier(root)) push(root, scope);
  } else if (ts.isExportDeclaration(node)) {
    into.exports.push(node);
  } else if (ts.isExportAssignment(node)) {
    into.exports.push(node);
    push(node.expression, scope);
  } else if (ts.isPropertyAccessExpression(node)) {
    push(node.expression, scope);
  } else if (ts.isPropertyAssignment(node)) {
    if (ts.isComputedPropertyName(node.name)) push(node.name, scope);
    push(node.initializer, scope);
  } else if (ts.isLabeledStatement(node)) {
    push(node.statement, scope);
  } else if (ts.isBreakOrContinueStatement(node)) {
    return;
  } else if (ts.isMetaProperty(node)) {
    if (node.keywordToken === ts.SyntaxKind.ImportKeyword) into.hosts.push(node);
  } else if (ts.isReturnStatement(node)) {
    if (scope.variables.kind === "cell" || scope.variables.kind === "namespace")
      into.problems.push({
        node,
        code: 1108,
        message: "A 'return' statement can only be used within a function body.",
      });
    children(scope);
  } else {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      into.hosts.push(node);
    if (ts.isDeleteExpression(node) && ts.isIdentifier(bare(node.expression)))
      into.problems.push({
        node: node.expression,
        code: 1102,
        message: "'delete' cannot be called on an identifier in strict mode.",
      });
    children(scope);
  }
}

/** Interfaces, types, `declare …`, and namespaces of types alone. */
function isErased(node: ts.Node): boolean {
  if (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isNamespaceExportDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node)
  )
    return true;
  if (ts.canHaveModifiers(node)) {
    const { modifiers } = node;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return true;
  }
  if (ts.isModuleDeclaration(node)) return !ts.isIdentifier(node.name) || !hasValues(node);
  if (ts.isImportDeclaration(node))
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isImportEqualsDeclaration(node) || ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (ts.isFunctionDeclaration(node)) return node.body === undefined;
  return false;
}

/** Whether a namespace is an object at run time. */
function hasValues({ body }: ts.ModuleDeclaration): boolean {
  if (!body || ts.isIdentifier(body)) return false;
  if (ts.isModuleDeclaration(body)) return hasValues(body);
  return body.statements.some((statement) => !isErased(statement));
}

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

/** Notes the names of a pattern, and visits what is computed within it. */
function pattern(
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
    pattern(element.name, scope, into, push, declares);
    push(element.initializer, scope);
  }
}

function functionLike(
  node: ts.FunctionLikeDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
  statements: (list: readonly ts.Statement[], inner: Scope) => void,
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
  const parameters = new Scope("parameters", outer, { deferred: true });
  if (!ts.isArrowFunction(node)) declareIn(parameters, "arguments", "parameter", into, node);
  for (const parameter of node.parameters) {
    for (const modifier of parameter.modifiers ?? []) push(modifier, scope);
    declarePattern(parameter.name, "parameter", parameters, into, parameter.initializer);
    pattern(parameter.name, parameters, into, push, false);
    push(parameter.initializer, parameters);
  }
  const body = new Scope("body", parameters);
  if (ts.isBlock(node.body)) statements(node.body.statements, body);
  else push(node.body, body);
}

function namespace(
  node: ts.ModuleDeclaration,
  scope: Scope,
  into: Analysis,
  push: Push,
  statements: (list: readonly ts.Statement[], inner: Scope) => void,
): void {
  const { body } = node;
  if (!body || ts.isIdentifier(body) || !ts.isIdentifier(node.name)) return;
  const first = !scope.bindings.has(node.name.text);
  if (scope.kind !== "cell" && scope.kind !== "namespace")
    into.problems.push({
      node,
      code: 1235,
      message: "A namespace declaration is only allowed at the top level of a namespace or module.",
    });
  const binding = declareIn(scope, node.name, "namespace", into, node);
  binding.members ??= new Map();
  const inner = new Scope("namespace", scope, {
    object: `ɵɵ${into.namespaces.length}`,
    members: binding.members,
  });
  into.namespaces.push({ node, scope, inner, binding, first });
  if (ts.isModuleBlock(body)) statements(body.statements, inner);
  else push(body, inner);
}

function importDeclaration(node: ts.ImportDeclaration, scope: Scope, into: Analysis): void {
  if (scope.kind !== "cell")
    into.problems.push({
      node,
      code: 1232,
      message: "An import declaration can only be used at the top level of a namespace or module.",
    });
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
