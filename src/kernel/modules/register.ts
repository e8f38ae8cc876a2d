/** The face of the module hooks for the main thread. */
import { register } from "node:module";
import { MessageChannel } from "node:worker_threads";
import { LoadedModules } from "./loaded-modules.js";

let loaded: LoadedModules | undefined;

/**
 * From now on what a notebook imports from its project is TypeScript or
 * JavaScript as it stands on disk at that moment (see `hooks.ts`). To be called
 * on the main thread; a second call does nothing. Takes about 50 ms, for Node
 * starts a thread and waits for it.
 *
 * The notebook's scripts need a file name that is an absolute path (or file
 * URL) in the notebook's folder: relative imports start there.
 */
export function registerModuleHooks(): void {
  if (loaded) return;
  const { port1, port2 } = new MessageChannel();
  loaded = new LoadedModules(port1);
  register("./hooks.js", {
    parentURL: import.meta.url,
    data: { port: port2 },
    transferList: [port2],
  });
}

/**
 * Source map of a local module, for the URL that a stack frame shows. Known as
 * soon as the module runs; `undefined` where lines are what they are on disk.
 */
export function sourceMapOf(url: string): object | undefined {
  return loaded?.sourceMapOf(url);
}

/**
 * To be called when an import has failed or was interrupted: the local modules
 * that did not come to their end are evaluated anew by the next import, even
 * if nothing was edited. Those that did keep their identity. A module that
 * another import is evaluating at that moment counts as failed.
 */
export function forgetFailedModules(): void {
  loaded?.forgetFailed();
}
