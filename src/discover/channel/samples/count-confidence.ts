/**
 * What other counts would have shown: the rows are drawn again from the counts themselves
 * (B. Efron 1979), n_x draws for row x, and the whole discovery is repeated.
 *
 * A replicate has the noise of the counts and its own, twice the variance: shares are below those
 * of new samples from the same source.
 */
import { Matrix, multinomialCounts, quantile, type RandomStream } from "../../../numerics/index.js";
import type { ChannelPair } from "../channel.js";
import type { ChosenGroup } from "./chosen-group.js";

export interface CountConfidence {
  readonly replicates: number;
  readonly level: number;
  /** Share of the replicates with a group of the same order. */
  readonly sameOrder: number;
  /** Share whose group is the same, as a set of pairs. */
  readonly sameGroup: number;
  /** For each generator, the share whose group contains it. */
  readonly generators: readonly number[];
  /** Each order that occurred and its share, the most frequent first. */
  readonly orders: readonly { readonly order: bigint; readonly share: number }[];
  /** Of the plateau's length, the middle `level` of the replicates. */
  readonly persistence: { readonly lower: number; readonly upper: number };
}

export interface ConfidencePlan {
  readonly counts: Matrix;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  readonly replicates: number;
  readonly level: number;
  readonly random: RandomStream;
  /** @throws AbortedError when it is to stop */
  repeat(counts: Matrix, replicate: number): Pick<ChosenGroup, "group" | "plateau">;
}

export function countConfidence(plan: ConfidencePlan): CountConfidence {
  const { counts, order, generators, replicates, level, random } = plan;
  const times = new Int32Array(generators.length);
  const orders = new Map<bigint, number>();
  const persistences: number[] = [];
  let sameGroup = 0;
  for (let k = 0; k < replicates; k++) {
    const { group, plateau } = plan.repeat(drawnAgain(counts, random.split(k)), k);
    let contained = 0;
    generators.forEach((pair, g) => {
      if (!group.group.contains(pair)) return;
      times[g]++;
      contained++;
    });
    if (contained === generators.length && group.order === order) sameGroup++;
    orders.set(group.order, (orders.get(group.order) ?? 0) + 1);
    persistences.push(plateau.persistence);
  }
  const tail = (1 - level) / 2;
  return {
    replicates,
    level,
    sameOrder: (orders.get(order) ?? 0) / replicates,
    sameGroup: sameGroup / replicates,
    generators: Array.from(times, (count) => count / replicates),
    orders: [...orders]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([size, count]) => ({ order: size, share: count / replicates })),
    persistence: {
      lower: quantile(persistences, tail),
      upper: quantile(persistences, 1 - tail),
    },
  };
}

/** Each row by n_x draws from n_xy / n_x. */
export function drawnAgain(counts: Matrix, random: RandomStream): Matrix {
  const out = new Matrix(counts.rows, counts.columns);
  for (let x = 0; x < counts.rows; x++) {
    const row = counts.row(x);
    const total = row.reduce((sum, count) => sum + count, 0);
    if (total > 0) out.row(x).set(multinomialCounts(total, row, random));
  }
  return out;
}
