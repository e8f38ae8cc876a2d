/** The different groups that partitions have, each kept once. */
import {
  type EquivarianceGroup,
  equivarianceGroup,
} from "../../equivariance/equivariance-group.js";
import type { HardPartition } from "../hard-partition.js";

export class GroupRegistry {
  readonly groups: EquivarianceGroup[] = [];
  readonly #ofPartition = new Map<string, number>();
  readonly #signal: AbortSignal | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** The number of the partition's group in `groups`. */
  groupOf(partition: HardPartition): number {
    const known = this.#ofPartition.get(partition.key);
    if (known !== undefined) return known;
    const index = this.add(equivarianceGroup(partition, { signal: this.#signal }));
    this.#ofPartition.set(partition.key, index);
    return index;
  }

  /** Two groups of pairs are equal when they have one order and one contains the other. */
  add(group: EquivarianceGroup): number {
    const same = this.groups.findIndex(
      (other) => other.order === group.order && isSubgroup(group, other),
    );
    if (same >= 0) return same;
    this.groups.push(group);
    return this.groups.length - 1;
  }
}

/** Whether all of `part` lies in `whole`: its generators do. */
export function isSubgroup(part: EquivarianceGroup, whole: EquivarianceGroup): boolean {
  return whole.order % part.order === 0n && part.generators.every((g) => whole.contains(g));
}
