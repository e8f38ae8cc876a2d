/**
 * The spaces of equivariant maps that are computed, in words that every program can read:
 * a representation is a list of [p, q, count], count copies of V^⊗p ⊗ V*^⊗q.
 */
export type GroupName = "SO(3)" | "O(3)" | "O(5)" | "O(1,3)" | "S(5)" | "S(6)";
export type Tensors = readonly (readonly [p: number, q: number, count: number])[];

export interface Case {
  readonly name: string;
  readonly group: GroupName;
  readonly from: Tensors;
  readonly to: Tensors;
  /** Whether it is a layer between sums; the basis then stays in blocks in every program. */
  readonly layer: boolean;
}

const DIMENSIONS: Record<GroupName, number> = {
  "SO(3)": 3,
  "O(3)": 3,
  "O(5)": 5,
  "O(1,3)": 4,
  "S(5)": 5,
  "S(6)": 6,
};
const SELF_DUAL: readonly GroupName[] = ["SO(3)", "O(3)", "O(5)", "S(5)", "S(6)"];
/** Channels of a hidden layer, as in the experiments of EMLP's paper. */
const CHANNELS = 384;

const tensor = (order: number): Tensors => [[order, 0, 1]];
const powers = (group: GroupName, from: number, to: number): Case => ({
  name: `${group}: T${from} → T${to}`,
  group,
  from: tensor(from),
  to: tensor(to),
  layer: false,
});
const layer = (group: GroupName, name: string, from: Tensors, to: Tensors): Case => ({
  name: `${group}: ${name}`,
  group,
  from,
  to,
  layer: true,
});
const hidden = (group: GroupName): Case => {
  const channels = uniformTensors(CHANNELS, group);
  return layer(group, `${CHANNELS} → ${CHANNELS} channels`, channels, channels);
};

export const cases: readonly Case[] = [
  ...[
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 1],
    [3, 2],
    [3, 0],
    [3, 3],
    [4, 3],
    [4, 4],
  ].map(([from, to]) => powers("SO(3)", from, to)),
  powers("O(3)", 2, 1),
  powers("O(3)", 3, 2),
  powers("O(3)", 3, 3),
  powers("O(5)", 2, 2),
  powers("O(5)", 3, 2),
  powers("O(5)", 3, 3),
  powers("O(1,3)", 2, 2),
  powers("O(1,3)", 3, 3),
  powers("S(6)", 2, 2),
  powers("S(6)", 3, 2),
  layer(
    "SO(3)",
    "100 T0 + 20 T1 + 5 T2 + T3 to itself",
    [
      [0, 0, 100],
      [1, 0, 20],
      [2, 0, 5],
      [3, 0, 1],
    ],
    [
      [0, 0, 100],
      [1, 0, 20],
      [2, 0, 5],
      [3, 0, 1],
    ],
  ),
  hidden("SO(3)"),
  hidden("O(3)"),
  hidden("O(5)"),
  hidden("O(1,3)"),
  hidden("S(5)"),
];

/**
 * Channels shared evenly among tensor orders, EMLP's rule: as often as they fit, d^(r−k)
 * tensors of each order k up to the largest r with (r + 1) d^r channels.
 */
export function uniformTensors(channels: number, group: GroupName): Tensors {
  const d = DIMENSIONS[group];
  const counts: number[] = [];
  for (let left = channels; left > 0; ) {
    let largest = 0;
    while ((largest + 2) * d ** (largest + 1) <= left) largest++;
    for (let k = 0; k <= largest; k++) counts[k] = (counts[k] ?? 0) + d ** (largest - k);
    left -= (largest + 1) * d ** largest;
  }
  return counts.flatMap((count, order) => split(count, order, SELF_DUAL.includes(group)));
}

/** Among V^⊗p ⊗ V*^⊗q by binomial shares; what is left over goes to the most even one. */
function split(count: number, order: number, selfDual: boolean): Tensors {
  if (selfDual) return [[order, 0, count]];
  const shares = Math.floor(count / 2 ** order);
  let binomial = 1;
  return Array.from({ length: order + 1 }, (_, q) => {
    const rest = q === Math.floor(order / 2) ? count % 2 ** order : 0;
    const entry = [order - q, q, shares * binomial + rest] as const;
    binomial = (binomial * (order - q)) / (q + 1);
    return entry;
  }).filter(([, , number]) => number > 0);
}
