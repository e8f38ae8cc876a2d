/**
 * Groups that are recognised by comparison.
 *
 * | name                | acts on                                             |
 * | S_n, A_n            | n points                                            |
 * | SL(2, p), AGL …     | see linear-groups                                   |
 * | H ≀ K               | see wreath-candidates                               |
 * | C4 ∘ D4             | one qubit: the Pauli matrices times ±1, ±i          |
 * | C_m ⋊ D4, C2² ⋊ C4  | m + 4 points; 8 points                              |
 */
import { tableFromSteps } from "../table/group-table.js";
import { fromPermutations, type KnownGroup, type Points } from "./known-group.js";
import { affineGroups, linearGroups } from "./linear-groups.js";
import { wreathProducts } from "./wreath-candidates.js";

/** Of the order, those that have a name of their own. */
export function knownGroups(order: number): KnownGroup[] {
  return [
    ...symmetricGroups(),
    ...linearGroups(order),
    ...affineGroups(),
    ...extensions(order),
    ...wreathProducts(order),
  ].filter((known) => known.order === order);
}

function symmetric(n: number): KnownGroup {
  const swap = Array.from({ length: n }, (_, k) => (k < 2 ? 1 - k : k));
  const cycle = Array.from({ length: n }, (_, k) => (k + 1) % n);
  return fromPermutations(`S${n}`, factorial(n), [swap, cycle]);
}

function alternating(n: number): KnownGroup {
  const cycles = Array.from({ length: n - 2 }, (_, j) =>
    Array.from({ length: n }, (_, k) => (k === 0 ? 1 : k === 1 ? j + 2 : k === j + 2 ? 0 : k)),
  );
  return fromPermutations(`A${n}`, factorial(n) / 2, cycles);
}

function symmetricGroups(): KnownGroup[] {
  return [
    symmetric(3),
    symmetric(4),
    symmetric(5),
    symmetric(6),
    alternating(4),
    alternating(5),
    alternating(6),
  ];
}

function extensions(order: number): KnownGroup[] {
  const found = [
    fromPermutations("C2^2 ⋊ C4", 16, [
      [1, 2, 3, 0, 6, 7, 4, 5],
      [0, 1, 2, 3, 5, 4, 6, 7],
    ]),
    pauli(),
  ];
  const m = order / 8;
  if (m >= 3 && m % 2 === 1) {
    const turn = Array.from({ length: m }, (_, k) => 4 + ((k + 1) % m));
    const mirror = Array.from({ length: m }, (_, k) => 4 + ((m - k) % m));
    const still = Array.from({ length: m }, (_, k) => 4 + k);
    found.push(
      fromPermutations(`C${m} ⋊ D4`, order, [
        [0, 1, 2, 3, ...turn],
        [1, 2, 3, 0, ...mirror],
        [0, 3, 2, 1, ...still],
      ]),
    );
  }
  return found;
}

/** i^k X^x Z^z as [k, x, z], with Z X = −X Z. */
function pauli(): KnownGroup {
  return {
    name: "C4 ∘ D4",
    aliases: ["Pauli group"],
    order: 16,
    certain: true,
    table: () =>
      tableFromSteps<Points>(
        [0, 0, 0],
        [
          ([k, x, z]) => [(k + 1) % 4, x, z],
          ([k, x, z]) => [k, 1 - x, z],
          ([k, x, z]) => [(k + 2 * x) % 4, x, 1 - z],
        ],
        (mark) => mark.join(),
      ),
  };
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
