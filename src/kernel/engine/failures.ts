/** Failures that come from the kernel itself rather than from the code of a cell. */
import type { Failure } from "../process/messages.js";

export function plainFailure(ename: string, evalue: string): Failure {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** An error of our own, without its frames: they are for the log. */
export function failureFrom(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return plainFailure(name, message);
}
