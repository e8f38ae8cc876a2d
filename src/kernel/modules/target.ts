/** The file that an import means, if it is a local one. */
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { locate, readable, suggestion } from "./locate.js";
import { isInstalled, type Moment, realPath } from "./moment.js";
import { formatOf } from "./source/format.js";

/** Node's own resolution, for packages: specifier and the importer's path → URL. */
export type ResolvePackage = (specifier: string, importer: string) => Promise<string>;

const packages = new Map<string, string>();

/**
 * The local file that an import means; `undefined` where Node loads by itself:
 * built-in and installed packages, native and WebAssembly modules.
 *
 * @throws Error with code ERR_MODULE_NOT_FOUND.
 */
export async function targetOf(
  specifier: string,
  importer: string,
  by: "import" | "require",
  moment: Moment,
  resolvePackage: ResolvePackage,
): Promise<string | undefined> {
  const wanted = pathOf(specifier, importer, by);
  if (wanted !== undefined) {
    const found = locate(wanted, moment, by);
    if (!found) throw notFound(specifier, wanted, importer);
    return ours(realPath(found, moment), moment);
  }
  // What a `require` of a package finds is known when it is asked for.
  if (by === "require" || isBuiltin(specifier) || /^[a-z][a-z\d+.-]+:/i.test(specifier))
    return undefined;
  const key = `${specifier}\0${dirname(importer)}`;
  const known = packages.get(key);
  if (known !== undefined && (known === "" || moment.isFile(known))) return known || undefined;
  packages.delete(key);
  const url = await resolvePackage(specifier, importer);
  const file = url.startsWith("file:") ? fileURLToPath(url) : undefined;
  const target = file && ours(file, moment);
  packages.set(key, target ?? "");
  return target;
}

/** Query and fragment of a specifier that is a path: they make a module of their own. */
export function suffixOf(specifier: string): string {
  if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return "";
  const { searchParams } = new URL(specifier, "file:///");
  searchParams.delete("v");
  const query = searchParams.toString();
  return query && `?${query}`;
}

function ours(file: string, moment: Moment): string | undefined {
  return isInstalled(file) || !formatOf(file, moment) ? undefined : file;
}

const paths = new Map<string, string | undefined>();

/** The path that a specifier names, if it names one. Parsing URLs is slow enough to be remembered. */
function pathOf(specifier: string, importer: string, by: "import" | "require") {
  const key = `${by}\0${specifier}\0${dirname(importer)}`;
  if (!paths.has(key)) paths.set(key, parsePath(specifier, importer, by));
  return paths.get(key);
}

function parsePath(specifier: string, importer: string, by: "import" | "require") {
  if (!/^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier)) return undefined;
  if (by === "require") return resolve(dirname(importer), specifier);
  try {
    return fileURLToPath(new URL(specifier, pathToFileURL(importer)));
  } catch {
    // Node says what is wrong with the URL.
    return undefined;
  }
}

/** Names the import, who wrote it, and what may have been meant. */
function notFound(specifier: string, path: string, importer: string): Error {
  const guess = suggestion(specifier, path);
  const where = lineOf(specifier, importer);
  const message =
    `Cannot find "${specifier}"${where ? `, imported by ${where}` : ""}: ` +
    `there is no ${readable(path)}, nor that with .ts, .js or another ending.` +
    (guess ? ` Did you mean "${guess}"?` : "");
  const error: Error & { code?: string } = new Error(message);
  error.code = "ERR_MODULE_NOT_FOUND";
  error.stack = `Error: ${message}`;
  return error;
}

/** The file and line of the import; empty for a notebook, whose cell is known anyway. */
function lineOf(specifier: string, importer: string): string {
  let lines: string[];
  try {
    lines = readFileSync(importer, "utf8").split("\n");
  } catch {
    return "";
  }
  const index = lines.findIndex(
    (line) => line.includes(`"${specifier}"`) || line.includes(`'${specifier}'`),
  );
  return readable(importer) + (index < 0 ? "" : `:${index + 1}`);
}
