/**
 * Names of anonymous functions. JavaScript names a function after the variable
 * that it is assigned to; a property of a box is none, so the name is given by
 * an object literal: `ɵf.f = { f: () => 1 }.f` (ECMAScript 2022, section 8.4).
 */
import ts from "typescript";

/** The expression without parentheses and without types. */
export function bare(node: ts.Node): ts.Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The outermost of the parentheses and types around an expression. */
export function wrapped(node: ts.Node): ts.Node {
  let outer = node;
  while (isWrapper(outer.parent)) outer = outer.parent;
  return outer;
}

function isWrapper(
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion
  | ts.NonNullExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** Whether the expression would take its name from a variable. */
export function isAnonymousFunction(node: ts.Node): boolean {
  const inner = bare(node);
  if (ts.isArrowFunction(inner)) return true;
  return (ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name;
}

/** What to write before and after a function to give it the name. */
export function named(name: string): [before: string, after: string] {
  return name === "__proto__"
    ? [`{ ["__proto__"]: `, ` }.__proto__`]
    : [`{ ${name}: `, ` }.${name}`];
}
