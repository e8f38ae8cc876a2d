import type { Operation } from "../operation.js";

/** What all of them do, in the order in which it was recorded. */
export function joinedParts(operations: readonly Operation[]): number[] {
  return [...new Set(operations.flatMap(({ parts = [] }) => parts))].sort((a, b) => a - b);
}
