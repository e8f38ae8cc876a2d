/**
 * What the names of a cell mean. One walk, without recursion so that deep code
 * cannot overflow the stack, over everything that is a value: types are passed
 * by. Meanings are looked up after the walk, since declarations may come later.
 */
import ts from "typescript";
import { type Declaring, declarePattern } from "./declare.js";
import { isErased } from "./erased.js";
import { visitClass, visitFunction } from "./functions.js";
import { visitAlias, visitEnum, visitImport, visitNamespace } from "./namespaces.js";
import { bare } from "./naming.js";
import { visitList, visitPattern } from "./patterns.js";
import { misplacedAwait, misplacedDelete, misplacedReturn, wrongName } from "./problems.js";
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
  depth: number;
}

/** How deeply code may be nested; esbuild ends as a process at some 80,000 levels. */
const DEEPEST = 5000;

/** Throws a RangeError when the code is nested too deeply. */
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
  const rest: Item[] = [{ node: file, scope: cell, inLoop: false, depth: 0 }];
  const below: Item[] = [];
  let inLoop = false;
  let depth = 0;
  const push: Push = (node, scope, loop = inLoop) => {
    if (node) below.push({ node, scope, inLoop: loop, depth });
  };
  push.statements = (list, scope) => {
    for (const statement of list) {
      analysis.starts.add(statement.getStart(file));
      push(statement, scope);
    }
  };
  for (let item = rest.pop(); item; item = rest.pop()) {
    const { node, scope } = item;
    inLoop = item.inLoop;
    // Nobody descends into `a + b + c` by recursion.
    depth = ts.isBinaryExpression(node) ? item.depth : item.depth + 1;
    if (depth > DEEPEST) throw new RangeError("Nested too deeply");
    if (!inLoop && !scope.deferred && ts.isIterationStatement(node, false))
      analysis.loops.push({ node, scope });
    visit(node, scope, analysis, push);
    while (below.length > 0) rest.push(below.pop()!);
  }
  return analysis;
}

/** Leaves a node to be visited, in its scope. */
export interface Push {
  (node: ts.Node | undefined, scope: Scope, inLoop?: boolean): void;
  /** Leaves a list of statements, in which a line may have to be kept from the one before. */
  statements(list: readonly ts.Statement[], scope: Scope): void;
}

function visit(node: ts.Node, scope: Scope, into: Analysis, push: Push): void {
  const children = (inner: Scope, inLoop?: boolean) =>
    ts.forEachChild(node, (child) => push(child, inner, inLoop));

  if (ts.isIdentifier(node)) {
    const wrong = wrongName(node);
    if (wrong) into.problems.push(wrong);
    into.references.push({ node, scope, declares: false });
  } else if (ts.isBinaryExpression(node)) {
    push(node.left, scope);
    push(node.right, scope);
  } else if (isErased(node)) {
    if (ts.isStatement(node)) into.erased.push(node);
  } else if (ts.isExpressionWithTypeArguments(node)) {
    push(node.expression, scope);
  } else if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) {
    return;
  } else if (ts.isSourceFile(node)) {
    push.statements(node.statements, scope);
  } else if (ts.isBlock(node)) {
    push.statements(node.statements, new Scope("block", scope));
  } else if (ts.isCaseBlock(node)) {
    children(new Scope("block", scope));
  } else if (ts.isCaseOrDefaultClause(node)) {
    if (ts.isCaseClause(node)) push(node.expression, scope);
    push.statements(node.statements, scope);
  } else if (ts.isIterationStatement(node, false)) {
    children(new Scope("block", scope), true);
  } else if (ts.isCatchClause(node)) {
    const inner = new Scope("catch", scope);
    if (node.variableDeclaration) {
      const { name } = node.variableDeclaration;
      declarePattern(name, "parameter", inner, into);
      visitPattern(name, inner, into, push, false);
    }
    push(node.block, inner);
  } else if (ts.isFunctionLike(node)) {
    visitFunction(node as ts.FunctionLikeDeclaration, scope, into, push);
  } else if (ts.isClassLike(node)) {
    visitClass(node, scope, into, push);
  } else if (ts.isClassStaticBlockDeclaration(node)) {
    push.statements(node.body.statements, new Scope("body", scope));
  } else if (ts.isHeritageClause(node)) {
    if (node.token === ts.SyntaxKind.ExtendsKeyword) children(scope);
  } else if (ts.isEnumDeclaration(node)) {
    visitEnum(node, scope, into, push);
  } else if (ts.isModuleDeclaration(node)) {
    visitNamespace(node, scope, into, push);
  } else if (ts.isVariableDeclarationList(node)) {
    visitList(node, scope, into, push);
  } else if (ts.isImportDeclaration(node)) {
    visitImport(node, scope, into);
  } else if (ts.isImportEqualsDeclaration(node)) {
    visitAlias(node, scope, into, push);
  } else if (ts.isExportDeclaration(node)) {
    into.exports.push(node);
  } else if (ts.isPropertyAccessExpression(node)) {
    push(node.expression, scope);
  } else if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
    if (ts.isPropertyDeclaration(node))
      for (const modifier of node.modifiers ?? []) push(modifier, scope);
    if (ts.isComputedPropertyName(node.name)) push(node.name, scope);
    push(node.initializer, scope);
  } else if (ts.isLabeledStatement(node)) {
    push(node.statement, scope);
  } else if (ts.isBreakOrContinueStatement(node)) {
    return;
  } else if (ts.isMetaProperty(node)) {
    if (node.keywordToken === ts.SyntaxKind.ImportKeyword) into.hosts.push(node);
  } else {
    note(node, scope, into);
    children(scope);
  }
}

function note(node: ts.Node, scope: Scope, { exports, hosts, problems }: Analysis): void {
  if (ts.isExportAssignment(node)) exports.push(node);
  else if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) hosts.push(node);
  } else if (ts.isAwaitExpression(node)) {
    if (!scope.waits) problems.push(misplacedAwait(node));
  } else if (ts.isDeleteExpression(node)) {
    if (ts.isIdentifier(bare(node.expression))) problems.push(misplacedDelete(node));
  } else if (ts.isReturnStatement(node)) {
    if (scope.variables.kind !== "body") problems.push(misplacedReturn(node));
  }
}
