/**
 * Node's module hooks for the code of a notebook, in Node's hooks thread.
 *
 * A local file, which is one outside node_modules, gets the URL
 * `file:///…/x.ts?v=<id>`; the id stands for its content and for everything
 * local that it imports. So after an edit the next import finds new modules
 * where something changed, and the same modules elsewhere. A module keeps to
 * the versions that its own id stands for, however late it imports them.
 * A file that is edited back to an earlier content is that earlier module
 * again, with its state.
 */
import type { InitializeHook, LoadHook, ResolveFnOutput, ResolveHook } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { currentVersion } from "./graph.js";
import { type FailedMessage, FINISHED, type LoadedMessage } from "./loaded-modules.js";
import { isInstalled, Moment } from "./moment.js";
import { compiler } from "./source/lower-module.js";
import { type Source, sourceOf } from "./source/source.js";
import { suffixOf, targetOf } from "./target.js";
import { urlOf, type Version, Versions } from "./versions.js";

/** The kernel's own code, which must not be loaded a second time under another URL. */
const KERNEL = new URL("../", import.meta.url).href;

const versions = new Versions();
let port: MessagePort | undefined;

export const initialize: InitializeHook<{ port: MessagePort }> = (data) => {
  port = data.port;
  port.unref();
  // The first import will want it; registering need not wait, and what is wrong with it shows there.
  compiler()
    .then(({ lowerTypeScript }) => lowerTypeScript("", { sourcefile: "" }))
    .catch(() => {});
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const { parentURL } = context;
  if (!parentURL?.startsWith("file:")) return next(specifier, context);
  const importer = versions.find(parentURL);
  if (!importer && isForeign(parentURL)) return next(specifier, context);
  const known = importer && importedVersion(importer, specifier);
  if (known) return answer(known, specifier);

  retireFailed();
  const moment = new Moment();
  const resolvePackage = async (name: string, path: string) =>
    (await next(name, { ...context, parentURL: pathToFileURL(path).href })).url;
  const file = await targetOf(
    specifier,
    fileURLToPath(parentURL),
    "import",
    moment,
    resolvePackage,
  );
  if (file === undefined) return next(specifier, context);
  return answer(await currentVersion(file, versions, moment, resolvePackage), specifier);
};

export const load: LoadHook = async (url, context, next) => {
  const source = await sourceAt(url);
  if (!source) return next(url, context);
  if (source.failure) throw source.failure;
  const { format, code, map } = source;
  if (format === "json") return { format, source: code, shortCircuit: true };
  port?.postMessage({ url, map } satisfies LoadedMessage);
  const end = `\n;globalThis[Symbol.for("${FINISHED}")]?.(${JSON.stringify(url)});`;
  return { format, source: code + end, shortCircuit: true };
};

function retireFailed(): void {
  for (;;) {
    const received = port && receiveMessageOnPort(port);
    if (!received) return;
    for (const url of (received.message as FailedMessage).failed) versions.retire(url);
  }
}

function importedVersion(importer: Version, specifier: string): Version | undefined {
  const known = importer.imports.get(specifier);
  if (known || !specifier.startsWith("file:")) return known;
  // `require` has resolved the path before it asks.
  const file = fileURLToPath(specifier);
  for (const version of importer.imports.values()) if (version.file === file) return version;
  return undefined;
}

function answer(version: Version, specifier: string): ResolveFnOutput {
  const { format } = version.source;
  return {
    url: urlOf(version, suffixOf(specifier)),
    format,
    // One module, whether the import says that it is JSON or not.
    importAttributes: format === "json" ? { type: "json" } : {},
    shortCircuit: true,
  };
}

function isForeign(url: string): boolean {
  return isInstalled(fileURLToPath(url)) || url.startsWith(KERNEL);
}

async function sourceAt(url: string): Promise<Source | undefined> {
  const version = versions.find(url);
  if (version) return version.source;
  // So old that it is forgotten: its file, as it is now, is the best answer.
  return /^file:.*[?&]v=[0-9a-f]{16}$/.test(url)
    ? sourceOf(fileURLToPath(url), new Moment())
    : undefined;
}
