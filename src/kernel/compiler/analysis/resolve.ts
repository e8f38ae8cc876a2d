/** Looks up what every name of a cell means, beside the notebook's variables. */
import ts from "typescript";
import { type Access, accessOf } from "./access.js";
import { type Analysis, analyse, type Reference } from "./analyse.js";
import { writtenImport } from "./problems.js";
import type { Binding, Scope } from "./scope.js";
import { read, type Use, useOf } from "./target.js";

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
  const find = remembering((name, scope) => accessOf(name, scope, declared));
  for (const { node, scope, declares } of analysis.references) {
    const access = find(node.text, scope);
    if (!access) {
      if (!scope.find(node.text)) globals.add(node.text);
      continue;
    }
    const use = declares ? read : useOf(node);
    if (access.kind === "box") {
      names.add(access.name);
      if (use.kind !== "read" && access.binding?.kind === "import")
        analysis.problems.push(writtenImport(node));
      if (use.kind !== "read" && scope.deferred) written.add(access.name);
    }
    resolved.push({ node, scope, declares, access, use });
  }
  if (analysis.aliases.some(({ node }) => ts.isExternalModuleReference(node.moduleReference)))
    names.add("require");
  const shadows = analysis.carried.some(({ name, scope }) => {
    const around = scope.parent?.find(name)?.binding;
    return globals.has(name) || (around !== undefined && isLocal(around));
  });
  return { analysis, resolved, names, written, evaluates: globals.has("eval"), shadows };
}

/** Whether a binding is still a name of the script when the cell has been rewritten. */
function isLocal({ scope, kind }: Binding): boolean {
  return scope.kind !== "cell" || kind === "function" || kind === "class" || kind === "enum";
}

/** Looks up each name once in each scope. */
function remembering<T>(find: (name: string, scope: Scope) => T): typeof find {
  const known = new Map<Scope, Map<string, T>>();
  return (name, scope) => {
    let names = known.get(scope);
    if (names === undefined) {
      names = new Map();
      known.set(scope, names);
    }
    if (!names.has(name)) names.set(name, find(name, scope));
    return names.get(name)!;
  };
}
