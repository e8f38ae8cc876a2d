/**
 * All groups of order up to 31 that are not abelian, by textbook presentations and the names of
 * the literature (Coxeter & Moser, Generators and Relations, table 1; Thomas & Wood).
 */
import { commutator, type Presentation, power, product } from "./presentations.js";

export const cyclic = (n: number): Presentation => ({ letters: "a", relators: [power("a", n)] });
/** a^m = b^k = 1, b a b⁻¹ = a^r. */
export const metacyclic = (m: number, k: number, r: number): Presentation => ({
  letters: "ab",
  relators: [power("a", m), power("b", k), `baB${power("a", -r)}`],
});
export const dihedral = (n: number): Presentation => metacyclic(n, 2, -1);
export const dicyclic = (n: number): Presentation => ({
  letters: "ab",
  relators: [power("a", 2 * n), `bb${power("a", -n)}`, "baBa"],
});
export const tetrahedral: Presentation = { letters: "ab", relators: ["aaa", "bb", "ababab"] };
export const octahedral: Presentation = { letters: "ab", relators: ["aa", "bbb", "abababab"] };
export const icosahedral: Presentation = { letters: "ab", relators: ["aa", "bbb", "ababababab"] };
/** a³ = b³ = (ab)². */
export const binaryTetrahedral: Presentation = { letters: "ab", relators: ["aaaBBB", "aaaBABA"] };
export const heisenberg3: Presentation = {
  letters: "abc",
  relators: ["aaa", "bbb", "ccc", `abABC`, commutator("a", "c"), commutator("b", "c")],
};

const swapping: Presentation = {
  letters: "abc",
  relators: ["aaaa", "bb", "cc", commutator("a", "b"), commutator("b", "c"), "caCBA"],
};
const pauli: Presentation = {
  letters: "abc",
  relators: ["aaaa", "bb", "cc", commutator("a", "b"), commutator("a", "c"), "cbCBAA"],
};
const dihedralOfNine: Presentation = {
  letters: "abc",
  relators: ["aaa", "bbb", "cc", commutator("a", "b"), "caCa", "cbCb"],
};
const threeByD4: Presentation = {
  letters: "abc",
  relators: ["aaa", "bbbb", "cc", "cbCb", "baBa", commutator("a", "c")],
};

const S3 = dihedral(3);

export const nonabelianUpTo31: readonly [order: number, name: string, group: Presentation][] = [
  [6, "S3", S3],
  [8, "D4", dihedral(4)],
  [8, "Q8", dicyclic(2)],
  [10, "D5", dihedral(5)],
  [12, "D6", dihedral(6)],
  [12, "Dic3", dicyclic(3)],
  [12, "A4", tetrahedral],
  [14, "D7", dihedral(7)],
  [16, "D8", dihedral(8)],
  [16, "SD16", metacyclic(8, 2, 3)],
  [16, "Q16", dicyclic(4)],
  [16, "M16", metacyclic(8, 2, 5)],
  [16, "C4 ⋊ C4", metacyclic(4, 4, 3)],
  [16, "C2^2 ⋊ C4", swapping],
  [16, "C4 ∘ D4", pauli],
  [16, "D4 × C2", product(dihedral(4), cyclic(2))],
  [16, "Q8 × C2", product(dicyclic(2), cyclic(2))],
  [18, "D9", dihedral(9)],
  [18, "S3 × C3", product(S3, cyclic(3))],
  [18, "Dih(C3^2)", dihedralOfNine],
  [20, "D10", dihedral(10)],
  [20, "Dic5", dicyclic(5)],
  [20, "AGL(1,5)", metacyclic(5, 4, 2)],
  [21, "C7 ⋊ C3", metacyclic(7, 3, 2)],
  [22, "D11", dihedral(11)],
  [24, "D12", dihedral(12)],
  [24, "Dic6", dicyclic(6)],
  [24, "S4", octahedral],
  [24, "SL(2,3)", binaryTetrahedral],
  [24, "C3 ⋊ C8", metacyclic(3, 8, 2)],
  [24, "C3 ⋊ D4", threeByD4],
  [24, "S3 × C4", product(S3, cyclic(4))],
  [24, "S3 × C2^2", product(S3, product(cyclic(2), cyclic(2)))],
  [24, "Dic3 × C2", product(dicyclic(3), cyclic(2))],
  [24, "A4 × C2", product(tetrahedral, cyclic(2))],
  [24, "D4 × C3", product(dihedral(4), cyclic(3))],
  [24, "Q8 × C3", product(dicyclic(2), cyclic(3))],
  [26, "D13", dihedral(13)],
  [27, "He3", heisenberg3],
  [27, "C9 ⋊ C3", metacyclic(9, 3, 4)],
  [28, "D14", dihedral(14)],
  [28, "Dic7", dicyclic(7)],
  [30, "D15", dihedral(15)],
  [30, "D5 × C3", product(dihedral(5), cyclic(3))],
  [30, "S3 × C5", product(S3, cyclic(5))],
];

/** How many groups there are of each order 1 … 31 (OEIS A000001). */
export const groupsOfOrder: readonly number[] = [
  1, 1, 1, 2, 1, 2, 1, 5, 2, 2, 1, 5, 1, 2, 1, 14, 1, 5, 1, 5, 2, 2, 1, 15, 2, 2, 5, 4, 1, 4, 1,
];

/** Lists d_1, d_2, … with product n where each divides the one before: the abelian groups of order n. */
export function invariantLists(n: number, largest = n): number[][] {
  if (n === 1) return [[]];
  const lists: number[][] = [];
  for (let d = 2; d <= n; d++) {
    if (n % d !== 0 || largest % d !== 0) continue;
    for (const rest of invariantLists(n / d, d)) lists.push([d, ...rest]);
  }
  return lists;
}
