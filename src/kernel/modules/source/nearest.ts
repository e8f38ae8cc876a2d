/** Finds the configuration file that a folder stands under. */
import { dirname, join } from "node:path";
import type { Moment } from "../moment.js";

const known = new WeakMap<Moment, Map<string, string | undefined>>();

/** The file of this name in the folder or the closest one above it; `undefined` when there is none. */
export function nearest(name: string, folder: string, moment: Moment): string | undefined {
  const found = known.get(moment) ?? new Map<string, string | undefined>();
  known.set(moment, found);
  const path = join(folder, name);
  if (!found.has(path)) {
    const parent = dirname(folder);
    const above = () => (parent === folder ? undefined : nearest(name, parent, moment));
    found.set(path, moment.isFile(path) ? path : above());
  }
  return found.get(path);
}
