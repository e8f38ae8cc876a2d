import { expect } from "chai";
import fc from "fast-check";
import {
  composePermutations,
  DomainError,
  inversePermutation,
  orbitals,
  orbits,
  permutationGroupOrder,
  ShapeError,
  StabiliserChain,
} from "../../../src/index.js";

/** From cycles of points counted from 1, as in the literature. */
function fromCycles(n: number, ...cycles: number[][]): Int32Array {
  const images = Int32Array.from({ length: n }, (_, v) => v);
  for (const cycle of cycles) {
    cycle.forEach((v, k) => {
      images[v - 1] = cycle[(k + 1) % cycle.length] - 1;
    });
  }
  return images;
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, k) => from + k);

describe("permutationGroupOrder", () => {
  const m11 = [fromCycles(12, range(1, 11)), fromCycles(12, [3, 7, 11, 8], [4, 10, 5, 6])];
  const m24 = [
    fromCycles(24, range(1, 23)),
    fromCycles(
      24,
      [3, 17, 10, 7, 9],
      [4, 13, 14, 19, 5],
      [8, 18, 11, 12, 23],
      [15, 20, 22, 21, 16],
    ),
    fromCycles(
      24,
      [1, 24],
      [2, 23],
      [3, 12],
      [4, 16],
      [5, 18],
      [6, 10],
      [7, 20],
      [8, 14],
      [9, 21],
      [11, 17],
      [13, 22],
      [15, 19],
    ),
  ];
  const faces = [
    [
      [1, 3, 8, 6],
      [2, 5, 7, 4],
      [9, 33, 25, 17],
      [10, 34, 26, 18],
      [11, 35, 27, 19],
    ],
    [
      [9, 11, 16, 14],
      [10, 13, 15, 12],
      [1, 17, 41, 40],
      [4, 20, 44, 37],
      [6, 22, 46, 35],
    ],
    [
      [17, 19, 24, 22],
      [18, 21, 23, 20],
      [6, 25, 43, 16],
      [7, 28, 42, 13],
      [8, 30, 41, 11],
    ],
    [
      [25, 27, 32, 30],
      [26, 29, 31, 28],
      [3, 38, 43, 19],
      [5, 36, 45, 21],
      [8, 33, 48, 24],
    ],
    [
      [33, 35, 40, 38],
      [34, 37, 39, 36],
      [3, 9, 46, 32],
      [2, 12, 47, 29],
      [1, 14, 48, 27],
    ],
    [
      [41, 43, 48, 46],
      [42, 45, 47, 44],
      [14, 22, 30, 38],
      [15, 23, 31, 39],
      [16, 24, 32, 40],
    ],
  ];
  const cases: readonly (readonly [string, Int32Array[], number, bigint])[] = [
    ["nothing", [], 5, 1n],
    ["no points", [], 0, 1n],
    ["the identity", [fromCycles(4)], 4, 1n],
    ["S12", [fromCycles(12, [1, 2]), fromCycles(12, range(1, 12))], 12, 479001600n],
    ["A9", range(3, 9).map((k) => fromCycles(9, [1, 2, k])), 9, 181440n],
    ["the square", [fromCycles(4, [1, 2, 3, 4]), fromCycles(4, [1, 3])], 4, 8n],
    ["M11", m11, 12, 7920n],
    [
      "M12",
      [...m11, fromCycles(12, [1, 12], [2, 11], [3, 6], [4, 8], [5, 9], [7, 10])],
      12,
      95040n,
    ],
    ["M24", m24, 24, 244823040n],
    ["Rubik's cube", faces.map((face) => fromCycles(48, ...face)), 48, 43252003274489856000n],
  ];
  for (const [name, generators, n, expected] of cases) {
    it(`${name}: ${expected}`, () =>
      expect(permutationGroupOrder(generators, n)).to.equal(expected));
  }

  it("agrees with a list of all products", () => {
    const permutation = (n: number) =>
      fc.shuffledSubarray(range(0, n - 1), { minLength: n, maxLength: n });
    fc.assert(
      fc.property(
        fc.array(permutation(6), { maxLength: 3 }),
        permutation(6),
        (generators, other) => {
          const seen = new Set([range(0, 5).join()]);
          for (const text of seen) {
            for (const g of generators)
              seen.add(
                text
                  .split(",")
                  .map((v) => g[Number(v)])
                  .join(),
              );
          }
          const chain = new StabiliserChain(generators, 6);
          expect(chain.order).to.equal(BigInt(seen.size));
          expect(chain.contains(other)).to.equal(seen.has(other.join()));
        },
      ),
    );
  });

  it("names what is no permutation", () => {
    expect(() =>
      permutationGroupOrder(
        [
          [0, 1],
          [0, 0],
        ],
        2,
      ),
    ).to.throw(DomainError, "generators[1] takes the value 0 twice");
    expect(() => permutationGroupOrder([[0, 2]], 2)).to.throw(DomainError, "maps 1 to 2");
    expect(() => orbits([[0, 1]], 3)).to.throw(DomainError, "orbits: generators[0] has 2 entries");
    expect(() => orbitals([[1, Number.NaN]], 2)).to.throw(DomainError, "maps 1 to NaN");
  });
});

describe("permutations", () => {
  const a = fromCycles(5, [1, 2, 3]);
  const b = fromCycles(5, [3, 4]);

  it("compose: the inner one first", () => {
    expect([...composePermutations(a, b)]).to.deep.equal([1, 2, 3, 0, 4]);
    expect(() => composePermutations(a, [0])).to.throw(ShapeError, "5 and 1");
  });

  it("inverse", () => {
    expect([...composePermutations(inversePermutation(a), a)]).to.deep.equal([0, 1, 2, 3, 4]);
    expect(() => inversePermutation([1, 1])).to.throw(DomainError);
  });

  it("orbits and orbitals of a rotation of three points, two fixed", () => {
    expect([...orbits([a], 5)]).to.deep.equal([0, 0, 0, 3, 4]);
    // Burnside on pairs: (25 + 4 + 4) / 3.
    expect(new Set(orbitals([a], 5)).size).to.equal(11);
    expect(orbitals([a], 5)[1 * 5 + 2]).to.equal(1);
  });
});
