/** All 93 groups of order up to 31, from presentations; larger ones from other descriptions of them. */
import { expect } from "chai";
import { nameOfGroup, permutationGroup, RandomStream } from "../../../src/index.js";
import { type Presentation, product, regularPermutations } from "./presentations.js";
import { cyclic, groupsOfOrder, invariantLists, nonabelianUpTo31 } from "./small-group-list.js";

const abelian = (invariants: readonly number[]): Presentation =>
  invariants.map(cyclic).reduce((one, other) => product(one, other), { letters: "", relators: [] });

describe("nameOfGroup up to order 31", () => {
  const seen = new Map<number, Set<string>>();
  const note = (order: number, name: string): void => {
    seen.set(order, (seen.get(order) ?? new Set()).add(name));
  };

  for (const [order, name, presentation] of nonabelianUpTo31) {
    it(`${name}, of ${order}`, () => {
      const generators = regularPermutations(presentation);
      expect(generators[0]).to.have.length(order);
      const identity = nameOfGroup(generators);
      expect(identity.name).to.equal(name);
      expect(identity.certain).to.equal(true);
      expect(identity.order).to.equal(BigInt(order));
      expect(identity.abelianInvariants).to.equal(undefined);
      note(order, identity.name);
      const { elements, compose } = permutationGroup(name, generators);
      const orders = elements.map((g) => {
        let n = 1;
        for (let h = g; h.some((image, k) => image !== k); h = compose(h, g)) n++;
        return n;
      });
      for (const [n, count] of identity.elementOrders!) {
        expect(orders.filter((m) => m === n)).to.have.length(count);
      }
      expect(identity.elementOrders!.reduce((sum, [, count]) => sum + count, 0)).to.equal(order);
      const central = elements.filter((g) =>
        elements.every((h) => compose(g, h).join() === compose(h, g).join()),
      );
      expect(identity.centreOrder).to.equal(central.length);
    });
  }

  it("abelian groups by their invariants", () => {
    for (let order = 1; order <= 31; order++) {
      for (const invariants of invariantLists(order)) {
        const generators = order === 1 ? [] : regularPermutations(abelian(invariants));
        const identity = nameOfGroup(generators);
        expect(identity.abelianInvariants).to.deep.equal(invariants);
        expect(identity.certain).to.equal(true);
        expect(identity.exponent).to.equal(invariants[0] ?? 1);
        note(order, identity.name);
      }
    }
  });

  it("no name twice, and as many as there are groups", () => {
    groupsOfOrder.forEach((count, k) => {
      expect(seen.get(k + 1)?.size, `order ${k + 1}`).to.equal(count);
    });
  });

  it("does not depend on the generators", () => {
    const random = RandomStream.fromSeed(31);
    let generated = 0;
    nonabelianUpTo31.forEach(([order, name, presentation], k) => {
      const { elements } = permutationGroup(name, regularPermutations(presentation));
      const stream = random.split(k);
      const relabel = stream.permutation(order);
      // Enough elements at random generate the group; the identity's order says whether they do.
      const generators = Array.from({ length: 6 }, () => elements[stream.integer(order)]).map(
        (g) => {
          const moved = new Array<number>(order);
          g.forEach((image, point) => {
            moved[relabel[point]] = relabel[image];
          });
          return moved;
        },
      );
      const identity = nameOfGroup(generators);
      if (identity.order !== BigInt(order)) return;
      generated++;
      expect(identity.name).to.equal(name);
    });
    expect(generated).to.be.above(35);
  });
});
