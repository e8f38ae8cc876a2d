import { expect } from "chai";
import fc from "fast-check";
import {
  canonicalizeEigenvectors,
  canonicalSign,
  eigenspaces,
  negatingPermutation,
  spectralOperator,
} from "../../../src/index.js";
import { allGraphs } from "../../../src/worlds/graphs/all-graphs.js";
import { cycle, stream } from "./graphs.js";

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** Whether {u_i} and {−u_i} are one multiset, entry by entry of the sorted lists. */
const symmetric = (u: readonly number[], tolerance = 0) => {
  const negated = ascending(u.map((value) => -value));
  return ascending(u).every((value, k) => Math.abs(value - negated[k]) <= tolerance);
};

const vectors = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 12 });
const symmetricVectors = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 })
  .map((half) => [...half, ...half.map((value) => -value)]);

describe("canonicalSign", () => {
  it("decides exactly when the multisets of u and −u differ", () => {
    fc.assert(
      fc.property(fc.oneof(vectors, symmetricVectors), (u) => {
        const { sign } = canonicalSign(u);
        expect(sign === 0).to.equal(symmetric(u));
        expect(negatingPermutation(u) !== undefined).to.equal(symmetric(u));
      }),
      { numRuns: 2000 },
    );
  });

  it("is odd, and blind to the order of the entries", () => {
    fc.assert(
      fc.property(vectors, fc.nat(), (u, seed) => {
        const { sign } = canonicalSign(u);
        const order = stream(`order ${seed}`).permutation(u.length);
        expect(canonicalSign(order.map((i) => u[i])).sign).to.equal(sign);
        expect(canonicalSign(u.map((value) => -value)).sign).to.equal(sign === 0 ? 0 : -sign);
      }),
    );
  });

  it("agrees with the multisets for every simple eigenvector of the connected graphs on up to 7 vertices", () => {
    let undecided = 0;
    for (const n of [2, 3, 4, 5, 6, 7]) {
      for (const graph of allGraphs(n, { connected: true })) {
        for (const { basis, multiplicity } of eigenspaces(
          spectralOperator(graph, "normalised adjacency"),
        )) {
          if (multiplicity > 1) continue;
          const u = Array.from(basis.data);
          const { sign } = canonicalSign(u);
          expect(sign === 0).to.equal(symmetric(u, 1e-8));
          if (sign === 0) undecided++;
        }
      }
    }
    expect(undecided).to.be.greaterThan(100);
  });

  it("takes sums that only rounding keeps from 0 for none", () => {
    const third = 1 / 3;
    const u = [0.1, 0.2, -(0.1 + 0.2), third, -third, 0.3, -0.1, -0.2];
    expect(u.reduce((sum, value) => sum + value, 0)).to.not.equal(0);
    expect(canonicalSign(u).sign).to.equal(0);
    for (const n of [6, 8, 10, 12]) {
      const last = canonicalizeEigenvectors(cycle(n)).spaces.at(-1)!;
      expect([last.multiplicity, last.verdict]).to.deep.equal([1, "obstructed"]);
    }
  });

  it("shows a permutation that negates the vector, within colours where they are given", () => {
    const u = [1, -2, 2, -1, 0, 3, -3];
    const image = negatingPermutation(u)!;
    u.forEach((value, i) => {
      expect(u[image[i]]).to.equal(value === 0 ? 0 : -value);
    });
    expect(ascending(Array.from(image))).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    const colours = [0, 1, 1, 0, 1, 0, 1];
    expect(negatingPermutation(u, { colours })).to.equal(undefined);
    expect(canonicalSign(u).sign).to.equal(0);
    // |u| = 3 is the only class that a colour splits: 3 in colour 0 comes first.
    expect(canonicalSign(u, { colours }).sign).to.equal(1);
  });
});
