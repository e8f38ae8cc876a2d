/** Indices stay within what they point at: they are checked where they enter. */
import { DomainError } from "../../../errors.js";
import type { ProgramData } from "../record/node.js";

/** What all indices of this node must be below. */
export function indexLimit({ nodes }: ProgramData, index: number): number {
  let limit = Infinity;
  for (const { operation, from, rows } of nodes) {
    from.forEach((node, place) => {
      if (node !== index) return;
      const of = nodes[from[0]];
      const target =
        operation.startsWith("segment") || (operation === "neighbourSum" && place === 2);
      const size = operation === "crossEntropy" ? of.columns : target ? rows : of.rows;
      limit = Math.min(limit, size);
    });
  }
  return limit;
}

/** @throws DomainError naming the first one that is no whole number below the limit */
export function requireBelow(name: string, indices: ArrayLike<number>, limit: number): void {
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (Number.isInteger(index) && index < limit && index >= -(2 ** 31)) continue;
    throw new DomainError(
      `ProgramKernel: ${name}[${k}] is ${index}; expected a whole number below ${limit}, or a negative one for none.`,
    );
  }
}
