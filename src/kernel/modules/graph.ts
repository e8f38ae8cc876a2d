/** The local files under an import, read and resolved before Node gets any of them. */
import type { Moment } from "./moment.js";
import { sourceOf } from "./source/source.js";
import { type ResolvePackage, targetOf } from "./target.js";
import type { Node, Version, Versions } from "./versions.js";

/** A node, and why what it requires cannot be had. */
interface Visited extends Node {
  failures: Error[];
  /** Files that are evaluated before this one. */
  required: string[];
}

/**
 * The present version of a local file and of everything local under it.
 *
 * @throws Error when something that it cannot run without is missing or does
 * not parse; nothing has been handed to Node by then, so that a repaired file
 * finds no trace of the attempt.
 */
export async function currentVersion(
  file: string,
  versions: Versions,
  moment: Moment,
  resolvePackage: ResolvePackage,
): Promise<Version> {
  const nodes = new Map<string, Visited>();
  let frontier = [file];
  while (frontier.length > 0) {
    const visited = await Promise.all(frontier.map((path) => visit(path, moment, resolvePackage)));
    for (const node of visited) nodes.set(node.file, node);
    const next = visited.flatMap((node) => [...node.targets.values()]);
    frontier = [...new Set(next)].filter((path) => path !== null && !nodes.has(path)) as string[];
  }
  refuseBroken(file, nodes);
  return versions.assign(nodes).get(file)!;
}

async function visit(
  file: string,
  moment: Moment,
  resolvePackage: ResolvePackage,
): Promise<Visited> {
  const source = await sourceOf(file, moment);
  // It was there when its importer was read.
  if (!source) throw new Error(`${file} disappeared while it was being imported; try again.`);
  const targets = new Map<string, string | null>();
  const failures = source.failure ? [source.failure] : [];
  const required: string[] = [];
  const by = source.format === "commonjs" ? "require" : "import";
  for (const { specifier, required: isRequired } of source.imports) {
    try {
      const target = await targetOf(specifier, file, by, moment, resolvePackage);
      if (target === undefined) continue;
      targets.set(specifier, target);
      if (isRequired) required.push(target);
    } catch (error) {
      targets.set(specifier, null);
      if (isRequired) failures.push(error as Error);
    }
  }
  return { file, source, targets, failures, required };
}

/** What is only imported lazily may be broken until its time comes. */
function refuseBroken(file: string, nodes: ReadonlyMap<string, Visited>): void {
  const seen = new Set([file]);
  for (const path of seen) {
    const { failures, required } = nodes.get(path)!;
    if (failures.length > 0) throw failures[0];
    for (const target of required) seen.add(target);
  }
}
