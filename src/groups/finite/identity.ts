/** What is known of a group, and how names of products are put together. */

export interface GroupIdentity {
  /**
   * "C6", "C4 × C2", "S3", "D4", "Dic3", "A5", "Q8", "C7 ⋊ C3" …: D_n has 2n elements, ⋊ is a
   * split extension, ⋊₅ says that it raises to the fifth power, ≀ is a wreath product.
   */
  readonly name: string;
  /** Other names of the same group. */
  readonly aliases: readonly string[];
  readonly order: bigint;
  /** Whether the name alone says which group it is, up to isomorphism, and that is proved. */
  readonly certain: boolean;
  /** Each divides the one before; only where the group is known to be abelian. [] for one element. */
  readonly abelianInvariants?: readonly number[];
  /** Those of the quotient by the derived subgroup; like the rest, for orders up to 2000. */
  readonly abelianisation?: readonly number[];
  readonly exponent?: number;
  readonly centreOrder?: number;
  readonly derivedOrder?: number;
  /** [order, how many elements have it], ascending. */
  readonly elementOrders?: readonly (readonly [order: number, count: number])[];
}

/** A name and how sure it is. */
export interface GroupName {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly certain: boolean;
}

const MOST_DIGITS = 15;

/** "group of order 7920"; orders of many digits by a power of ten. */
export function nameByOrder(order: bigint): string {
  const digits = String(order);
  if (digits.length <= MOST_DIGITS) return `group of order ${digits}`;
  const leading = (Number(digits.slice(0, MOST_DIGITS)) / 10 ** (MOST_DIGITS - 1)).toFixed(2);
  return `group of order ${leading} · 10^${digits.length - 1}`;
}

/** "C6 × C2"; "C1" for no invariants. */
export function abelianName(invariants: readonly number[]): string {
  if (invariants.length === 0) return "C1";
  return withPowers(invariants.map((d) => `C${d}`));
}

/** A × B × …: larger groups first, equal names as powers, abelian ones last. */
export function productName(
  factors: readonly (GroupName & { readonly order: bigint })[],
  invariants: readonly number[],
): GroupName {
  const sorted = [...factors].sort(
    (a, b) => Number(b.order > a.order) - Number(b.order < a.order) || (a.name < b.name ? -1 : 1),
  );
  const names = sorted.map(({ name }) => (name.includes(" ") ? `(${name})` : name));
  return {
    name: withPowers([...names, ...invariants.map((d) => `C${d}`)]),
    aliases: [],
    certain: factors.every(({ certain }) => certain),
  };
}

/** Equal neighbours as powers: C2 × C2 × C2 is C2^3. */
function withPowers(names: readonly string[]): string {
  const terms: string[] = [];
  for (let k = 0; k < names.length; ) {
    let end = k + 1;
    while (end < names.length && names[end] === names[k]) end++;
    terms.push(end - k === 1 ? names[k] : `${names[k]}^${end - k}`);
    k = end;
  }
  return terms.join(" × ");
}
