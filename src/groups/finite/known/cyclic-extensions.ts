/**
 * Groups with a large cyclic subgroup, by elements that satisfy a presentation: then the group is
 * a quotient of the presented one, and of its order.
 *
 * | name       | presentation                                  | order |
 * | D_n        | a^n = b² = 1,   b a b⁻¹ = a⁻¹                  | 2n    |
 * | Dic_n, Q_4n| a^2n = 1, b² = a^n, b a b⁻¹ = a⁻¹              | 4n    |
 * | SD_n       | a^(n/2) = b² = 1, b a b⁻¹ = a^(n/4 − 1)        | n = 2^k ≥ 16 |
 * | M_n        | a^(n/2) = b² = 1, b a b⁻¹ = a^(n/4 + 1)        | n = 2^k ≥ 16 |
 * | C_m ⋊_r C_k| a^m = b^k = 1,  b a b⁻¹ = a^r                  | m k   |
 */

import type { GroupName } from "../identity.js";
import { powerOf, primesOf } from "../table/abelian.js";
import type { GroupTable } from "../table/group-table.js";

/** D_n (n ≥ 4), Dic_n and the quaternion groups; undefined for others. */
export function dihedralOrDicyclic(group: GroupTable): GroupName | undefined {
  const n = group.order;
  const half = n / 2;
  const a = group.elementOrders.indexOf(half);
  if (a < 0 || n < 8) return undefined;
  const cyclic = powers(group, a);
  const inverting = group.elementOrders.findIndex(
    (_, b) => !cyclic.has(b) && group.conjugate(b, a) === group.inverses[a],
  );
  if (inverting < 0) return undefined;
  const square = group.product(inverting, inverting);
  if (square === 0) {
    const smaller = half === 6 ? "S3" : `D${half / 2}`;
    const aliases = half % 4 === 2 ? [`${smaller} × C2`] : [];
    return { name: `D${half}`, aliases, certain: true };
  }
  if (cyclic.get(square) !== half / 2) return undefined;
  if (powerOf(2, n) === n) return { name: `Q${n}`, aliases: [`Dic${n / 4}`], certain: true };
  return {
    name: `Dic${n / 4}`,
    aliases: (n / 4) % 2 === 1 ? [`C${n / 4} ⋊ C4`] : [],
    certain: true,
  };
}

/** Split extensions of a cyclic group by a cyclic group, with the longest kernel. */
export function splitMetacyclic(group: GroupTable): GroupName | undefined {
  const found = longestSplit(group);
  if (found === undefined) return undefined;
  return splitName(found.m, found.k, found.r);
}

/** Of C_m ⋊ C_k by a ↦ a^r, neither dihedral nor dicyclic; r the least for the group. */
export function splitName(m: number, k: number, r: number): GroupName {
  const plain = `C${m} ⋊ C${k}`;
  if (k === 2 && powerOf(2, m) === m && m >= 8) {
    if (r === m / 2 - 1) return { name: `SD${2 * m}`, aliases: [plain], certain: true };
    if (r === m / 2 + 1) return { name: `M${2 * m}`, aliases: [plain], certain: true };
  }
  const faithful = multiplicativeOrder(r, m) === k;
  if (faithful && k === m - 1) return { name: `AGL(1,${m})`, aliases: [plain], certain: true };
  const name = otherwiseUnnamed(m, k).length === 1 ? plain : `C${m} ⋊${subscript(r)} C${k}`;
  return { name, aliases: name === plain ? [] : [plain], certain: true };
}

/** Greatest m, then least r. */
function longestSplit(group: GroupTable): { m: number; k: number; r: number } | undefined {
  const n = group.order;
  let best: { m: number; k: number; r: number } | undefined;
  const seen = new Set<number>();
  for (let a = 1; a < n; a++) {
    const m = group.elementOrders[a];
    if (seen.has(a) || n % m !== 0 || m < (best?.m ?? 3)) continue;
    const cyclic = powers(group, a);
    for (const [element, exponent] of cyclic) if (gcd(exponent, m) === 1) seen.add(element);
    if (!group.generators.every((s) => cyclic.has(group.conjugate(s, a)))) continue;
    const k = n / m;
    for (let b = 1; b < n; b++) {
      if (group.elementOrders[b] !== k || meets(group, b, cyclic)) continue;
      const r = cyclic.get(group.conjugate(b, a))!;
      if (best === undefined || m > best.m || r < best.r) best = { m, k, r };
    }
  }
  return best;
}

/** Whether a power of b other than the identity lies in the cyclic group. */
function meets(group: GroupTable, b: number, cyclic: ReadonlyMap<number, number>): boolean {
  for (let power = b; power !== 0; power = group.product(power, b)) {
    if (cyclic.has(power)) return true;
  }
  return false;
}

/** a^j ↦ j. */
function powers(group: GroupTable, a: number): Map<number, number> {
  const found = new Map<number, number>();
  let power = 0;
  for (let j = 0; j < group.elementOrders[a]; j++) {
    found.set(power, j);
    power = group.product(power, a);
  }
  return found;
}

/**
 * The least r of each cyclic group of powers by which C_k may act on C_m, without those whose
 * extension is a direct product, dihedral, dicyclic or all of AGL(1, m).
 */
function otherwiseUnnamed(m: number, k: number): number[] {
  const least: number[] = [];
  const seen = new Set<number>();
  for (let r = 2; r < m; r++) {
    if (gcd(r, m) !== 1 || seen.has(r)) continue;
    const order = multiplicativeOrder(r, m);
    if (k % order !== 0) continue;
    for (let j = 1, power = r; j < order; j++, power = (power * r) % m) {
      if (gcd(j, order) === 1) seen.add(power);
    }
    const inverts = r === m - 1 && (k === 2 || (k === 4 && m % 2 === 1));
    const affine = order === m - 1 && k === order;
    if (inverts || affine || isProduct(m, k, r)) continue;
    least.push(r);
  }
  return least;
}

/** Whether a Sylow subgroup of C_m or of C_k splits off. */
function isProduct(m: number, k: number, r: number): boolean {
  if (primesOf(m).some((p) => r % powerOf(p, m) === 1)) return true;
  return primesOf(k).some((p) => powerModulo(r, k / powerOf(p, k), m) === 1);
}

export function multiplicativeOrder(r: number, m: number): number {
  let order = 1;
  for (let power = r % m; power !== 1; power = (power * r) % m) order++;
  return order;
}

function powerModulo(r: number, exponent: number, m: number): number {
  let power = 1;
  for (let j = 0; j < exponent; j++) power = (power * r) % m;
  return power;
}

export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function subscript(r: number): string {
  return [...String(r)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
