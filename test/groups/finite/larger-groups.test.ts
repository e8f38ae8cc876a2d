/** Groups beyond order 31, each from a description that is not the one its name is found by. */
import { expect } from "chai";
import {
  cyclicGroup,
  DomainError,
  dihedralGroup,
  nameOfGroup,
  signGroup,
  symmetricGroup,
} from "../../../src/index.js";
import { type Presentation, product, regularPermutations } from "./presentations.js";
import { dihedral, icosahedral, metacyclic, octahedral, tetrahedral } from "./small-group-list.js";

/** From cycles of points. */
function cycles(n: number, ...of: number[][]): number[] {
  const images = Array.from({ length: n }, (_, k) => k);
  for (const cycle of of) {
    cycle.forEach((point, k) => {
      images[point] = cycle[(k + 1) % cycle.length];
    });
  }
  return images;
}
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, k) => from + k);
const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

function expectName(generators: readonly number[][], name: string, order: bigint): void {
  const identity = nameOfGroup(generators);
  expect([identity.name, identity.order, identity.certain]).to.deep.equal([name, order, true]);
}

describe("nameOfGroup beyond order 31", () => {
  it("from presentations", () => {
    const presented: [string, Presentation, bigint][] = [
      ["A5", icosahedral, 60n],
      ["S4 × S3", product(octahedral, dihedral(3)), 144n],
      ["A4^2", product(tetrahedral, tetrahedral), 144n],
      ["D4^2", product(dihedral(4), dihedral(4)), 64n],
      ["C13 ⋊ C4", metacyclic(13, 4, 5), 52n],
      ["AGL(1,13)", metacyclic(13, 12, 2), 156n],
      ["C5 ⋊₂ C8", metacyclic(5, 8, 2), 40n],
      ["C5 ⋊₄ C8", metacyclic(5, 8, 4), 40n],
      ["D20", dihedral(20), 40n],
      ["M32", metacyclic(16, 2, 9), 32n],
    ];
    for (const [name, group, order] of presented) {
      expectName(regularPermutations(group), name, order);
    }
  });

  it("of the catalogue", () => {
    expect(nameOfGroup(symmetricGroup(6)).name).to.equal("S6");
    expect(nameOfGroup(symmetricGroup(8)).name).to.equal("S8");
    expect(nameOfGroup(dihedralGroup(500)).name).to.equal("D500");
    expect(nameOfGroup(dihedralGroup(6)).aliases).to.deep.equal(["S3 × C2"]);
    expect(nameOfGroup(signGroup(6)).name).to.equal("C2^6");
    expect(nameOfGroup(cyclicGroup(360)).abelianInvariants).to.deep.equal([360]);
    expect(nameOfGroup(cyclicGroup(5000)).name).to.equal("C5000");
  });

  it("by what they move: wreath products, products over orbits, groups on several orbits", () => {
    const wreath = (n: number, k: number): number[][] => [
      cycles(n * k, [0, 1]),
      cycles(n * k, range(0, n)),
      cycles(n * k, ...range(0, n).map((p) => [p, n + p])),
      cycles(n * k, ...range(0, n).map((p) => range(0, k).map((block) => block * n + p))),
    ];
    expectName(wreath(3, 2), "S3 ≀ C2", 72n);
    expectName(wreath(4, 3), "S4 ≀ S3", 24n ** 3n * 6n);
    expectName(wreath(2, 6), "C2 ≀ S6", 64n * 720n);
    const six = [
      cycles(12, [0, 1]),
      cycles(12, range(0, 6)),
      cycles(12, [6, 7]),
      cycles(12, range(6, 12)),
    ];
    expectName(six, "S6^2", 518400n);
    const both = [cycles(14, [0, 1], [7, 8]), cycles(14, range(0, 7), range(7, 14))];
    expectName(both, "S7", factorial(7));
    expectName(
      [cycles(9, [0, 1]), cycles(9, range(0, 5)), cycles(9, [5, 6]), cycles(9, [5, 6, 7])],
      "S5 × S3",
      720n,
    );
    expectName(
      [0, 4, 8].flatMap((p) => [cycles(12, range(p, p + 4)), cycles(12, [p, p + 2])]),
      "D4^3",
      512n,
    );
    expectName([cycles(7, [0, 1, 2]), cycles(7, range(2, 7))], "A7", 2520n);
    const affine = [range(0, 61).map((k) => (k + 1) % 61), range(0, 61).map((k) => (2 * k) % 61)];
    expectName(affine, "AGL(1,61)", 3660n);
  });

  it("on many points, when the order is known: both sides of a channel moved together", () => {
    const twice = (of: number[]): number[] => [...of, ...of.map((image) => of.length + image)];
    const named = (generators: number[][], order: bigint) => nameOfGroup(generators, { order });
    const symmetric = (n: number): number[][] => [cycles(n, [0, 1]), cycles(n, range(0, n))];
    expect(named(symmetric(100).map(twice), factorial(100))).to.include({ name: "S100" });
    expect(named(symmetric(300).map(twice), factorial(300))).to.include({ name: "S300" });
    const halves = [
      ...symmetric(40).map((g) => twice([...g, ...range(40, 80)])),
      twice(cycles(80, ...range(0, 40).map((p) => [p, 40 + p]))),
    ];
    const order = 2n * factorial(40) ** 2n;
    expect(named(halves, order)).to.include({ name: "S40 ≀ C2", certain: true });
    const mirror = Array.from({ length: 60 }, (_, p) => (p < 30 ? (30 - p) % 30 : p));
    const turns = [cycles(60, range(0, 30)), cycles(60, ...range(0, 30).map((p) => [p, 30 + p]))];
    expect(named([mirror, ...turns], 2n * 60n ** 2n)).to.include({ name: "D30 ≀ C2" });
  });

  it("orders of many digits are given by a power of ten", () => {
    // The even ones among pairs of S20 × S20, exchanged or not: no name, and 2 · (20!)² / 2 elements.
    const even = [
      cycles(40, [0, 1, 2]),
      cycles(40, range(0, 19)),
      cycles(40, [18, 19, 0]),
      cycles(40, [0, 1], [20, 21]),
      cycles(40, ...range(0, 20).map((p) => [p, 20 + p])),
    ];
    const { name, order, certain } = nameOfGroup(even, { order: factorial(20) ** 2n });
    expect([name, order, certain]).to.deep.equal([
      "group of order 5.92 · 10^36",
      factorial(20) ** 2n,
      false,
    ]);
  });

  it("linear groups: GL(3,2) on the Fano plane, SL(2,5) and GL(2,3) on vectors", () => {
    const fano = [cycles(7, range(0, 7)), cycles(7, [1, 2], [3, 6])];
    expectName(fano, "PSL(2,7)", 168n);
    expect(nameOfGroup(fano).aliases).to.deep.equal(["GL(3,2)"]);
    const onVectors = (p: number, [a, b, c, d]: number[]): number[] =>
      range(0, p * p).map((v) => {
        const [x, y] = [Math.floor(v / p), v % p];
        return ((a * x + b * y) % p) * p + ((c * x + d * y) % p);
      });
    const shears = [
      [1, 1, 0, 1],
      [1, 0, 1, 1],
    ];
    expectName(
      shears.map((m) => onVectors(5, m)),
      "SL(2,5)",
      120n,
    );
    expectName(
      [...shears, [2, 0, 0, 1]].map((m) => onVectors(3, m)),
      "GL(2,3)",
      48n,
    );
  });

  it("says when it does not know: the Mathieu group M11, the holomorph of C8", () => {
    const m11 = nameOfGroup([cycles(11, range(0, 11)), cycles(11, [2, 6, 10, 7], [3, 9, 4, 5])]);
    expect([m11.name, m11.certain]).to.deep.equal(["group of order 7920", false]);
    const holomorph = [1, 3, 5].map((r) =>
      range(0, 8).map((k) => (r === 1 ? (k + 1) % 8 : (r * k) % 8)),
    );
    const identity = nameOfGroup(holomorph);
    expect([identity.order, identity.certain]).to.deep.equal([32n, false]);
    expect(identity.elementOrders!.reduce((sum, [, count]) => sum + count, 0)).to.equal(32);
  });

  it("refuses what is no permutation", () => {
    expect(() => nameOfGroup([[0, 1, 1]])).to.throw(DomainError, "generators[0]");
    expect(() =>
      nameOfGroup([
        [1, 0],
        [1, 2, 0],
      ]),
    ).to.throw(DomainError, "generators[1]");
  });
});
