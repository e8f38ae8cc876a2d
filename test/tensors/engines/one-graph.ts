/** Many small plans as one, so that a device that is slow to begin runs them together. */
import type { Operation, Place } from "../../../src/tensors/plan/index.js";
import type { OperationCase } from "./operation-cases.js";

export interface JoinedCases {
  readonly graph: OperationCase["graph"];
  /** For each case, where its buffers begin. */
  readonly starts: readonly number[];
}

export function inOneGraph(cases: readonly OperationCase[]): JoinedCases {
  const starts: number[] = [];
  const buffers: OperationCase["graph"]["buffers"][number][] = [];
  const operations: Operation[] = [];
  for (const { graph } of cases) {
    const start = buffers.length;
    starts.push(start);
    buffers.push(...graph.buffers);
    const moved = (places: readonly Place[]): Place[] =>
      places.map((place) => ({ ...place, buffer: place.buffer + start }));
    for (const operation of graph.operations) {
      const { inputs, outputs } = operation;
      operations.push({ ...operation, inputs: moved(inputs), outputs: moved(outputs) });
    }
  }
  return { graph: { buffers, operations }, starts };
}
