import type { Bottleneck } from "../bottleneck/bottleneck.js";
import type { IntertwiningSolution } from "../bottleneck/intertwining-types.js";
import type { LevelSets } from "../channel/level-sets.js";
export function intertwiningBottleneck(_: LevelSets): Bottleneck<IntertwiningSolution> {
  throw new Error("give a bottleneck");
}
