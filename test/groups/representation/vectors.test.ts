import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  affineGroup,
  assertRepresentation,
  circleGroup,
  cyclicRepresentation,
  determinantRepresentation,
  dihedralGroup,
  directSum,
  dual,
  euclideanGroup,
  exteriorPower,
  type FiniteGroup,
  fixedSpace,
  galileiGroup,
  generalLinearGroup,
  homRepresentation,
  type MatrixLieGroup,
  orientationRepresentation,
  orthogonalGroup,
  power,
  pseudoOrthogonalGroup,
  pseudovectorRepresentation,
  representation,
  scalingGroup,
  signCharacter,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symmetricPower,
  symplecticGroup,
  tensorProduct,
  translationGroup,
  trivialRepresentation,
  unitaryGroup,
  vectorRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(47);
const groups: MatrixLieGroup[] = [
  translationGroup(2),
  specialOrthogonalGroup(3),
  orthogonalGroup(3),
  specialEuclideanGroup(2),
  euclideanGroup(3),
  affineGroup(2),
  generalLinearGroup(2),
  specialLinearGroup(2),
  pseudoOrthogonalGroup(1, 2, { components: "all" }),
  unitaryGroup(2),
  specialUnitaryGroup(2),
  symplecticGroup(1),
  scalingGroup(2),
  galileiGroup(2, { components: "all" }),
];

describe("groups/representation/vectors", () => {
  for (const group of groups) {
    it(`gives representations of ${group.name}, with the algebra built on them`, () => {
      const V = vectorRepresentation(group);
      for (const rep of [
        V,
        pseudovectorRepresentation(group),
        orientationRepresentation(group),
        determinantRepresentation(group, -2),
        dual(V),
        power(V, 2),
        tensorProduct(V, dual(V)),
        homRepresentation(directSum(V, trivialRepresentation(group)), V),
        symmetricPower(V, 3),
        exteriorPower(V, 2),
      ]) {
        // Residuals grow with the condition of the draws, which are not bounded here.
        assertRepresentation(rep, { random, tolerance: 1e-9 });
      }
    });
  }

  it("counts linear maps between tensor orders for SO(3) and O(3) as the theory does", () => {
    const count = (group: MatrixLieGroup, i: number, o: number) => {
      const V = vectorRepresentation(group);
      return fixedSpace(homRepresentation(power(V, i), power(V, o))).dimension;
    };
    const SO3 = specialOrthogonalGroup(3);
    expect(count(SO3, 1, 1)).to.equal(1);
    expect(count(SO3, 2, 1)).to.equal(1);
    expect(count(SO3, 2, 2)).to.equal(3);
    expect(count(SO3, 1, 3)).to.equal(3);
    expect(count(SO3, 3, 0)).to.equal(1);
    expect(count(orthogonalGroup(3), 2, 1)).to.equal(0);
    expect(count(orthogonalGroup(3), 3, 0)).to.equal(0);
  });

  it("has the cross product of two vectors as a pseudovector, and Λ² ≅ pseudovectors", () => {
    const O3 = orthogonalGroup(3);
    const [V, P] = [vectorRepresentation(O3), pseudovectorRepresentation(O3)];
    expect(fixedSpace(homRepresentation(power(V, 2), P)).dimension).to.equal(1);
    expect(fixedSpace(homRepresentation(power(V, 2), V)).dimension).to.equal(0);
    expect(fixedSpace(homRepresentation(exteriorPower(V, 2), P)).dimension).to.equal(1);
    expect(P.matrix(Matrix.identity(3).scale(-1)).toRows()).to.deep.equal(
      Matrix.identity(3).toRows(),
    );
  });

  it("does not move vectors by shifts", () => {
    const group = specialEuclideanGroup(2);
    const V = vectorRepresentation(group);
    expect(V.dimension).to.equal(2);
    expect(V.matrix(group.exp(group.algebra[1])).maxDifference(Matrix.identity(2))).to.equal(0);
    expect(V.differential!(group.algebra[2]).maxAbs()).to.equal(0);
  });

  it("refuses signs and exponents that are none", () => {
    const group = circleGroup();
    expect(() => signCharacter(group, () => 0.5).matrix(group.identity)).to.throw(
      DomainError,
      /gave 0.5; expected 1 or −1/,
    );
    expect(() => determinantRepresentation(group, 0.5)).to.throw(DomainError, /exponent 0.5/);
  });

  it("finds a differential that is right on the basis but not linear", () => {
    const group = specialOrthogonalGroup(3);
    const V = vectorRepresentation(group);
    const onBasis = (xi: Matrix) => group.algebra.some((a) => a.maxDifference(xi) === 0);
    const crooked = representation(group, 3, (g) => V.matrix(g), {
      differential: (xi) => (onBasis(xi) ? xi : xi.scale(1.001)),
    });
    expect(() => assertRepresentation(crooked, { random })).to.throw(
      DomainError,
      /a combination of the algebra/,
    );
  });
});

describe("groups/representation/standard and fixedSpace, on what they cannot take", () => {
  it("refuses a cyclic representation of a group whose elements are no numbers", () => {
    const group = dihedralGroup(3) as unknown as FiniteGroup<number>;
    expect(() => cyclicRepresentation(group)).to.throw(
      DomainError,
      /cyclicRepresentation.*D3.*whole/,
    );
  });

  it("takes a generator that is zero for one that says nothing", () => {
    const circle = specialOrthogonalGroup(2);
    const still = { ...circle, algebra: [Matrix.zeros(2)] };
    const rep = representation(still, 2, () => Matrix.identity(2), { differential: (xi) => xi });
    expect(fixedSpace(rep).dimension).to.equal(2);
  });
});
