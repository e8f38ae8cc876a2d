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

interface Frame {
  name: string;
  where: string;
}

function stackOf(error: Error, sites: NodeJS.CallSite[]): string {
  const frames: Frame[] = [];
  let wrapper = false;
  for (const site of sites) {
    const found = frameOf(error, site);
    if (found === undefined) {
      wrapper ||= isDriver(site);
    } else if (wrapper) {
      // An async function is a generator in a function: the one has the place, the other the name.
      wrapper = false;
      const inner = frames[frames.length - 1];
      if (inner !== undefined) {
        inner.name ||= found.name;
      }
    } else {
      frames.push(found);
    }
  }
  const lines = frames.map(({ name, where }) => (name === "" ? where : `${name} (${where})`));
  return [headOf(error), ...lines.map((line) => `\n    at ${line}`)].join("");
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

/** The frame as it is shown; `undefined` for those that are not. */
function frameOf(error: Error, site: NodeJS.CallSite): Frame | undefined {
  const script = scriptOf(site);
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (script === undefined || line === null || column === null || isHidden(script)) {
    return undefined;
  }
  const place = originalPlace(script, line, column);
  if (place === undefined) {
    return undefined;
  }
  if (!places.has(error) && !script.startsWith("node:")) {
    places.set(error, place);
  }
  return {
    name: functionName(site),
    where: `${nameOf(place)}:${place.line}:${place.column}`,
  };
}

function scriptOf(site: NodeJS.CallSite): string | undefined {
  return site.getFileName() ?? site.getScriptNameOrSourceURL?.() ?? undefined;
}

function isHidden(script: string): boolean {
  return hidden.test(script) || own.some((url) => script.startsWith(url));
}

/** Whether it is `runAsync` of ours, which the wrapper of an async function calls. */
function isDriver(site: NodeJS.CallSite): boolean {
  return site.getFunctionName() === "runAsync" && scriptOf(site)?.startsWith(own[0]) === true;
}

/** The source as the reader knows it: a cell's label, or a file as seen from the notebook. */
export function nameOf({ source, isCell }: Place): string {
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
