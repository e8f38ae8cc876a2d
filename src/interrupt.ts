/**
 * How long computations learn that the cell in which they run was interrupted.
 * The kernel of our notebooks leaves a function in the registry of symbols, and
 * nothing else joins the two: under any other host there is no such function.
 */
const HOST = Symbol.for("Intertwine.interrupt");

/**
 * Aborts when the running cell is interrupted; `undefined` where nothing can
 * interrupt one. Functions that take a signal use it when they are given none.
 */
export function interruptSignal(): AbortSignal | undefined {
  const present = (globalThis as { [HOST]?: unknown })[HOST];
  return typeof present === "function" ? (present() as AbortSignal | undefined) : undefined;
}
