/** Rewrites the places where variables are used. */
import ts from "typescript";
import type { Analysis } from "../analysis/analyse.js";
import { isAnonymousFunction, named, wrapped } from "../analysis/naming.js";
import type { Resolved } from "../analysis/resolve.js";
import type { Edits } from "./edits.js";
import { isOperandOfTypeof, isUnused, type MirroredLoop } from "./mirrors.js";

/** Rewrites one use; `isMirrored` when the variable has a local of its name here. */
export function rewriteReference(
  edits: Edits,
  reference: Resolved,
  isMirrored: boolean,
  { starts }: Analysis,
): void {
  const { node, access, use, declares } = reference;
  nameFunction(edits, reference);
  if (isMirrored) {
    if (declares) edits.before(node, `${access.text} = `);
    else writeThrough(edits, reference);
    return;
  }
  const put = (replacement: string) => edits.replace(node, replacement);
  const { parent } = node;
  if (ts.isQualifiedName(parent) || ts.isImportEqualsDeclaration(parent)) {
    // `import x = N.y`
    put(access.text);
  } else if (isShorthand(node)) {
    put(`${access.name}: ${access.text}`);
  } else if (use.kind === "read" && access.kind === "box" && isOperandOfTypeof(node)) {
    const { name } = access;
    put(`({}.hasOwnProperty.call(ɵ${name}, "${name}") ? ${access.text} : ɵɵglobal.${name})`);
  } else if (isCalled(node)) {
    // The line before would go on into a parenthesis.
    if (starts.has(edits.start(node))) edits.before(node, ";");
    put(`(0, ${access.text})`);
    const call = wrapped(node).parent;
    if (ts.isDecorator(call.parent)) edits.around(call, "(", ")");
  } else if (ts.isBindingElement(parent) && isShortElement(parent, node)) {
    put(`${access.name}: ${access.text}`);
  } else {
    put(access.text);
  }
}

/** Finds the loop with mirrors in which a place is. */
export function mirrorsAt(loops: readonly MirroredLoop[], place: number): MirroredLoop | undefined {
  let low = 0;
  let high = loops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (loops[middle].node.end <= place) low = middle + 1;
    else high = middle;
  }
  const loop = loops[low];
  return loop && loop.node.pos <= place ? loop : undefined;
}

function writeThrough(edits: Edits, { node, access, use }: Resolved): void {
  if (use.kind === "assignment") {
    edits.before(node, `${access.text} = `);
  } else if (use.kind === "update") {
    const step = use.node;
    const operator = step.operator === ts.SyntaxKind.PlusPlusToken ? "++" : "--";
    const [open, close] = isUnused(step) ? ["", ""] : ["(", ")"];
    // Nothing can follow `x++` in its statement, but much can follow `++x`.
    const ends = ts.isExpressionStatement(step.parent) && step.parent.end === step.end ? ";" : "";
    const write = `${open}${access.text} = ${operator}${access.name}${close}${ends}`;
    edits.replace(step, write);
  }
}

/** A function keeps the name that the assignment to a variable would have given it. */
function nameFunction(edits: Edits, { node, access, use, declares }: Resolved): void {
  const value = declares ? initializerOf(node) : assigned(node, use);
  if (!value || !isAnonymousFunction(value)) return;
  edits.around(value, ...named(access.name));
}

function initializerOf({ parent }: ts.Node): ts.Expression | undefined {
  return ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)
    ? parent.initializer
    : undefined;
}

const naming: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

function assigned(node: ts.Identifier, use: Resolved["use"]): ts.Expression | undefined {
  const { parent } = node;
  if (use.kind === "read") return undefined;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.objectAssignmentInitializer;
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return naming.has(parent.operatorToken.kind) ? parent.right : undefined;
  return undefined;
}

function isShorthand(node: ts.Node): boolean {
  return ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
}

/** `{ x }` in a pattern that declares, as opposed to `{ y: x }`, `{ ...x }` and `[x]`. */
function isShortElement(element: ts.BindingElement, name: ts.Node): boolean {
  return (
    element.name === name &&
    ts.isObjectBindingPattern(element.parent) &&
    !element.propertyName &&
    !element.dotDotDotToken
  );
}

/** Whether a name is called, so that a property in its place would be given a `this`. */
function isCalled(node: ts.Node): boolean {
  const callee = wrapped(node);
  const { parent } = callee;
  if (ts.isCallExpression(parent)) return parent.expression === callee;
  return ts.isTaggedTemplateExpression(parent) && parent.tag === callee;
}
