/** How many threads divide the large operations of a plan. */
import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";
import { DomainError, EnvironmentError } from "../../errors.js";

/** Of team-ticket.h. */
const MOST = 256;

/**
 * What was asked for, or else one for each core: but one alone in a thread that is a worker itself,
 * whose fellows have the other cores, and no more than INTERTWINE_WORKERS, by which who starts several
 * processes shares the cores among them.
 * @throws DomainError, EnvironmentError for what is no whole number from 1 to 256
 */
export function workerCount(caller: string, asked?: number): number {
  if (asked !== undefined) {
    if (isCount(asked)) return asked;
    throw new DomainError(
      `${caller}: got ${asked} workers; expected a whole number from 1 to ${MOST}.`,
    );
  }
  const wish = process.env.INTERTWINE_WORKERS;
  const most = wish === undefined || wish === "" ? MOST : Number(wish);
  if (!isCount(most)) {
    throw new EnvironmentError(
      `${caller}: got INTERTWINE_WORKERS=${wish}; expected a whole number from 1 to ${MOST}, or nothing.`,
    );
  }
  return isMainThread ? Math.min(most, availableParallelism()) : 1;
}

/**
 * Of the machine's own library, which has one worker on Windows.
 * @throws as `workerCount`, and EnvironmentError for more than it has
 */
export function nativeWorkerCount(
  caller: string,
  asked?: number,
  platform: string = process.platform,
): number {
  const count = workerCount(caller, asked);
  if (platform !== "win32" || count === 1) return count;
  if (asked === undefined) return 1;
  throw new EnvironmentError(
    `${caller}: got ${asked} workers; this machine's own library has one on Windows: take native: false for more.`,
  );
}

const isCount = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= MOST;
