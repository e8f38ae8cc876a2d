/** Puts a cell's script together, as TypeScript that has only its types left to lose. */
import ts from "typescript";
import { boxed } from "../analysis/access.js";
import type { Analysis } from "../analysis/analyse.js";
import { type Resolution, type Resolved, resolve } from "../analysis/resolve.js";
import { isAssignment, isStep } from "../analysis/target.js";
import type { CellSyntax } from "../parse.js";
import {
  becomesAssignments,
  isDropped,
  rewriteDeclared,
  rewriteList,
  rewriteNamespace,
  rewriteUsing,
} from "./declarations.js";
import { type Edited, Edits } from "./edits.js";
import { findMirrors, heldHelper, type Notebook, writeMirrors } from "./mirrors.js";
import {
  linkHelper,
  rewriteAliases,
  rewriteExports,
  rewriteHosts,
  rewriteImports,
} from "./modules.js";
import { mirrorsAt, rewriteReference } from "./references.js";

export interface Rewritten {
  /** Nothing when the analysis has problems. */
  edited?: Edited;
  resolution: Resolution;
}

export function rewriteCell(
  { file, text: code, shift }: CellSyntax,
  notebook: Notebook,
): Rewritten {
  const edits = new Edits(file, code);
  const resolution = resolve(file, notebook.declared);
  const { analysis, resolved } = resolution;
  if (analysis.problems.length > 0) return { resolution };

  const shown = shownStatement(file);
  if (shown && ts.isExpressionStatement(shown)) {
    analysis.starts.delete(edits.start(shown));
    edits.around(shown.expression, "return (", ")");
  }
  const loops = findMirrors(resolution, notebook);
  for (const loop of loops) writeMirrors(edits, loop);
  const lists = new Set<ts.Node>();
  for (const { list, scope } of analysis.lists) {
    if (becomesAssignments(list, scope)) {
      rewriteList(edits, list, analysis.starts);
      lists.add(list);
    } else if (scope.kind === "cell") rewriteUsing(edits, list);
  }
  const hoisted = rewriteDeclared(edits, analysis);
  for (const block of analysis.namespaces)
    rewriteNamespace(edits, block, hoisted.get(block.inner) ?? "");
  rewriteAliases(edits, analysis);
  rewriteExports(edits, analysis, shown);
  rewriteHosts(edits, analysis);
  for (const node of analysis.erased)
    if (ts.isSourceFile(node.parent) || ts.isModuleBlock(node.parent)) edits.replace(node, ";");

  const constants = new Set<string>();
  for (const reference of resolved) {
    const { node, access, scope } = reference;
    if (reference.declares && (isDropped(node) || !lists.has(listOf(node)))) continue;
    if (isWriteToConstant(reference)) {
      // The name stays, and a local constant throws the TypeError that is due.
      if (access.binding?.kind === "const") constants.add(access.name);
      continue;
    }
    const loop = scope.deferred || access.kind !== "box" ? undefined : mirrorsAt(loops, node.pos);
    const mirrored = loop?.names.has(access.name) ?? false;
    if (mirrored && loop!.uncertain.length > 0) {
      edits.within("first", () => rewriteReference(edits, reference, true, analysis));
      edits.within("second", () => rewriteReference(edits, reference, false, analysis));
    } else rewriteReference(edits, reference, mirrored, analysis);
  }
  const imports = rewriteImports(edits, analysis);
  if (code.startsWith("#!")) edits.span(0, 2, "//");

  let helpers = '"use strict";const ɵɵglobal = globalThis;';
  if (analysis.imports.length > 0 || analysis.aliases.length > 0) helpers += linkHelper;
  if (loops.some(({ uncertain }) => uncertain.length > 0)) helpers += heldHelper;
  const hoists = hoistedVariables(analysis, constants) + (hoisted.get(analysis.cell) ?? "");
  const head = [{ text: `${helpers}return (async () => {${hoists}` }, ...imports];
  return { edited: edits.finish(head, "\n});", shift), resolution };
}

/** A `var` is there from the beginning, as `undefined` if the notebook has not had it before. */
function hoistedVariables({ cell }: Analysis, constants: ReadonlySet<string>): string {
  let code = "";
  for (const name of constants) code += `const ${name} = 0;`;
  for (const { name, kind } of cell.bindings.values())
    if (kind === "var")
      code += `if (!{}.hasOwnProperty.call(ɵ${name}, "${name}")) ${boxed(name)} = void 0;`;
  return code;
}

function isWriteToConstant({ access, use, declares }: Resolved): boolean {
  if (access.kind !== "box" || declares || use.kind === "read") return false;
  return access.binding?.kind === "const" || access.binding?.kind === "using";
}

/** The last statement, where it is an expression worth showing: no assignment, and no `++`. */
function shownStatement({ statements }: ts.SourceFile): ts.Statement | undefined {
  const last = statements.filter((each) => !ts.isEmptyStatement(each)).pop();
  if (!last || !(ts.isExpressionStatement(last) || ts.isExportAssignment(last))) return undefined;
  const { expression } = last;
  if (ts.isBinaryExpression(expression) && isAssignment(expression)) return undefined;
  if (ts.isPostfixUnaryExpression(expression)) return undefined;
  if (ts.isPrefixUnaryExpression(expression) && isStep(expression.operator)) return undefined;
  return last;
}

function listOf(node: ts.Node): ts.Node {
  let list = node;
  while (!ts.isVariableDeclarationList(list)) list = list.parent;
  return list;
}
