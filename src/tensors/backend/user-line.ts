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
const PLACE = /\(?([^\s()]+:\d+):\d+\)?$/;

/** Such as "train.ts:12"; undefined where every frame is the library's. */
export function userLine(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  for (const frame of stack.split("\n").slice(1)) {
    if (BETWEEN.some((part) => frame.includes(part))) continue;
    const place = PLACE.exec(frame)?.[1];
    if (place !== undefined) return place.slice(place.lastIndexOf("/") + 1);
  }
  return undefined;
}
