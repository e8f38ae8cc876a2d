/** Who reads and who writes a buffer. */
import type { Operation, Place } from "../operation.js";

export const sizeOf = ({ shape }: Pick<Place, "shape">): number =>
  shape.reduce((product, length) => product * length, 1);

/** Whether what stood in the outputs before shows in them afterwards. */
export function addsToOutput(operation: Operation): boolean {
  return operation.kind === "scatter" || (operation.kind === "rearrange" && operation.keepsRest);
}

/** Buffers whose numbers an operation uses. */
export function readBy(operation: Operation): number[] {
  const places = addsToOutput(operation)
    ? [...operation.inputs, ...operation.outputs]
    : operation.inputs;
  return places.map(({ buffer }) => buffer);
}

/** Numbers of the operations that write each buffer. */
export function writers(operations: readonly Operation[]): Map<number, number[]> {
  return byBuffer(operations, ({ outputs }) => outputs.map(({ buffer }) => buffer));
}

/** Numbers of the operations that read each buffer. */
export function readers(operations: readonly Operation[]): Map<number, number[]> {
  return byBuffer(operations, readBy);
}

function byBuffer(
  operations: readonly Operation[],
  buffersOf: (operation: Operation) => readonly number[],
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  operations.forEach((operation, k) => {
    for (const buffer of new Set(buffersOf(operation))) {
      const list = found.get(buffer);
      if (list === undefined) found.set(buffer, [k]);
      else list.push(k);
    }
  });
  return found;
}
