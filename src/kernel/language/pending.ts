/** A question to the worker that waits for its answer. */
import { LanguageAborted } from "./errors.js";
import type { Request } from "./messages.js";

export interface Pending {
  request: Request;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** A cancelled check must not look like one that found nothing; the others may. */
export function abort({ request, resolve, reject }: Pending): void {
  if (request.method === "check") reject(new LanguageAborted());
  else if (request.method === "complete")
    resolve({ start: request.offset, end: request.offset, entries: [] });
  else resolve(undefined);
}
