/**
 * Which of the groups of a barcode lies in which: their order by inclusion, by membership of
 * generators; and the pairs with nothing between, as in a picture by Hasse.
 */
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";
import { isSubgroup } from "./group-registry.js";

export interface SubgroupLattice {
  /** contains[i][j]: group j is a subgroup of group i; true for i = j. */
  readonly contains: readonly (readonly boolean[])[];
  /** [i, j]: group j lies in group i, and none of the groups lies between. */
  readonly covers: readonly (readonly [number, number])[];
  /** Whether the groups form one chain. */
  readonly nested: boolean;
}

export function subgroupLattice(groups: readonly EquivarianceGroup[]): SubgroupLattice {
  const contains = groups.map((whole) => groups.map((part) => isSubgroup(part, whole)));
  const properly = (i: number, j: number): boolean => i !== j && contains[i][j];
  const covers: [number, number][] = [];
  let nested = true;
  for (let i = 0; i < groups.length; i++) {
    for (let j = 0; j < groups.length; j++) {
      if (!contains[i][j] && !contains[j][i]) nested = false;
      if (!properly(i, j)) continue;
      if (!groups.some((_, k) => properly(i, k) && properly(k, j))) covers.push([i, j]);
    }
  }
  return { contains, covers, nested };
}
