/** Where a project's files are, wherever in it a kernel has started. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The path `path` below the project's folder, which is the nearest one with a package.json at or
 * above the notebook's; without any, below the notebook's own folder. Kernels differ in
 * where they start: ours beside the notebook, tslab at the top of the project.
 */
export function projectPath(path: string): string {
  const start = process.cwd();
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return join(folder, path);
    if (folder === dirname(folder)) return resolve(start, path);
  }
}
