/** Which operations must come before which: writers before readers, readers before the next writer. */
import type { Operation } from "../operation.js";
import { readBy } from "./places.js";

/** For each operation, the numbers of those that must come before it; transitive ones may be left out. */
export function dependencies(operations: readonly Operation[]): number[][] {
  const lastWriter = new Map<number, number>();
  const readersSince = new Map<number, number[]>();
  return operations.map((operation, k) => {
    const before = new Set<number>();
    for (const buffer of readBy(operation)) {
      const writer = lastWriter.get(buffer);
      if (writer !== undefined) before.add(writer);
    }
    for (const { buffer } of operation.outputs) {
      const writer = lastWriter.get(buffer);
      if (writer !== undefined) before.add(writer);
      for (const reader of readersSince.get(buffer) ?? []) before.add(reader);
    }
    for (const buffer of readBy(operation)) {
      const list = readersSince.get(buffer);
      if (list === undefined) readersSince.set(buffer, [k]);
      else list.push(k);
    }
    for (const { buffer } of operation.outputs) {
      lastWriter.set(buffer, k);
      readersSince.set(buffer, []);
    }
    before.delete(k);
    return [...before];
  });
}
