/** How a terminal or a supervisor ends what runs. */

/** What is used of `process`. */
interface Host {
  on(name: NodeJS.Signals, listener: () => void): unknown;
  exit(status: number): void;
}

/** Milliseconds: npx hands Ctrl-C on to us, which the terminal sends as well; that is one. */
const echo = 500;

/**
 * Aborts at the first Ctrl-C, SIGTERM or end of the terminal; what runs then puts itself in
 * order. The next one exits with 130, through the handlers of `exit` that end the kernels.
 */
export function stopSignal(
  host: Host = process,
  now: () => number = () => performance.now(),
): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const stop = () => {
    if (!controller.signal.aborted) {
      first = now();
      controller.abort();
    } else if (now() - first >= echo) {
      host.exit(130);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    host.on(name, stop);
  }
  return controller.signal;
}
