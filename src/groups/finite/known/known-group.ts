/** A group with a name of its own, to be compared with a group at hand. */
import type { GroupName } from "../identity.js";
import { type GroupTable, tableFromSteps } from "../table/group-table.js";

export interface KnownGroup extends GroupName {
  readonly order: number;
  table(): GroupTable;
}

/** Where each point goes. */
export type Points = readonly number[];

/** From permutations as arrays of images. */
export function fromPermutations(
  name: string,
  order: number,
  generators: readonly Points[],
  aliases: readonly string[] = [],
): KnownGroup {
  const identity = Array.from(generators[0], (_, k) => k);
  return {
    name,
    aliases,
    order,
    certain: true,
    table: () =>
      tableFromSteps<Points>(
        identity,
        generators.map((g) => (images) => images.map((point) => g[point])),
        (images) => images.join(),
      ),
  };
}
