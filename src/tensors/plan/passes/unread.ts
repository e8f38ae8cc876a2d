/** Leaves out operations whose outputs nobody reads, and empties buffers that nobody uses any more. */
import type { Operation } from "../operation.js";
import type { BufferDescription, PlanGraph } from "../plan-graph.js";
import { readBy } from "./places.js";

const isKept = ({ role }: BufferDescription): boolean => role === "result" || role === "variable";

export function withoutUnread({ buffers, operations }: PlanGraph): PlanGraph {
  const read = new Set<number>();
  buffers.forEach((description, buffer) => {
    if (isKept(description)) read.add(buffer);
  });
  const kept: Operation[] = [];
  for (const operation of [...operations].reverse()) {
    if (!operation.outputs.some(({ buffer }) => read.has(buffer))) continue;
    for (const buffer of readBy(operation)) read.add(buffer);
    kept.push(operation);
  }
  kept.reverse();
  const used = new Set(
    kept.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]).map(({ buffer }) => buffer),
  );
  const emptied = buffers.map((description, buffer): BufferDescription => {
    const { role, type } = description;
    if (used.has(buffer) || isKept(description) || role === "input") return description;
    return { length: 0, type, role: "temporary" };
  });
  return { buffers: emptied, operations: kept };
}
