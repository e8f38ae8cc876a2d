/** What a name in a cell means: its signature and its docstring. */
import ts from "typescript";
import type { Inspection } from "../../language/language.js";
import type { Cell } from "../cells/cell.js";
import { withoutFileNames } from "../diagnostics.js";
import { restoreDocstrings } from "../program/docstrings.js";
import { internals } from "../program/internals.js";
import type { CellProgram } from "../program/program.js";
import { toMarkdown } from "./documentation.js";

/** The meaning at a place: of the name there, before it, or of the function being called. */
export function inspect(
  program: CellProgram,
  { file, shift }: Cell,
  cellOffset: number,
): Inspection | undefined {
  const offset = cellOffset + shift;
  for (const position of [offset, offset - 1]) {
    if (position < 0) continue;
    const found = describe(program, file, internals.getTouchingPropertyName(file, position));
    if (found) return found;
  }
  for (let node = tokenBefore(file, offset); node; node = node.parent) {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.end < offset)
      return describe(program, file, calledName(node.expression));
    if (ts.isFunctionLike(node)) break;
  }
  return undefined;
}

function describe(
  { checker }: CellProgram,
  file: ts.SourceFile,
  node: ts.Node,
): Inspection | undefined {
  if (node.kind === ts.SyntaxKind.SourceFile || !isInspectable(node)) return undefined;
  const symbol = propertyOfContext(checker, node) ?? checker.getSymbolAtLocation(node);
  if (!symbol || checker.isUnknownSymbol(symbol)) {
    if (!ts.isIdentifier(node) && node.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
    const type = checker.getTypeAtLocation(node);
    if (symbol || (type as { intrinsicName?: string }).intrinsicName === "error") return undefined;
    return { signature: withoutFileNames(checker.typeToString(type, node)), documentation: "" };
  }
  restoreDocstrings(checker, symbol);
  const { displayParts, documentation, tags } =
    internals.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker,
      symbol,
      file,
      enclosingNode(node),
      node,
    );
  return {
    signature: withoutFileNames(ts.displayPartsToString(displayParts)),
    documentation: toMarkdown(documentation, tags ?? []),
  };
}

function isInspectable(node: ts.Node): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isPrivateIdentifier(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword ||
    node.kind === ts.SyntaxKind.SuperKeyword ||
    node.kind === ts.SyntaxKind.ConstructorKeyword
  );
}

/** For a property of an object literal, the one that the expected type declares. */
function propertyOfContext(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const element = node.parent;
  const isName =
    (ts.isPropertyAssignment(element) || ts.isMethodDeclaration(element)) && element.name === node;
  if (!isName || !ts.isObjectLiteralExpression(element.parent) || !ts.isIdentifier(node))
    return undefined;
  return checker.getContextualType(element.parent)?.getNonNullableType().getProperty(node.text);
}

function enclosingNode(node: ts.Node): ts.Node | undefined {
  let at: ts.Node | undefined = node.parent;
  while (at) {
    if (
      ts.isSourceFile(at) ||
      ts.isFunctionLike(at) ||
      ts.isClassLike(at) ||
      ts.isInterfaceDeclaration(at) ||
      ts.isEnumDeclaration(at) ||
      ts.isModuleDeclaration(at)
    )
      return at;
    at = at.parent;
  }
  return undefined;
}

function calledName(expression: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
}

function tokenBefore(file: ts.SourceFile, offset: number): ts.Node | undefined {
  let at: ts.Node = file;
  for (;;) {
    // Of the nodes that begin before the place, the last: unfinished text has lost its closing.
    let next: ts.Node | undefined;
    at.forEachChild((child) => {
      if (child.getStart(file) < offset && child.end > child.pos) next = child;
    });
    if (!next) return at;
    at = next;
  }
}
