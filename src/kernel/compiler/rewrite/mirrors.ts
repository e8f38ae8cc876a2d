/**
 * Mirrors: local variables beside the boxes, within loops of the cell itself.
 *
 * A loop reads the mirror, which is named like the variable, and writes through
 * it: `ɵx.x = x += 1`. The box is current at every moment, so functions may read
 * it. The mirror is current as long as nothing else writes the box, that is, as
 * long as no function in any cell does. For a variable that might not exist, as
 * its cell may have failed, the loop is written twice, with and without mirrors.
 */
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";
import { wrapped } from "../analysis/naming.js";
import { isOverValues } from "../analysis/patterns.js";
import type { Resolution, Resolved } from "../analysis/resolve.js";
import type { Edits } from "./edits.js";

/** What is known of the cells before: variables, and which of them functions write. */
export interface Notebook {
  /** Name → whether it is an import or an alias, whose value may change by itself. */
  declared: ReadonlyMap<string, { live: boolean }>;
  written: ReadonlySet<string>;
  evaluates: boolean;
}

/** Tells whether a box has a value of its own; it belongs before the cell. */
export const heldHelper = `
const ɵɵheld = (box, name) => {
  const own = Object.getOwnPropertyDescriptor(box, name);
  return own !== undefined && "value" in own;
};
`;

export interface MirroredLoop {
  node: ts.IterationStatement;
  names: Set<string>;
  /** Those of the names that may not exist when the loop begins. */
  uncertain: string[];
}

/** Longest loop, in characters, that is written twice. */
const LONGEST = 20_000;

/** Chooses the mirrors. */
export function findMirrors(
  { analysis, resolved, written, evaluates }: Resolution,
  notebook: Notebook,
): MirroredLoop[] {
  if (analysis.loops.length === 0 || evaluates || notebook.evaluates) return [];
  const loops = analysis.loops.map(({ node }) => ({ node, uses: new Map<string, Resolved[]>() }));
  loops.sort((a, b) => a.node.pos - b.node.pos);
  const places = resolved
    .filter(({ scope, access }) => !scope.deferred && access.kind === "box")
    .sort((a, b) => a.node.pos - b.node.pos);
  let next = 0;
  for (const reference of places) {
    while (next < loops.length && loops[next].node.end <= reference.node.pos) next++;
    if (next === loops.length) break;
    const { node, uses } = loops[next];
    if (reference.node.pos < node.pos) continue;
    const list = uses.get(reference.access.name);
    if (list) list.push(reference);
    else uses.set(reference.access.name, [reference]);
  }
  const found: MirroredLoop[] = [];
  for (const { node, uses } of loops) {
    const names = new Set<string>();
    const uncertain: string[] = [];
    for (const [name, list] of uses) {
      if (notebook.written.has(name) || written.has(name)) continue;
      if (!list.every(fits) || list.every(isWriteOnly)) continue;
      const certainty = existence(node, name, analysis, notebook);
      if (certainty === "changing") continue;
      if (certainty === "likely") {
        if (node.end - node.pos > LONGEST) continue;
        uncertain.push(name);
      }
      names.add(name);
    }
    if (names.size > 0) found.push({ node, names, uncertain });
  }
  return found;
}

/** Whether a variable has a value of its own when the loop begins, one that only cells change. */
function existence(
  loop: ts.Node,
  name: string,
  { cell }: Analysis,
  { declared }: Notebook,
): "certain" | "likely" | "changing" {
  const before = declared.get(name);
  const binding = cell.bindings.get(name);
  if (!binding) return before && !before.live ? "likely" : "changing";
  switch (binding.kind) {
    case "import":
    case "alias":
      return "changing";
    case "var":
      return before?.live ? "changing" : "certain";
    case "function":
      return "certain";
    default:
      return binding.node.pos < loop.pos ? "certain" : "changing";
  }
}

/** Whether a use can be written with a mirror and mean the same. */
function fits({ node, use, access, declares }: Resolved): boolean {
  if (declares) {
    const { parent } = node;
    return ts.isVariableDeclaration(parent) && !isOverValues(parent.parent.parent);
  }
  switch (use.kind) {
    case "read":
      return true;
    case "pattern":
      return false;
    case "assignment": {
      if (use.node.left !== node || access.binding?.kind === "const") return false;
      return !isLogical(use.node.operatorToken.kind);
    }
    case "update":
      if (use.node.operand !== node || access.binding?.kind === "const") return false;
      return ts.isPrefixUnaryExpression(use.node) || isUnused(use.node);
  }
}

/** A use that gains nothing from a mirror. */
function isWriteOnly({ declares, use }: Resolved): boolean {
  if (declares) return true;
  return use.kind === "assignment" && use.node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

export function isOperandOfTypeof(node: ts.Node): boolean {
  return ts.isTypeOfExpression(wrapped(node).parent);
}

/** Whether the value of an expression goes nowhere. */
export function isUnused(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return true;
  if (ts.isForStatement(parent)) return parent.condition !== node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.CommaToken &&
    (parent.left === node || isUnused(parent))
  );
}

/** Puts the mirrors before a loop. */
export function writeMirrors(edits: Edits, { node, names, uncertain }: MirroredLoop): void {
  const mirrors = [...names].map((name) => `${name} = ${boxed(name)}`).join(", ");
  let statement: ts.Node = node;
  while (ts.isLabeledStatement(statement.parent)) statement = statement.parent;
  if (uncertain.length === 0) {
    edits.around(statement, `{ let ${mirrors}; `, " }");
    return;
  }
  const held = uncertain.map((name) => `ɵɵheld(ɵ${name}, "${name}")`).join(" && ");
  edits.twice(statement, `{ if (${held}) { let ${mirrors}; `, " } else ", " }");
}
