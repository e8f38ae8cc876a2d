/**
 * Direct products: G = H_1 × … × H_k with factors that are no products themselves. Up to
 * isomorphism they are determined (Krull–Schmidt).
 *
 * Cyclic factors of prime-power order q come first: ⟨z⟩ is one exactly when z is central, of order
 * q, and some coordinate of z in a basis of G / G′ is a unit modulo q: its kernel is then a
 * normal complement. What is left has none, and is searched by its normal subgroups.
 */
import { abelianBasis, type CyclicFactor } from "./abelian.js";
import type { GroupTable, Subgroup } from "./group-table.js";
import { centre, derivedSubgroup, normalSubgroups, quotient, subgroupTable } from "./subgroups.js";

/** A group with more normal subgroups is not searched for factors that are not abelian. */
const MOST_NORMAL_SUBGROUPS = 300;

/** The least product of two groups that are not abelian. */
const LEAST_PRODUCT = 36;

export interface DirectFactors {
  /** The cyclic ones, of prime-power order. */
  readonly cyclic: readonly Pick<CyclicFactor, "order" | "prime">[];
  /** The others, none abelian. */
  readonly others: readonly GroupTable[];
  /** False when a factor had too many normal subgroups to be searched. */
  readonly complete: boolean;
}

export function directFactors(group: GroupTable): DirectFactors {
  const cyclic: Pick<CyclicFactor, "order" | "prime">[] = [];
  let rest = group;
  for (;;) {
    const split = cyclicFactor(rest);
    if (split === undefined) break;
    cyclic.push(split.factor);
    rest = subgroupTable(rest, split.complement);
  }
  if (rest.order === 1) return { cyclic, others: [], complete: true };
  return { cyclic, ...nonabelianFactors(rest) };
}

function cyclicFactor(
  group: GroupTable,
): { factor: CyclicFactor; complement: Subgroup } | undefined {
  const { cosetOf, table } = quotient(group, derivedSubgroup(group));
  const basis = abelianBasis(table);
  if (basis.length === 0) return undefined;
  const coordinates = coordinatesIn(table, basis);
  const central = centre(group);
  for (let k = 0; k < basis.length; k++) {
    const factor = basis[k];
    const coordinate = (i: number): number => coordinates[k][cosetOf[i]];
    const splits = central.some(
      (z) => group.elementOrders[z] === factor.order && coordinate(z) % factor.prime !== 0,
    );
    if (!splits) continue;
    const complement: number[] = [];
    for (let i = 0; i < group.order; i++) if (coordinate(i) === 0) complement.push(i);
    return { factor, complement };
  }
  return undefined;
}

/** For each basis element the coordinate of every element of an abelian group. */
function coordinatesIn(group: GroupTable, basis: readonly CyclicFactor[]): Int32Array[] {
  const coordinates = basis.map(() => new Int32Array(group.order));
  let reached = [0];
  basis.forEach(({ element, order }, k) => {
    reached = Array.from({ length: order }).flatMap((_, c) => {
      const step = group.power(element, c);
      return reached.map((i) => {
        const next = group.product(step, i);
        for (let l = 0; l < k; l++) coordinates[l][next] = coordinates[l][i];
        coordinates[k][next] = c;
        return next;
      });
    });
  });
  return coordinates;
}

function nonabelianFactors(group: GroupTable): Omit<DirectFactors, "cyclic"> {
  if (group.order < LEAST_PRODUCT) return { others: [group], complete: true };
  const normal = normalSubgroups(group, MOST_NORMAL_SUBGROUPS);
  if (normal === undefined) return { others: [group], complete: false };
  for (const one of normal) {
    if (one.length === 1 || one.length ** 2 > group.order) continue;
    const set = new Set(one);
    const other = normal.find(
      (subgroup) =>
        subgroup.length * one.length === group.order &&
        subgroup.every((i) => i === 0 || !set.has(i)),
    );
    if (other === undefined) continue;
    const { others, complete } = nonabelianFactors(subgroupTable(group, other));
    return { others: [subgroupTable(group, one), ...others], complete };
  }
  return { others: [group], complete: true };
}
