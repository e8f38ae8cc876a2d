/**
 * tslab's compiler watches every file that a cell imports. When those of the
 * library change under it, as a build does, it ends in "Unexpected pending
 * rebuildTimer" and refuses every later cell. A running kernel keeps the
 * library that it has loaded anyway, so its files are not watched; files of the
 * user's own still are.
 */
import { join, sep } from "node:path";
import { tslabCompiler } from "./compiler.js";
import { packageRoot } from "./project-root.js";

/** Whether the file or folder belongs to what is built or installed. */
export function isInstalled(path: string): boolean {
  const plain = path.split(sep).join("/");
  const dist = join(packageRoot(), "dist").split(sep).join("/");
  return /\/node_modules(\/|$)/.test(plain) || plain === dist || plain.startsWith(`${dist}/`);
}

/** Stops the compiler from watching what is built or installed; before it starts. */
export function watchOwnFilesOnly(): void {
  const { sys } = tslabCompiler();
  const { watchFile, watchDirectory } = sys;
  const nothing = { close: () => {} };
  sys.watchFile = (path, callback, ...rest) =>
    isInstalled(path) || watchFile === undefined ? nothing : watchFile(path, callback, ...rest);
  sys.watchDirectory = (path, callback, ...rest) =>
    isInstalled(path) || watchDirectory === undefined
      ? nothing
      : watchDirectory(path, (file) => isInstalled(file) || callback(file), ...rest);
}
