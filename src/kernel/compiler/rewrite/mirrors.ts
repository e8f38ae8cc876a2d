/**
 * Mirrors: local variables beside the boxes, within loops of the cell itself.
 *
 * A loop reads the mirror, which is named like the variable, and writes through
 * it: `ɵx.x = x += 1`. The box is current at every moment, so functions may read
 * it. The mirror is current as long as nothing else writes the box, that is, as
 * long as no function in any cell does. A variable that might not exist yet gets
 * its mirror in a `switch`, past which the mirror throws when it is read, as the
 * box would have thrown.
 */
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";
import { wrapped } from "../analysis/naming.js";
import { isOverValues } from "../analysis/patterns.js";
import type { Resolution, Resolved } from "../analysis/resolve.js";
import type { Use } from "../analysis/target.js";

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
  /** Name → whether it exists for certain when the loop begins. */
  names: Map<string, boolean>;
}

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
    const names = new Map<string, boolean>();
    for (const [name, list] of uses) {
      if (notebook.written.has(name) || written.has(name)) continue;
      const certain = exists(node, name, analysis, notebook);
      if (certain === undefined || !list.every((use) => fits(use, certain))) continue;
      if (list.every(({ declares, use }) => declares || isPlain(use))) continue;
      names.set(name, certain);
    }
    if (names.size > 0) found.push({ node, names });
  }
  return found;
}

/** Whether a variable exists when the loop begins; nothing where it has no mirror. */
function exists(
  loop: ts.Node,
  name: string,
  { cell }: Analysis,
  { declared }: Notebook,
): boolean | undefined {
  const binding = cell.bindings.get(name);
  if (binding) {
    if (binding.kind === "import" || binding.kind === "alias") return undefined;
    if (binding.kind === "var" || binding.kind === "function") return true;
    return binding.node.pos < loop.pos ? true : undefined;
  }
  const before = declared.get(name);
  return before && !before.live ? false : undefined;
}

/** Whether a use can be written with a mirror and mean the same. */
function fits({ node, use, access, declares }: Resolved, certain: boolean): boolean {
  if (declares) {
    const { parent } = node;
    return ts.isVariableDeclaration(parent) && !isOverValues(parent.parent.parent);
  }
  switch (use.kind) {
    case "read":
      return certain || !isOperandOfTypeof(node);
    case "pattern":
      return false;
    case "assignment": {
      if (use.node.left !== node || access.binding?.kind === "const") return false;
      const { kind } = use.node.operatorToken;
      if (kind === ts.SyntaxKind.EqualsToken) return certain;
      return !isLogical(kind);
    }
    case "update":
      if (use.node.operand !== node || access.binding?.kind === "const") return false;
      return ts.isPrefixUnaryExpression(use.node) || isUnused(use.node);
  }
}

function isPlain(use: Use): boolean {
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

/** What to write before and after a loop for its mirrors. */
export function mirrorsAround({ names }: MirroredLoop): [before: string, after: string] {
  let before = "";
  let after = "";
  const certain = [...names].filter(([, exists]) => exists).map(([name]) => name);
  if (certain.length > 0) {
    before += `{ let ${certain.map((name) => `${name} = ${boxed(name)}`).join(", ")}; `;
    after += " }";
  }
  for (const [name, exists] of names) {
    if (exists) continue;
    before += `switch (ɵɵheld(ɵ${name}, "${name}")) { case true: let ${name} = ${boxed(name)}; default: `;
    after += " }";
  }
  return [before, after];
}
