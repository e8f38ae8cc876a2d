/** Names of groups that are given by their tables. */

import { abelianName, type GroupIdentity, type GroupName, productName } from "./identity.js";
import { dihedralOrDicyclic, gcd, splitMetacyclic } from "./known/cyclic-extensions.js";
import { knownGroups } from "./known/known-groups.js";
import {
  abelianBasis,
  type CyclicFactor,
  invariantFactors,
  powerOf,
  primesOf,
} from "./table/abelian.js";
import { directFactors } from "./table/direct-product.js";
import type { GroupTable, Subgroup } from "./table/group-table.js";
import { groupIsomorphism } from "./table/isomorphism.js";
import {
  centre,
  conjugacyClasses,
  derivedSubgroup,
  generated,
  normalClosure,
  quotient,
  subgroupTable,
} from "./table/subgroups.js";

/** A product of cyclic groups of prime-power order and of groups that are not abelian. */
export interface NamedFactors {
  readonly cyclic: readonly Pick<CyclicFactor, "order" | "prime">[];
  readonly others: readonly (GroupName & { readonly order: bigint })[];
}

/** @param factors of the group, when they are known */
export function identityOfTable(group: GroupTable, factors?: NamedFactors): GroupIdentity {
  const derived = derivedSubgroup(group);
  const counts = new Map<number, number>();
  for (const order of group.elementOrders) counts.set(order, (counts.get(order) ?? 0) + 1);
  const elementOrders = [...counts].sort(([a], [b]) => a - b);
  const abelianisation = invariantFactors(abelianBasis(quotient(group, derived).table));
  return {
    ...nameOfTable(group, factors),
    order: BigInt(group.order),
    ...(derived.length === 1 ? { abelianInvariants: abelianisation } : {}),
    abelianisation,
    exponent: elementOrders.reduce((lcm, [order]) => (lcm / gcd(lcm, order)) * order, 1),
    centreOrder: centre(group).length,
    derivedOrder: derived.length,
    elementOrders,
  };
}

function nameOfTable(group: GroupTable, factors?: NamedFactors): GroupName {
  if (!group.abelian) {
    const whole = dihedralOrDicyclic(group);
    if (whole !== undefined) return whole;
  }
  return nameOfFactors(factors ?? factorsOfTable(group));
}

export function factorsOfTable(group: GroupTable): NamedFactors {
  if (group.abelian) return { cyclic: abelianBasis(group), others: [] };
  const { cyclic, others } = directFactors(group);
  return {
    cyclic,
    others: others.map((factor) => ({ ...indecomposable(factor), order: BigInt(factor.order) })),
  };
}

/** Of a single factor the name and its aliases; of several the names side by side. */
export function nameOfFactors({ cyclic, others }: NamedFactors): GroupName {
  const invariants = invariantFactors(cyclic);
  if (others.length === 0) return { name: abelianName(invariants), aliases: [], certain: true };
  if (others.length === 1 && invariants.length === 0) {
    const [{ name, aliases, certain }] = others;
    return { name, aliases, certain };
  }
  return productName(others, invariants);
}

function indecomposable(group: GroupTable): GroupName {
  return (
    dihedralOrDicyclic(group) ??
    knownGroups(group.order).find((known) => groupIsomorphism(known.table(), group)) ??
    splitMetacyclic(group) ??
    extraspecial(group) ??
    generalisedDihedral(group) ??
    splitOverHall(group) ?? { name: `group of order ${group.order}`, aliases: [], certain: false }
  );
}

/** |Z| = p, G′ = Z, and all p-th powers in Z: two for each order, told apart by elements of order p. */
function extraspecial(group: GroupTable): GroupName | undefined {
  const n = group.order;
  const [p, ...more] = primesOf(n);
  const middle = centre(group);
  if (more.length > 0 || middle.length !== p) return undefined;
  if (derivedSubgroup(group).join() !== middle.join()) return undefined;
  const inside = new Set(middle);
  let involutions = 0;
  for (let i = 0; i < n; i++) {
    if (!inside.has(group.power(i, p))) return undefined;
    if (group.elementOrders[i] === p) involutions++;
  }
  const rank = Math.round(Math.log(n) / Math.log(p));
  const plus = p === 2 ? involutions > n / 2 : involutions === n - 1;
  const name = `${p}^(1+${rank - 1})${plus ? "+" : "-"}`;
  if (rank === 3 && plus) return { name: `He${p}`, aliases: [name], certain: true };
  return { name, aliases: [], certain: true };
}

/** A, abelian of index 2, with every element outside an involution that inverts it. */
function generalisedDihedral(group: GroupTable): GroupName | undefined {
  const longer: number[] = [];
  group.elementOrders.forEach((order, i) => {
    if (order > 2) longer.push(i);
  });
  const half = generated(group, longer);
  if (2 * half.length !== group.order) return undefined;
  const inside = new Set(half);
  const reflected = group.elementOrders.every((order, i) => inside.has(i) || order === 2);
  const table = subgroupTable(group, half);
  if (!reflected || !table.abelian) return undefined;
  const { name } = nameOfTable(table);
  return { name: `Dih(${name})`, aliases: [`${bracketed(name)} ⋊ C2`], certain: true };
}

/** N ⋊ H for a normal N whose order is coprime to that of H ≅ G / N (Schur–Zassenhaus). */
function splitOverHall(group: GroupTable): GroupName | undefined {
  const normal = sylowProducts(group).sort((a, b) => b.length - a.length)[0];
  if (normal === undefined) return undefined;
  const kernel = nameOfTable(subgroupTable(group, normal)).name;
  const { name } = nameOfTable(quotient(group, normal).table);
  return { name: `${bracketed(kernel)} ⋊ ${bracketed(name)}`, aliases: [], certain: false };
}

/** Proper normal subgroups that are products of normal Sylow subgroups. */
function sylowProducts(group: GroupTable): Subgroup[] {
  const { of } = conjugacyClasses(group);
  const normalSylow = primesOf(group.order).flatMap((p) => {
    const part = powerOf(p, group.order);
    const members: number[] = [];
    group.elementOrders.forEach((order, i) => {
      if (part % order === 0) members.push(i);
    });
    return members.length === part && part < group.order ? [members] : [];
  });
  const products: Subgroup[] = [...normalSylow];
  for (const one of normalSylow) {
    for (const other of [...products]) {
      const join = normalClosure(group, representatives(of, [...one, ...other]));
      if (join.length < group.order) products.push(join);
    }
  }
  return products;
}

function representatives(of: Int32Array, elements: readonly number[]): number[] {
  const seen = new Map<number, number>();
  for (const i of elements) if (!seen.has(of[i])) seen.set(of[i], i);
  return [...seen.values()];
}

function bracketed(name: string): string {
  return name.includes(" ") ? `(${name})` : name;
}
