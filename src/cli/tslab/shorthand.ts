/**
 * tslab rewrites names of earlier cells to `exports.name`, but misses them in
 * shorthand properties: `{ seed }` is a ReferenceError in the next cell.
 * Writing `{ seed: seed }` before it compiles a cell mends that. In patterns it rewrites
 * too much: the property in `({ seed: s }) => …`, when an earlier cell declared the type.
 * Writing `({ "seed": s })` mends that. The places in its complaints are mapped back.
 */
import type TypeScript from "typescript";
import { tslabCompiler } from "./compiler.js";

export interface Expanded {
  text: string;
  /** The column in the original line, of a column in the expanded one (both from 0). */
  originalColumn(line: number, column: number): number;
}

/** Expands the shorthand properties of one cell, and quotes the properties that its patterns rename. */
export function expandShorthand(source: string): Expanded {
  const ts = tslabCompiler();
  const file = ts.createSourceFile("cell.tsx", source, ts.ScriptTarget.ES2022, false);
  const additions: { at: number; text: string }[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) {
      additions.push({ at: node.name.end, text: `: ${node.name.text}` });
    }
    if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
      const { propertyName } = node;
      additions.push({ at: propertyName.getStart(file), text: '"' });
      additions.push({ at: propertyName.end, text: '"' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);

  let text = "";
  let done = 0;
  const insertions: { line: number; column: number; length: number }[] = [];
  for (const addition of additions) {
    text += source.slice(done, addition.at) + addition.text;
    done = addition.at;
    const { line, character } = file.getLineAndCharacterOfPosition(addition.at);
    insertions.push({ line, column: character, length: addition.text.length });
  }
  return {
    text: text + source.slice(done),
    originalColumn(line, column) {
      let original = column;
      for (const insertion of insertions.filter((each) => each.line === line)) {
        if (original >= insertion.column) {
          original = Math.max(insertion.column, original - insertion.length);
        }
      }
      return original;
    },
  };
}
