/** Looks up what every name of a cell means, beside the notebook's variables. */
import ts from "typescript";
import { type Access, accessOf } from "./access.js";
import { type Analysis, analyse, type Reference } from "./analyse.js";
import { type Use, useOf } from "./target.js";

/** A use of a variable that is not simply a name in the script. */
export interface Resolved extends Reference {
  access: Access;
  use: Use;
}

export interface Resolution {
  analysis: Analysis;
  resolved: Resolved[];
  /** Names of the boxes that the cell uses. */
  names: Set<string>;
  /** Variables of the notebook that functions of the cell write. */
  written: Set<string>;
  /** Uses `eval`, so that anything may be written by anyone. */
  evaluates: boolean;
  /** A function or a class is named like another variable around it, or like a global one. */
  shadows: boolean;
}

export function resolve(file: ts.SourceFile, declared: { has(name: string): boolean }): Resolution {
  const analysis = analyse(file);
  const names = new Set(analysis.cell.bindings.keys());
  const written = new Set<string>();
  const globals = new Set<string>();
  const resolved: Resolved[] = [];
  for (const reference of analysis.references) {
    const { node, scope, declares } = reference;
    const access = accessOf(reference, declared);
    if (!access) {
      if (!scope.find(node.text)) globals.add(node.text);
      continue;
    }
    const use: Use = declares ? { kind: "read" } : useOf(node);
    if (access.kind === "box") {
      names.add(access.name);
      if (use.kind !== "read" && scope.deferred) written.add(access.name);
    }
    resolved.push({ ...reference, access, use });
  }
  if (analysis.aliases.some(({ node }) => ts.isExternalModuleReference(node.moduleReference)))
    names.add("require");
  const shadows = analysis.carried.some(
    ({ name, scope }) => globals.has(name) || scope.parent?.find(name) !== undefined,
  );
  return { analysis, resolved, names, written, evaluates: globals.has("eval"), shadows };
}
