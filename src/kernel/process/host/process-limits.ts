/** What a notebook may not do to the process that holds its variables. */
import process from "node:process";

type Listener = (...parameters: unknown[]) => void;

/** Replaces what would end the process, or take its channel or its interrupts away. */
export function limitProcess(end: () => void): void {
  process.exit = () => {
    throw new Error(
      "process.exit() would end the notebook's process, and its variables would be lost. " +
        "To stop a cell, throw an error; to start afresh, restart the kernel.",
    );
  };
  Object.assign(process, { reallyExit: end });
  keepSigint();
  hideChannel();
}

/**
 * A listener for SIGINT would take the signal away from the watchdog that
 * breaks segments. Listeners may be added, but they do not reach the system.
 */
function keepSigint(): void {
  const listeners = process.listeners("newListener" as never) as Listener[];
  const start = listeners.find(({ name }) => name === "startListeningIfSignal");
  if (start === undefined) {
    return;
  }
  process.removeListener("newListener" as never, start as never);
  process.on(
    "newListener" as never,
    ((event: unknown, ...rest: unknown[]) => {
      if (event !== "SIGINT") {
        start(event, ...rest);
      }
    }) as never,
  );
}

/** Packages ask `process.send` whether a parent talks to them; the kernel's channel is not for them. */
function hideChannel(): void {
  for (const name of ["send", "disconnect"]) {
    Object.defineProperty(process, name, { value: undefined, writable: true, configurable: true });
  }
}
