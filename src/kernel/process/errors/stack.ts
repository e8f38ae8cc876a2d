/**
 * `Error.prepareStackTrace` of the notebook: frames stand where the user has
 * written the code, and those of the kernel are left out.
 */
import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { clean } from "./clean.js";
import { originalPlace, type Place } from "./source-maps.js";

/** Everything of ours: the folder of the process, and that of the module hooks. */
const own = [new URL("../", import.meta.url).href, new URL("../../modules/", import.meta.url).href];
const hidden = /^(node:internal\/|node:(vm|async_hooks)$|intertwine:(?!cell\/)|evalmachine\.)/;

/** Places of the frames, the innermost first, for the excerpt. */
const places = new WeakMap<object, Place>();

let folder = "";

/** @param notebookFolder Paths are shown as seen from it. */
export function mapStacks(notebookFolder: string): void {
  folder = notebookFolder;
  Error.stackTraceLimit = 16;
  Error.prepareStackTrace = (error, sites) => {
    try {
      return stackOf(error, sites);
    } catch {
      return `${headOf(error)}`;
    }
  };
}

/** The innermost place of the error that is in a cell or a local file. */
export function placeOf(error: object): Place | undefined {
  return places.get(error);
}

function stackOf(error: Error, sites: NodeJS.CallSite[]): string {
  const lines: string[] = [];
  for (const site of sites) {
    const line = frame(error, site);
    if (line !== undefined) {
      lines.push(`\n    at ${line}`);
    }
  }
  return headOf(error) + lines.join("");
}

function headOf(error: Error): string {
  let head: string;
  try {
    head = Error.prototype.toString.call(error);
  } catch {
    head = "<error>";
  }
  return clean(head);
}

function frame(error: Error, site: NodeJS.CallSite): string | undefined {
  const script = site.getFileName() ?? site.getScriptNameOrSourceURL?.() ?? undefined;
  if (script === undefined || script === null) {
    // Native functions: those of users' callbacks say something, generators do not.
    return site.isNative() ? `${site}` : undefined;
  }
  if (hidden.test(script) || own.some((url) => script.startsWith(url))) {
    return undefined;
  }
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (line === null || column === null) {
    return `${site}`;
  }
  const place = originalPlace(script, line, column);
  if (place === undefined) {
    return undefined;
  }
  if (!places.has(error) && !script.startsWith("node:")) {
    places.set(error, place);
  }
  const where = `${nameOf(place)}:${place.line}:${place.column}`;
  const name = functionName(site);
  return name === "" ? where : `${name} (${where})`;
}

function nameOf({ source, isCell }: Place): string {
  if (isCell || source.startsWith("node:")) {
    return source;
  }
  const path = source.startsWith("file:") ? fileURLToPath(source.replace(/[?#].*$/, "")) : source;
  if (!isAbsolute(path)) {
    return path;
  }
  const near = relative(folder, path);
  return /^(\.\.[/\\]){4}/.test(near) || isAbsolute(near) ? path : near;
}

function functionName(site: NodeJS.CallSite): string {
  const name = site.getFunctionName();
  const method = site.getMethodName();
  const type = site.isToplevel() ? null : safeType(site);
  const prefix = `${site.isAsync?.() ? "async " : ""}${site.isConstructor() ? "new " : ""}`;
  if (name === null || name === "") {
    return "";
  }
  if (type === null || type === "Object" || site.isConstructor() || name.includes(".")) {
    return prefix + name;
  }
  return `${prefix}${type}.${name}${method !== null && method !== name ? ` [as ${method}]` : ""}`;
}

function safeType(site: NodeJS.CallSite): string | null {
  try {
    return site.getTypeName();
  } catch {
    return null;
  }
}
