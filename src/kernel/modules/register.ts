import { register } from "node:module";
import { MessageChannel } from "node:worker_threads";
import { SourceMaps } from "./source-maps.js";

let maps: SourceMaps | undefined;

/**
 * From now on what a notebook imports from its project is TypeScript or
 * JavaScript as it stands on disk at that moment (see `hooks.ts`). To be called
 * on the main thread; a second call does nothing. Takes 40–50 ms, for Node
 * starts a thread and waits for it.
 *
 * The notebook's scripts need a file name that is an absolute path (or file
 * URL) in the notebook's folder: relative imports start there.
 */
export function registerModuleHooks(): void {
  if (maps) return;
  const { port1, port2 } = new MessageChannel();
  maps = new SourceMaps(port1);
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
  return maps?.of(url);
}
