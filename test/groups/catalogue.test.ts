import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import {
  cyclicGroup,
  dihedralGroup,
  type FiniteGroup,
  signGroup,
  symmetricGroup,
  trivialGroup,
} from "../../src/groups/index.js";

/** How many elements are their own inverse. */
function involutions<Element>(group: FiniteGroup<Element>): number {
  return group.elements.filter((g) => group.equals(group.compose(g, g), group.identity)).length;
}

function isAbelian<Element>(group: FiniteGroup<Element>): boolean {
  return group.elements.every((a) =>
    group.elements.every((b) => group.equals(group.compose(a, b), group.compose(b, a))),
  );
}

describe("groups/catalogue", () => {
  it("has the orders n, 2n, n! and 2^n", () => {
    for (const n of [1, 2, 3, 6, 7]) {
      expect(cyclicGroup(n).order).to.equal(n);
      expect(dihedralGroup(n).order).to.equal(2 * n);
      expect(signGroup(n).order).to.equal(2 ** n);
    }
    expect([1, 2, 3, 4, 5, 6].map((n) => symmetricGroup(n).order)).to.deep.equal([
      1, 2, 6, 24, 120, 720,
    ]);
    expect(trivialGroup().order).to.equal(1);
  });

  it("counts the involutions that the theory counts (identity included)", () => {
    // D_n: n reflections, and the half turn when n is even.
    expect(involutions(dihedralGroup(5))).to.equal(1 + 5);
    expect(involutions(dihedralGroup(4))).to.equal(1 + 4 + 1);
    // S_4: 6 transpositions and 3 double ones.
    expect(involutions(symmetricGroup(4))).to.equal(1 + 6 + 3);
    expect(involutions(cyclicGroup(6))).to.equal(2);
    expect(involutions(signGroup(4))).to.equal(16);
  });

  it("commutes exactly where it should", () => {
    for (const group of [cyclicGroup(6), dihedralGroup(2), symmetricGroup(2), signGroup(3)]) {
      expect(isAbelian(group as FiniteGroup<unknown>), group.name).to.equal(true);
    }
    expect(isAbelian(dihedralGroup(3))).to.equal(false);
    expect(isAbelian(symmetricGroup(3))).to.equal(false);
  });

  it("has s r s = r⁻¹ in the dihedral group, and reads r^k s as reflection first", () => {
    const { compose, inverse } = dihedralGroup(7);
    const r = { rotation: 1, reflected: false };
    const s = { rotation: 0, reflected: true };
    expect(compose(compose(s, r), s)).to.deep.equal(inverse(r));
    expect(compose(r, s)).to.deep.equal({ rotation: 1, reflected: true });
    expect(compose(s, r)).to.deep.equal({ rotation: 6, reflected: true });
  });

  it("names the groups", () => {
    const names = [cyclicGroup(4), dihedralGroup(5), symmetricGroup(3), signGroup(2)].map(
      (group) => group.name,
    );
    expect(names).to.deep.equal(["C4", "D5", "S3", "{±1}^2"]);
  });

  it("refuses sizes that are not whole, below 1 or too large", () => {
    for (const size of [0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 200_000]) {
      for (const make of [cyclicGroup, dihedralGroup, symmetricGroup, signGroup]) {
        expect(() => make(size)).to.throw(DomainError, new RegExp(`${make.name}: got ${size}`));
      }
    }
    expect(() => symmetricGroup(9)).to.throw(DomainError, /from 1 to 8/);
    expect(() => signGroup(17)).to.throw(DomainError, /from 1 to 16/);
  });
});
