import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../src/errors.js";
import { finiteGroup, isFiniteGroup, isLieGroup } from "../../src/groups/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { smallGroups } from "./small-groups.js";

/** ℤ modulo n under addition, without an inverse of its own. */
const residues = (n: number, generators: number[]) =>
  finiteGroup<number>({
    name: `Z/${n}`,
    identity: 0,
    generators,
    compose: (a, b) => (a + b) % n,
    key: String,
  });

describe("groups/finite-group", () => {
  for (const { group, order } of smallGroups) {
    describe(`${group.name}, of order ${order}`, () => {
      const element = fc.nat(order - 1).map((k) => group.elements[k]);

      it("lists each element once, the identity first", () => {
        expect(group.order).to.equal(order);
        expect(group.elements).to.have.length(order);
        expect(group.equals(group.elements[0], group.identity)).to.equal(true);
        expect(group.elements.map((g) => group.indexOf(g))).to.deep.equal(
          Array.from({ length: order }, (_, i) => i),
        );
      });

      it("satisfies the axioms", () => {
        fc.assert(
          fc.property(element, element, element, (a, b, c) => {
            const { compose, inverse, equals, identity } = group;
            expect(equals(compose(compose(a, b), c), compose(a, compose(b, c)))).to.equal(true);
            expect(equals(compose(identity, a), a)).to.equal(true);
            expect(equals(compose(a, identity), a)).to.equal(true);
            expect(equals(compose(a, inverse(a)), identity)).to.equal(true);
            expect(equals(compose(inverse(a), a), identity)).to.equal(true);
            expect(equals(a, b)).to.equal(group.indexOf(a) === group.indexOf(b));
          }),
        );
      });

      it("has elements whose order divides the group's", () => {
        for (const g of group.elements) {
          let power = g;
          let period = 1;
          while (!group.equals(power, group.identity)) {
            power = group.compose(power, g);
            period++;
          }
          expect(order % period).to.equal(0);
        }
      });
    });
  }

  it("draws every element equally often", () => {
    const group = residues(4, [1]);
    const random = RandomStream.fromSeed(5);
    const counts = [0, 0, 0, 0];
    for (let k = 0; k < 4000; k++) counts[group.sample(random)]++;
    // Binomial(4000, 1/4): mean 1000, standard deviation 27.4; five of them.
    for (const count of counts) expect(count).to.be.within(863, 1137);
  });

  it("makes the trivial group of no generators", () => {
    const group = residues(7, []);
    expect(group.elements).to.deep.equal([0]);
    expect(group.inverse(0)).to.equal(0);
    expect(group.sample(RandomStream.fromSeed(1))).to.equal(0);
  });

  it("makes the subgroup that the generators produce, repeated and redundant ones included", () => {
    // gcd(8, 6, 12) = 2, and 12 / 2 = 6.
    expect(residues(12, [8, 6, 6, 0]).order).to.equal(6);
  });

  it("finds inverses from the table", () => {
    const group = residues(100, [7]);
    for (let a = 0; a < 100; a++) expect(group.inverse(a)).to.equal((100 - a) % 100);
  });

  it("refuses more than 10^5 elements and takes exactly as many", () => {
    expect(() => residues(100_001, [1])).to.throw(DomainError, /Z\/100001.*more than 100000/);
    expect(residues(100_000, [1]).order).to.equal(100_000);
  });

  it("refuses a generator that cannot be undone", () => {
    const product = (generators: number[]) =>
      finiteGroup<number>({
        name: "residues under multiplication",
        identity: 1,
        generators,
        compose: (a, b) => (a * b) % 10,
        key: String,
      });
    // 3 generates {1, 3, 9, 7}, the units modulo 10; 2 is no unit.
    expect(product([3]).order).to.equal(4);
    expect(() => product([3, 2])).to.throw(DomainError, /generator 1 .*no inverse/);
  });

  it("refuses an identity that is not neutral, and an inverse that does not invert", () => {
    const description = {
      name: "G",
      generators: [1],
      compose: (a: number, b: number) => (a + b) % 5,
      key: String,
    };
    expect(() => finiteGroup({ ...description, identity: 1 })).to.throw(DomainError, /identity/);
    expect(() => finiteGroup({ ...description, identity: 0, inverse: (a: number) => a })).to.throw(
      DomainError,
      /element 1 .*inverse/,
    );
  });

  it("refuses to find what is not in the group", () => {
    expect(() => residues(4, [1]).indexOf(4)).to.throw(DomainError, /indexOf: 4 .*4 elements/);
  });

  it("is told apart from a Lie group", () => {
    expect(isFiniteGroup(residues(4, [1]))).to.equal(true);
    expect(isLieGroup(residues(4, [1]))).to.equal(false);
  });
});
