/** The file system as one import sees it. */
import { realpathSync, type Stats, statSync } from "node:fs";

/** What the file system says at one moment: nothing is asked twice. */
export class Moment {
  readonly #stats = new Map<string, Stats | undefined>();

  /** `undefined` for what is not there. */
  stats(path: string): Stats | undefined {
    if (this.#stats.has(path)) return this.#stats.get(path);
    let stats: Stats | undefined;
    try {
      stats = statSync(path, { throwIfNoEntry: false });
    } catch {
      // A path through a file, or one that may not be searched: not there for us.
    }
    this.#stats.set(path, stats);
    return stats;
  }

  isFile(path: string): boolean {
    return this.stats(path)?.isFile() ?? false;
  }

  isFolder(path: string): boolean {
    return this.stats(path)?.isDirectory() ?? false;
  }
}

/** Equal stamps: the file has the same content, unless it was written a moment ago (`isSettled`). */
export function stampOf(stats: Stats): string {
  return `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
}

/**
 * File systems count time in steps of up to two seconds; within one step a
 * second edit of the same length leaves no trace in the stamp.
 */
const CLOCK_STEP = 2000;

/** Whether an edit after the time `now` (ms) must show in the stamp. */
export function isSettled(stats: Stats, now: number): boolean {
  return now - Math.max(stats.mtimeMs, stats.ctimeMs) > CLOCK_STEP;
}

const realPaths = new Map<string, { stamp: string; real: string }>();

/** The path without links, as Node identifies modules. */
export function realPath(path: string, moment: Moment): string {
  const stats = moment.stats(path);
  if (!stats) return path;
  const stamp = `${stats.dev}:${stats.ino}`;
  const known = realPaths.get(path);
  if (known?.stamp === stamp) return known.real;
  const real = realpathSync.native(path);
  realPaths.set(path, { stamp, real });
  return real;
}

/** Whether the file belongs to an installed package, which we leave to Node. */
export function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}
