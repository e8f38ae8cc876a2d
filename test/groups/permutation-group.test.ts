import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { permutationGroup } from "../../src/groups/index.js";

describe("groups/permutation-group", () => {
  it("composes from the right: first b, then a", () => {
    const group = permutationGroup("S3", [
      [1, 0, 2],
      [1, 2, 0],
    ]);
    // (0 1) after 0 → 1 → 2 → 0: 0 ↦ 1 ↦ 0, 1 ↦ 2 ↦ 2, 2 ↦ 0 ↦ 1.
    expect(group.compose([1, 0, 2], [1, 2, 0])).to.deep.equal([0, 2, 1]);
    expect(group.inverse([1, 2, 0])).to.deep.equal([2, 0, 1]);
  });

  it("finds the turns of a cube, which permute its six faces, to be 24", () => {
    const group = permutationGroup("O", [
      [1, 2, 3, 0, 4, 5],
      [4, 1, 5, 3, 2, 0],
    ]);
    expect(group.order).to.equal(24);
  });

  it("makes the trivial group of the identity", () => {
    expect(permutationGroup("e", [[0, 1, 2]]).order).to.equal(1);
    expect(permutationGroup("nothing moves", [[]]).order).to.equal(1);
  });

  it("refuses what is no permutation, by name and place", () => {
    expect(() => permutationGroup("G", [])).to.throw(DomainError, /no generator/);
    expect(() =>
      permutationGroup("G", [
        [0, 1],
        [0, 0],
      ]),
    ).to.throw(DomainError, /generators\[1\] sends point 1 to 0/);
    expect(() => permutationGroup("G", [[0, 2]])).to.throw(DomainError, /point 1 to 2/);
    expect(() => permutationGroup("G", [[0.5, 1]])).to.throw(DomainError, /0\.5/);
    expect(() =>
      permutationGroup("G", [
        [0, 1],
        [0, 1, 2],
      ]),
    ).to.throw(ShapeError, /generators\[1\] moves 3 points/);
  });
});
