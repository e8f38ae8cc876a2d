/**
 * Soft equivariances: what the optimal codes at chosen β are invariant to (arXiv 2310.16555).
 *
 * At λ = D(κp ‖ κq) < D(p‖q) a code treats alike pairs that the channel tells apart. The group of
 * its hard partition says which permutations it does not see; the defects say how nearly, for the
 * soft code itself. Coarseness is λ; with it stand β and the number of symbols.
 */
import { interruptSignal } from "../../interrupt.js";
import type { Bottleneck } from "../bottleneck/bottleneck.js";
import { intertwiningBottleneck } from "../bottleneck/intertwining/index.js";
import type { IntertwiningSolution } from "../bottleneck/intertwining-types.js";
import type { ChannelPair } from "../channel/channel.js";
import type { LevelSets } from "../channel/level-sets.js";
import { type DefectOptions, type EquivarianceDefect, equivarianceDefect } from "./defect.js";
import { GroupRegistry } from "./groups/group-registry.js";
import { type NamedGroup, namedGroup } from "./groups/named-group.js";
import { type HardPartition, hardPartition } from "./hard-partition.js";
import { requireNotAborted } from "./options.js";
import { type BarcodePoint, barcodePoint } from "./path/barcode-point.js";
import type { PathControl } from "./path/path-sampler.js";

export interface SoftEquivarianceOptions extends PathControl, DefectOptions {
  /** Pairs whose defects are wanted at every β, whether they lie in the group or not. */
  readonly pairs?: readonly ChannelPair[];
  /** Default `intertwiningBottleneck(levels)`. */
  readonly bottleneck?: Bottleneck<IntertwiningSolution>;
}

export interface PairDefect extends EquivarianceDefect {
  readonly pair: ChannelPair;
}

/** The code of one β, with λ = `relevance`. */
export interface SoftEquivariances extends BarcodePoint, NamedGroup {
  readonly solution: IntertwiningSolution;
  readonly partition: HardPartition;
  /** Of the group's generators. */
  readonly defects: readonly PairDefect[];
  /** Of the pairs that were asked for, in their order. */
  readonly pairDefects: readonly PairDefect[];
}

/**
 * One entry for each β, in the order given.
 * @throws DomainError for β that are not > 0 and finite, and for pairs that are none of this channel;
 *   AbortedError when the signal fires
 */
export function softEquivariances(
  levels: LevelSets,
  betas: readonly number[],
  options: SoftEquivarianceOptions = {},
): SoftEquivariances[] {
  const { pairs = [], onProgress, joint } = options;
  const signal = options.signal ?? interruptSignal();
  const bottleneck = options.bottleneck ?? intertwiningBottleneck(levels);
  const registry = new GroupRegistry(signal);
  const names = new Map<number, NamedGroup>();
  return betas.map((beta, k) => {
    requireNotAborted("softEquivariances", signal, `after ${k} of ${betas.length} values of β`);
    const solution = bottleneck.solve(beta, { signal });
    const partition = hardPartition(levels, solution);
    const number = registry.groupOf(partition);
    const named = names.get(number) ?? namedGroup(registry.groups[number]);
    names.set(number, named);
    const withDefect = (pair: ChannelPair): PairDefect => ({
      pair,
      ...equivarianceDefect(levels, solution, pair, { joint }),
    });
    onProgress?.({ done: k + 1, total: betas.length });
    return {
      ...barcodePoint(solution, partition.parts),
      ...named,
      solution,
      partition,
      defects: named.generators.map(withDefect),
      pairDefects: pairs.map(withDefect),
    };
  });
}
