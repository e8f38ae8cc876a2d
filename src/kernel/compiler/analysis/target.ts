/** How a name is used where it stands: read, written, or both. */
import ts from "typescript";
import { wrapped } from "./naming.js";

export type Use =
  | { kind: "read" }
  /** `x = v`, `x += v`, `x ??= v` */
  | { kind: "assignment"; node: ts.BinaryExpression }
  /** `x++`, `--x` */
  | { kind: "update"; node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression }
  /** Within a pattern, or in the head of a loop over values. */
  | { kind: "pattern" };

export const read: Use = { kind: "read" };
const inPattern: Use = { kind: "pattern" };

export function useOf(node: ts.Node): Use {
  const outer = wrapped(node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent)) {
    if (parent.left !== outer || !isAssignment(parent)) return read;
    return isTarget(parent, outer) ? inPattern : { kind: "assignment", node: parent };
  }
  if (ts.isPostfixUnaryExpression(parent)) return { kind: "update", node: parent };
  if (ts.isPrefixUnaryExpression(parent) && isStep(parent.operator))
    return { kind: "update", node: parent };
  return isElement(outer) ? inPattern : read;
}

export function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

export function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

/** `x = 1` as an element with a default, as in `[x = 1] = v`. */
function isTarget(assignment: ts.BinaryExpression, left: ts.Node): boolean {
  return left === assignment.left && isElement(assignment);
}

/** Whether a node is what a pattern, or the head of a loop over values, assigns to. */
function isElement(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent))
    return parent.initializer === node;
  if (ts.isArrayLiteralExpression(parent)) return isPattern(parent);
  if (ts.isShorthandPropertyAssignment(parent))
    return parent.name === node && isPattern(parent.parent);
  if (ts.isPropertyAssignment(parent))
    return parent.initializer === node && isPattern(parent.parent);
  if (ts.isSpreadAssignment(parent)) return isPattern(parent.parent);
  if (ts.isSpreadElement(parent)) return isPattern(parent.parent);
  return false;
}

function isPattern(node: ts.Node): boolean {
  const outer = wrapped(node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.left === outer)
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isElement(outer);
}
