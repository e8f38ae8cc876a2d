import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  assertRepresentation,
  cyclicGroup,
  dihedralGroup,
  dihedralRepresentation,
  type FiniteGroup,
  fixedSpace,
  permutationRepresentation,
  representationFromGenerators,
  specialOrthogonalGroup,
  symmetricGroup,
  trivialGroup,
} from "../../../src/groups/index.js";
import { Matrix } from "../../../src/numerics/index.js";

describe("groups/representation/from-generators", () => {
  it("refuses Lie groups, and says what to do", () => {
    const turns = specialOrthogonalGroup(2) as unknown as FiniteGroup<Matrix>;
    expect(() => representationFromGenerators(turns, [Matrix.identity(2)])).to.throw(
      DomainError,
      /"SO\(2\)" is not finite.*differential/,
    );
  });

  it("extends images by words: the two-dimensional representation of S₃", () => {
    const group = symmetricGroup(3);
    // Generators: the swap (0 1) and the cycle 0 → 1 → 2 → 0, on the triangle.
    const [c, s] = [-0.5, Math.sqrt(3) / 2];
    const images = [
      Matrix.fromRows([
        [-c, s],
        [s, c],
      ]),
      Matrix.fromRows([
        [c, -s],
        [s, c],
      ]),
    ];
    const rep = representationFromGenerators(group, images, { name: "triangle" });
    assertRepresentation(rep, { orthogonal: true });
    // The permutation character is 1 + χ.
    const points = permutationRepresentation(group);
    for (const g of group.elements) {
      expect(rep.matrix(g).trace()).to.be.closeTo(points.matrix(g).trace() - 1, 1e-14);
    }
    expect(fixedSpace(rep).dimension).to.equal(0);
    expect(String(rep)).to.equal("S3: triangle");
  });

  it("agrees with the representation that the images were taken from", () => {
    const group = dihedralGroup(6);
    const known = dihedralRepresentation(group);
    const rep = representationFromGenerators(group, group.generators.map(known.matrix));
    for (const g of group.elements) {
      expect(rep.matrix(g).maxDifference(known.matrix(g))).to.be.below(1e-14);
    }
  });

  it("refuses images that break a relation, with the residual", () => {
    // (−1)³ ≠ 1.
    expect(() => representationFromGenerators(cyclicGroup(3), [Matrix.diagonal([-1])])).to.throw(
      DomainError,
      /break a relation of "C3".*by 2\.00 for g = element 2, 2 and s = generator 0/,
    );
  });

  it("refuses a wrong number of images, unequal shapes and NaN", () => {
    const group = dihedralGroup(3);
    const I = Matrix.identity(2);
    const make = (images: Matrix[]) => () => representationFromGenerators(group, images);
    expect(make([I])).to.throw(ShapeError, /1 images for the 2 generators/);
    expect(make([I, Matrix.identity(3)])).to.throw(ShapeError, /images\[1\] is 3 × 3/);
    expect(make([I, Matrix.diagonal([1, Number.NaN])])).to.throw(
      DomainError,
      /images\[1\].*\(1, 1\)/,
    );
    expect(() => representationFromGenerators(trivialGroup(), [])).to.throw(
      ShapeError,
      /at least one/,
    );
  });
});
