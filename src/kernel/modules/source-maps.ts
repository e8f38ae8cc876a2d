/** Source maps of local modules, kept as long as their functions may still fail. */
import { fileURLToPath } from "node:url";

/** How many versions of a file keep their map: functions of the one before the newest still run. */
const KEPT = 2;

/** The source maps of the local modules that this process has loaded. */
export class SourceMaps {
  /** File → URL → map, the oldest first. */
  readonly #files = new Map<string, Map<string, string>>();

  add(url: string, map: string): void {
    const file = fileURLToPath(url);
    const maps = this.#files.get(file) ?? new Map<string, string>();
    this.#files.set(file, maps);
    maps.delete(url);
    maps.set(url, map);
    if (maps.size > KEPT) maps.delete(maps.keys().next().value!);
  }

  /** Version 3; its one source is the file's path, with its content. */
  of(url: string): object | undefined {
    if (!url.startsWith("file:")) return undefined;
    const map = this.#files.get(fileURLToPath(url))?.get(url);
    return map === undefined ? undefined : (JSON.parse(map) as object);
  }
}
