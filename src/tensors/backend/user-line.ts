/** The line of the user's program that is being run, from the stack. */
import { fileURLToPath } from "node:url";

const OURS = new URL("..", import.meta.url).href;
/** Built, and as source maps name it. */
const ROOMS = [OURS, OURS.replace("/dist/src/", "/src/")];
/** What stands between a user's line and a kernel. */
const BETWEEN = [
  ...ROOMS,
  ...ROOMS.map((room) => fileURLToPath(room)),
  "@tensorflow",
  "tfjs-",
  "node:",
];
/** Behind "at", alone or in parentheses: labels of cells and paths may hold blanks. */
const PLACE = /(?:\(|at (?:async )?)([^()]+:\d+):\d+\)?$/;
const isBetween = (frame: string): boolean => BETWEEN.some((part) => frame.includes(part));

/** Such as "train.ts:12" or, in a notebook, "cell[3]:4"; undefined where every frame is the library's. */
export function userLine(): string | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 60;
  if (prepareStackTrace !== undefined) {
    // A notebook shortens the paths by which frames are told apart: it is given the frame alone.
    Error.prepareStackTrace = (error, sites) => {
      const site = sites.find((one) => {
        const file = one.getFileName();
        return file !== null && file !== undefined && !isBetween(file);
      });
      return site === undefined ? "" : prepareStackTrace(error, [site]);
    };
  }
  const { stack } = new Error();
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  for (const frame of String(stack).split("\n").slice(1)) {
    const place = isBetween(frame) ? undefined : PLACE.exec(frame)?.[1];
    if (place !== undefined) return place.slice(place.lastIndexOf("/") + 1);
  }
  return undefined;
}
