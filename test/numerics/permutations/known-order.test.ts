import { expect } from "chai";
import fc from "fast-check";
import { orderOnPoints, permutationGroupOrder } from "../../../src/index.js";

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

describe("orderOnPoints", () => {
  it("agrees with the complete chain of what the group does on the points", () => {
    const n = 8;
    const permutation = fc.shuffledSubarray(range(n), { minLength: n, maxLength: n });
    fc.assert(
      fc.property(fc.array(permutation, { maxLength: 3 }), fc.integer(), (lists, bits) => {
        const generators = lists.map((images) => Int32Array.from(images));
        // A union of orbits: closed under the generators.
        const points = new Set(range(n).filter((k) => (bits >> k) & 1));
        for (let grown = -1; grown !== points.size; ) {
          grown = points.size;
          for (const g of generators) for (const p of [...points]) points.add(g[p]);
        }
        const list = [...points];
        const within = generators.map((g) => list.map((p) => list.indexOf(g[p])));
        const order = permutationGroupOrder(generators, n);
        expect(orderOnPoints(generators, n, order, list)).to.equal(
          permutationGroupOrder(within, list.length),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("S60 on two copies of 60 points: 60! on either, by elements that are met at random", () => {
    const cycle = range(120).map((k) => (k < 60 ? (k + 1) % 60 : 60 + ((k + 1 - 60) % 60)));
    const exchange = range(120);
    for (const p of [0, 60]) [exchange[p], exchange[p + 1]] = [p + 1, p];
    const generators = [cycle, exchange].map((images) => Int32Array.from(images));
    expect(orderOnPoints(generators, 120, factorial(60), range(60))).to.equal(factorial(60));
  });

  it("is undefined where the order is another one", () => {
    const cycle = Int32Array.of(1, 2, 3, 0);
    expect(orderOnPoints([cycle], 4, 4n, [0, 1, 2, 3])).to.equal(4n);
    expect(orderOnPoints([cycle], 4, 8n, [0, 1, 2, 3])).to.equal(undefined);
    expect(orderOnPoints([], 4, 2n, [0])).to.equal(undefined);
  });
});
