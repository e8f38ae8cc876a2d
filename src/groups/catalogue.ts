/**
 * The finite groups that come up by name. Their elements compose exactly.
 *
 * | group          | name here         | element                            | order |
 * | {e}            | trivialGroup()    | 0                                  | 1     |
 * | C_n            | cyclicGroup(n)    | k, for the turn by 2πk / n         | n     |
 * | D_n            | dihedralGroup(n)  | {rotation k, reflected}, r^k s     | 2n    |
 * | S_n            | symmetricGroup(n) | permutation of 0 … n − 1           | n!    |
 * | {±1}^n         | signGroup(n)      | n signs, each 1 or −1              | 2^n   |
 */
import { DomainError } from "../errors.js";
import { finiteGroup, LARGEST_FINITE_ORDER } from "./finite-group.js";
import type { FiniteGroup } from "./group.js";
import { type Permutation, permutationGroup } from "./permutation-group.js";

/** r^rotation, or r^rotation s when reflected: first the reflection s, then the turns. */
export interface DihedralElement {
  /** From 0 to n − 1, in turns of 2π / n. */
  readonly rotation: number;
  readonly reflected: boolean;
}

/** For each coordinate 1 or −1. */
export type Signs = readonly number[];

/** The group of the identity alone. */
export function trivialGroup(): FiniteGroup<number> {
  return finiteGroup<number>({
    name: "{e}",
    identity: 0,
    generators: [],
    compose: () => 0,
    inverse: () => 0,
    key: String,
  });
}

/** C_n, addition modulo n. @throws DomainError unless 1 ≤ n ≤ 10^5 */
export function cyclicGroup(n: number): FiniteGroup<number> {
  requireSize("cyclicGroup", n, LARGEST_FINITE_ORDER);
  return finiteGroup<number>({
    name: `C${n}`,
    identity: 0,
    generators: n === 1 ? [] : [1],
    compose: (a, b) => (a + b) % n,
    inverse: (a) => (n - a) % n,
    key: String,
  });
}

/**
 * D_n, the symmetries of a regular n-gon, with s r = r⁻¹ s. Its generators are r
 * and s (s alone for n = 1).
 * @throws DomainError unless 1 ≤ n ≤ 5 · 10^4
 */
export function dihedralGroup(n: number): FiniteGroup<DihedralElement> {
  requireSize("dihedralGroup", n, LARGEST_FINITE_ORDER / 2);
  const turn: DihedralElement = { rotation: 1, reflected: false };
  const reflection: DihedralElement = { rotation: 0, reflected: true };
  return finiteGroup<DihedralElement>({
    name: `D${n}`,
    identity: { rotation: 0, reflected: false },
    generators: n === 1 ? [reflection] : [turn, reflection],
    compose: (a, b) => ({
      rotation: (a.rotation + (a.reflected ? n - b.rotation : b.rotation)) % n,
      reflected: a.reflected !== b.reflected,
    }),
    inverse: (a) => (a.reflected ? a : { rotation: (n - a.rotation) % n, reflected: false }),
    key: (a) => `${a.rotation}${a.reflected ? "s" : ""}`,
  });
}

/** S_n, from a transposition and a cycle. @throws DomainError unless 1 ≤ n ≤ 8 (9! passes 10^5) */
export function symmetricGroup(n: number): FiniteGroup<Permutation> {
  requireSize("symmetricGroup", n, 8);
  const identity = Array.from({ length: n }, (_, i) => i);
  const swap = identity.map((i) => (i < 2 ? 1 - i : i));
  const cycle = identity.map((i) => (i + 1) % n);
  const generators = n === 1 ? [identity] : n === 2 ? [swap] : [swap, cycle];
  return permutationGroup(`S${n}`, generators);
}

/** {±1}^n, all changes of sign of n coordinates. @throws DomainError unless 1 ≤ n ≤ 16 */
export function signGroup(n: number): FiniteGroup<Signs> {
  requireSize("signGroup", n, 16);
  const identity: Signs = new Array<number>(n).fill(1);
  return finiteGroup<Signs>({
    name: `{±1}^${n}`,
    identity,
    generators: identity.map((_, k) => identity.map((sign, i) => (i === k ? -sign : sign))),
    compose: (a, b) => a.map((sign, i) => sign * b[i]),
    inverse: (a) => a,
    key: (a) => a.join(),
  });
}

function requireSize(caller: string, n: number, largest: number): void {
  if (!Number.isInteger(n) || n < 1 || n > largest) {
    throw new DomainError(`${caller}: got ${n}; expected a whole number from 1 to ${largest}.`);
  }
}
