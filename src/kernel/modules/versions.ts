/** Versions of local files, each with a name that stands for its content and all that it imports. */
import { createHash } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Source } from "./source/source.js";

/** A file together with everything local that it imports, all at one moment. */
export interface Version {
  file: string;
  /** Names the version in the module's URL. */
  id: string;
  source: Source;
  /** Specifier → version that it meant. */
  imports: ReadonlyMap<string, Version>;
  /** What `imports` was made from. */
  targets: Node["targets"];
}

/** One file of a graph before it has a version. */
export interface Node {
  file: string;
  source: Source;
  /** Specifier → file; `null` for what is optional and not there. */
  targets: ReadonlyMap<string, string | null>;
}

interface Growing extends Version {
  imports: Map<string, Version>;
}

/** How many versions of a file are remembered: those from which modules may still import lazily. */
const KEPT = 4;

export class Versions {
  /** File → its versions, the newest last. */
  readonly #known = new Map<string, Version[]>();
  /** Ids that Node has a failure for. */
  readonly #retired = new Set<string>();

  /** The version that a module URL names, if it is remembered. */
  find(url: string): Version | undefined {
    const id = /[?&]v=([0-9a-f]+)$/.exec(url)?.[1];
    if (!id) return undefined;
    return this.#known.get(fileURLToPath(url))?.find((version) => version.id === id);
  }

  /** The version that a URL names failed for a reason outside it; from now on it gets another id. */
  retire(url: string): void {
    const version = this.find(url);
    if (version) this.#retired.add(version.id);
  }

  /**
   * A version for each file of a graph. Files that import each other in a
   * circle change together: the circle's hash is part of each one's.
   */
  assign(nodes: ReadonlyMap<string, Node>): Map<string, Version> {
    const versions = new Map<string, Version>();
    for (const circle of circles(nodes)) {
      const same = this.#unchanged(circle, nodes, versions);
      for (const version of same ?? this.#renew(circle, nodes, versions))
        versions.set(version.file, version);
    }
    return versions;
  }

  /** The newest versions of a circle, if nothing has changed since: the common case, without hashing. */
  #unchanged(
    circle: readonly string[],
    nodes: ReadonlyMap<string, Node>,
    versions: ReadonlyMap<string, Version>,
  ): Version[] | undefined {
    const newest = new Map<string, Version>();
    for (const file of circle) {
      const version = this.#known.get(file)?.at(-1);
      if (!version || this.#retired.has(version.id)) return undefined;
      newest.set(file, version);
    }
    for (const [file, version] of newest) {
      const { source, targets } = nodes.get(file)!;
      if (version.source !== source || version.targets.size !== targets.size) return undefined;
      for (const [specifier, target] of targets) {
        if (version.targets.get(specifier) !== target) return undefined;
        if (target === null) continue;
        const imported = newest.get(target) ?? versions.get(target);
        if (version.imports.get(specifier) !== imported) return undefined;
      }
    }
    return [...newest.values()];
  }

  #renew(
    circle: readonly string[],
    nodes: ReadonlyMap<string, Node>,
    versions: ReadonlyMap<string, Version>,
  ): Version[] {
    const inside = new Set(circle);
    const whole = createHash("sha256");
    for (const file of [...circle].sort()) {
      const { source, targets } = nodes.get(file)!;
      whole.update(`${file}\0${source.hash}\0`);
      for (const [specifier, target] of targets) {
        const outside = target && !inside.has(target) ? versions.get(target)!.id : "";
        whole.update(`${specifier}\0${target ?? "-"}\0${outside}\0`);
      }
    }
    let digest = whole.digest("hex");
    const idOf = (file: string) => shortHash(`${digest}\0${file}`);
    // One failure in a circle is the failure of all of it.
    while (circle.some((file) => this.#retired.has(idOf(file)))) digest = shortHash(digest);
    const members = new Map<string, Growing>();
    for (const file of circle) members.set(file, this.#remember(idOf(file), nodes.get(file)!));
    for (const version of members.values())
      for (const [specifier, target] of version.targets)
        if (target) version.imports.set(specifier, members.get(target) ?? versions.get(target)!);
    return [...members.values()];
  }

  #remember(id: string, node: Node): Growing {
    const versions = (this.#known.get(node.file) ?? []).filter((version) => version.id !== id);
    const version = { ...node, id, imports: new Map<string, Version>() };
    this.#known.set(node.file, [...versions.slice(1 - KEPT), version]);
    return version;
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** `suffix` is what the importer wrote after the path: a query of its own, or nothing. */
export function urlOf(version: Version, suffix = ""): string {
  const url = pathToFileURL(version.file).href;
  return `${url}${suffix ? `${suffix}&` : "?"}v=${version.id}`;
}

/** Strongly connected components, imported ones before those that import them (Tarjan 1972). */
function circles(nodes: ReadonlyMap<string, Node>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();

  interface Visit {
    file: string;
    rest: Iterator<string | null>;
  }
  // A stack of our own: chains of imports may be longer than JavaScript's.
  const visits: Visit[] = [];
  const enter = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    open.add(file);
    visits.push({ file, rest: nodes.get(file)!.targets.values() });
  };
  const lower = (file: string, value: number) => low.set(file, Math.min(low.get(file)!, value));

  for (const start of nodes.keys()) {
    if (order.has(start)) continue;
    enter(start);
    while (visits.length > 0) {
      const { file, rest } = visits[visits.length - 1];
      const { value: target, done } = rest.next();
      if (!done) {
        if (target === null) continue;
        if (!order.has(target)) enter(target);
        else if (open.has(target)) lower(file, order.get(target)!);
        continue;
      }
      visits.pop();
      if (visits.length > 0) lower(visits[visits.length - 1].file, low.get(file)!);
      if (low.get(file) !== order.get(file)) continue;
      const circle = stack.splice(stack.lastIndexOf(file));
      for (const member of circle) open.delete(member);
      found.push(circle);
    }
  }
  return found;
}
