/** Contents of an `execute_reply` (jupyter-client, "Messaging", section "Execution results"). */
import { plainFailure } from "../engine/failures.js";
import type { Outcome } from "../engine/types.js";
import type { Failure } from "../process/messages.js";

export function replyContent(outcome: Outcome): object {
  if (outcome.status === "error") {
    return failed(failureOf(outcome));
  }
  const expressions = Object.entries(outcome.userExpressions).map(([name, value]) => [
    name,
    "ename" in value ? { status: "error", ...value } : { status: "ok", ...value },
  ]);
  return { status: "ok", user_expressions: Object.fromEntries(expressions), payload: [] };
}

export function failed(failure: Failure): object {
  const { ename, evalue, traceback } = failure;
  return { status: "error", ename, evalue, traceback, user_expressions: {}, payload: [] };
}

export function failureOf({ failure }: Outcome): Failure {
  return failure ?? plainFailure("Error", "the cell failed");
}

/** `user_expressions` of a request, whatever a client has put there. */
export function expressionsOf(given: unknown): Record<string, string> {
  const entries = typeof given === "object" && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(entries.map(([name, code]) => [name, String(code)]));
}
