/**
 * Finite abelian groups: a basis, A = ⊕ ⟨x_k⟩ with prime powers as orders, and from it the
 * invariant factors d_1 | d_2 | … (largest first here).
 */
import type { GroupTable } from "./group-table.js";
import { generated, quotient } from "./subgroups.js";

export interface CyclicFactor {
  /** Index of a generator. */
  readonly element: number;
  /** A prime power. */
  readonly order: number;
  readonly prime: number;
}

/** A basis of an abelian group; of prime powers. */
export function abelianBasis(group: GroupTable): CyclicFactor[] {
  return primesOf(group.order).flatMap((prime) => {
    const part = powerOf(prime, group.order);
    const members: number[] = [];
    for (let i = 0; i < group.order; i++) {
      if (part % group.elementOrders[i] === 0) members.push(i);
    }
    return primaryBasis(group, members, prime);
  });
}

/**
 * An element x of greatest order splits off: a basis of the p-part P over ⟨x⟩ lifts, as each of
 * its cosets has an element of the coset's order.
 */
function primaryBasis(
  group: GroupTable,
  members: readonly number[],
  prime: number,
): CyclicFactor[] {
  if (members.length === 1) return [];
  const orders = group.elementOrders;
  const element = members.reduce((best, i) => (orders[i] > orders[best] ? i : best));
  const cyclic = generated(group, [element]);
  const { cosetOf, table } = quotient(group, cyclic);
  const rest = [...new Set(members.map((i) => cosetOf[i]))];
  const lifted = primaryBasis(table, rest, prime).map((factor) => ({
    ...factor,
    element: members.find((i) => cosetOf[i] === factor.element && orders[i] === factor.order)!,
  }));
  return [{ element, order: orders[element], prime }, ...lifted];
}

/** Prime powers to invariant factors, each dividing the one before: [4, 2, 3] to [12, 2]. */
export function invariantFactors(
  factors: readonly Pick<CyclicFactor, "order" | "prime">[],
): number[] {
  const byPrime = new Map<number, number[]>();
  for (const { prime, order } of factors) {
    byPrime.set(
      prime,
      [...(byPrime.get(prime) ?? []), order].sort((a, b) => b - a),
    );
  }
  const lists = [...byPrime.values()];
  const rank = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rank }, (_, k) =>
    lists.reduce((product, orders) => product * (orders[k] ?? 1), 1),
  );
}

/** Ascending. */
export function primesOf(n: number): number[] {
  const primes: number[] = [];
  let rest = n;
  for (let p = 2; rest > 1; p++) {
    if (p * p > rest) p = rest;
    if (rest % p !== 0) continue;
    primes.push(p);
    while (rest % p === 0) rest /= p;
  }
  return primes;
}

/** The largest power of p that divides n. */
export function powerOf(p: number, n: number): number {
  let power = 1;
  while (n % (power * p) === 0) power *= p;
  return power;
}
