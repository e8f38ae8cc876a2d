/** Which file a path in an import stands for, and what may have been meant when it is none. */
import { readdirSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import type { Moment } from "./moment.js";

/** What a specifier with a JavaScript ending may mean in a TypeScript project. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** TypeScript first: a `.js` beside it is most likely its output. */
const IMPORT_ENDINGS = [".ts", ".tsx", ".mts", ".js", ".mjs", ".cts", ".cjs", ".json"];

/** What Node's `require` tries (Node, "All together"). */
const REQUIRE_ENDINGS = [".js", ".json"];

/** The file that `path`, as written in an import, stands for; `undefined` when there is none. */
export function locate(path: string, moment: Moment, by: "import" | "require"): string | undefined {
  const endings = by === "import" ? IMPORT_ENDINGS : REQUIRE_ENDINGS;
  const index = () =>
    endings.map((ending) => join(path, `index${ending}`)).find((file) => moment.isFile(file));
  if (/[\\/]$/.test(path)) return index();
  if (moment.isFile(path)) return path;
  const extension = extname(path);
  const candidates = [
    ...(by === "import" ? (SOURCES[extension] ?? []) : []).map(
      (ending) => path.slice(0, -extension.length) + ending,
    ),
    ...endings.map((ending) => path + ending),
  ];
  const found = candidates.find((candidate) => moment.isFile(candidate));
  return found ?? (moment.isFolder(path) ? index() : undefined);
}

/** A specifier that resembles `specifier` and leads somewhere, or nothing. */
export function suggestion(specifier: string, path: string): string | undefined {
  const folder = dirname(path);
  const wanted = basename(path);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return undefined;
  }
  const modules = names.filter((name) => !extname(name) || IMPORT_ENDINGS.includes(extname(name)));
  const stem = (name: string) => name.slice(0, name.length - extname(name).length);
  let best: { name: string; distance: number } | undefined;
  for (const name of modules) {
    const distance = editDistance(stem(name).toLowerCase(), stem(wanted).toLowerCase());
    if (distance <= Math.max(1, stem(wanted).length / 3) && distance < (best?.distance ?? Infinity))
      best = { name, distance };
  }
  if (!best) return undefined;
  const name = extname(wanted) ? best.name : stem(best.name);
  return specifier.slice(0, specifier.length - wanted.length) + name;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

/** A path as a person wants to read it: from the working folder when that is near. */
export function readable(path: string): string {
  const short = relative(process.cwd(), path);
  return short && !short.startsWith(join("..", "..", "..")) ? short : path;
}
