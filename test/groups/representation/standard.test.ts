import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  assertRepresentation,
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  cyclicRepresentation,
  definingRepresentation,
  dihedralGroup,
  dihedralRepresentation,
  type Group,
  permutationGroup,
  permutationRepresentation,
  regularRepresentation,
  signGroup,
  signRepresentation,
  symmetricGroup,
} from "../../../src/groups/index.js";
import { type Matrix, RandomStream } from "../../../src/numerics/index.js";
import { icosahedralGroup, quaternionGroup, smallGroups } from "../small-groups.js";

describe("groups/representation/standard", () => {
  it("gives orthogonal representations throughout", () => {
    const finite = [
      definingRepresentation(quaternionGroup()),
      definingRepresentation(icosahedralGroup()),
      permutationRepresentation(symmetricGroup(4)),
      signRepresentation(signGroup(3)),
      cyclicRepresentation(cyclicGroup(7), 3),
      cyclicRepresentation(cyclicGroup(1)),
      dihedralRepresentation(dihedralGroup(1)),
      dihedralRepresentation(dihedralGroup(5), 2),
    ];
    for (const rep of finite) assertRepresentation(rep as never, { orthogonal: true });
    const random = RandomStream.fromSeed(2);
    for (const frequency of [-2, 0, 1, 5]) {
      const rep = circleRepresentation(circleGroup(), frequency);
      assertRepresentation(rep, { random, orthogonal: true });
    }
    assertRepresentation(definingRepresentation(circleGroup()), { random, orthogonal: true });
  });

  it("gives the regular representation, whose character is |G| at the identity and 0 elsewhere", () => {
    for (const { group, order } of smallGroups) {
      const rep = regularRepresentation(group);
      assertRepresentation(rep, { orthogonal: true });
      group.elements.forEach((g, k) => {
        expect(rep.matrix(g).trace()).to.equal(k === 0 ? order : 0);
      });
    }
  });

  it("counts fixed points by the permutation character", () => {
    const rep = permutationRepresentation(symmetricGroup(4));
    for (const g of symmetricGroup(4).elements) {
      expect(rep.matrix(g).trace()).to.equal(g.filter((image, i) => image === i).length);
    }
  });

  it("moves entry i to entry π(i)", () => {
    const rep = permutationRepresentation(permutationGroup("C3", [[1, 2, 0]]));
    expect(Array.from(rep.matrix([1, 2, 0]).apply([10, 20, 30]))).to.deep.equal([30, 10, 20]);
  });

  it("turns quarter turns without rounding", () => {
    expect(cyclicRepresentation(cyclicGroup(4)).matrix(1).toRows()).to.deep.equal([
      [0, -1],
      [1, 0],
    ]);
    expect(cyclicRepresentation(cyclicGroup(8), -2).matrix(5).toRows()).to.deep.equal([
      [0, 1],
      [-1, 0],
    ]);
    // r s first mirrors the second axis, then turns: e_2 ↦ −e_2 ↦ e_1.
    const rs = dihedralRepresentation(dihedralGroup(4)).matrix({ rotation: 1, reflected: true });
    expect(rs.toRows().map((row) => row.map((x) => x + 0))).to.deep.equal([
      [0, 1],
      [1, 0],
    ]);
  });

  it("refuses elements of the wrong kind", () => {
    expect(() => definingRepresentation(cyclicGroup(3) as unknown as Group<Matrix>)).to.throw(
      ShapeError,
      /the identity of "C3" is a number; expected a Matrix/,
    );
    expect(() => permutationRepresentation(signGroup(2))).to.throw(
      DomainError,
      /permutationRepresentation: group\.identity/,
    );
    expect(() => signRepresentation(symmetricGroup(2))).to.throw(
      DomainError,
      /\[0, 1\].*permutationRepresentation/,
    );
    expect(() => circleRepresentation({ ...circleGroup(), algebra: [] })).to.throw(
      ShapeError,
      /expected circleGroup/,
    );
    expect(() => regularRepresentation(cyclicGroup(10_001))).to.throw(
      DomainError,
      /10001 elements/,
    );
  });

  it("refuses frequencies that are not whole", () => {
    expect(() => cyclicRepresentation(cyclicGroup(3), 0.5)).to.throw(DomainError, /frequency 0\.5/);
    expect(() => dihedralRepresentation(dihedralGroup(3), Number.NaN)).to.throw(DomainError, /NaN/);
    expect(() => circleRepresentation(circleGroup(), 1.5)).to.throw(DomainError, /frequency 1\.5/);
  });
});
