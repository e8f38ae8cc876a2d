import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds this library's package.json. */
export function packageRoot(): string {
  return fileURLToPath(new URL("../../../../", import.meta.url));
}

/**
 * Where tslab has to run so that `import … from "intertwine"` resolves: the
 * nearest folder at or above `from` with the library in its node_modules;
 * where there is none, the library's own folder.
 */
export function projectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", "intertwine", "package.json"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return packageRoot();
    }
  }
}
