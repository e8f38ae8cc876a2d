import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  assertRepresentation,
  definingRepresentation,
  exteriorPower,
  exteriorPowerBasis,
  fixedSpace,
  generalLinearGroup,
  isOrthogonal,
  orthogonalGroup,
  permutationRepresentation,
  power,
  specialLinearGroup,
  specialOrthogonalGroup,
  symmetricGroup,
  symmetricPower,
  symmetricPowerBasis,
  symplecticGroup,
} from "../../../src/groups/index.js";
import { determinant, Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(31);
const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);

describe("groups/representation/powers", () => {
  it("has the dimensions C(d + k − 1, k) and C(d, k), and is the right part of V^⊗k", () => {
    for (const [d, k] of [
      [1, 3],
      [2, 0],
      [2, 3],
      [3, 1],
      [3, 2],
      [4, 3],
    ]) {
      const group = generalLinearGroup(d);
      const V = definingRepresentation(group);
      const g = group.sample(random);
      const xi = new Matrix(d, d, random.normals(d * d));
      const cases = [
        {
          rep: symmetricPower(V, k),
          basis: symmetricPowerBasis(d, k),
          size: binomial(d + k - 1, k),
        },
        ...(k <= d
          ? [{ rep: exteriorPower(V, k), basis: exteriorPowerBasis(d, k), size: binomial(d, k) }]
          : []),
      ];
      for (const { rep, basis, size } of cases) {
        expect(rep.dimension).to.equal(size);
        expect(basis.indices.length).to.equal(size);
        const E = basis.embedding.toDense();
        expect(E.transpose().multiply(E).maxDifference(Matrix.identity(size))).to.be.below(1e-15);
        const whole = power(V, k);
        const pairs = [
          [whole.matrix(g), rep.matrix(g)],
          [whole.differential!(xi), rep.differential!(xi)],
        ];
        for (const [large, small] of pairs) {
          expect(large.multiply(E).maxDifference(E.multiply(small))).to.be.below(
            1e-13 * (1 + large.maxAbs()),
          );
        }
      }
    }
  });

  it("is a representation with its differential, orthogonal where the base is", () => {
    const GL = definingRepresentation(generalLinearGroup(2));
    const SO = definingRepresentation(specialOrthogonalGroup(3));
    for (const rep of [symmetricPower(GL, 3), exteriorPower(GL, 2)]) {
      assertRepresentation(rep, { random });
      expect(isOrthogonal(rep, { random })).to.equal(false);
    }
    for (const rep of [symmetricPower(SO, 2), symmetricPower(SO, 3), exteriorPower(SO, 2)]) {
      assertRepresentation(rep, { random, orthogonal: true });
    }
    assertRepresentation(symmetricPower(permutationRepresentation(symmetricGroup(3)), 2), {
      orthogonal: true,
    });
  });

  it("is det for the highest exterior power, with the trace as differential", () => {
    const group = generalLinearGroup(3);
    const top = exteriorPower(definingRepresentation(group), 3);
    const g = group.sample(random);
    expect(top.matrix(g).at(0, 0)).to.be.closeTo(determinant(g), 1e-12 * (1 + g.maxAbs() ** 3));
    const xi = new Matrix(3, 3, random.normals(9));
    expect(top.differential!(xi).at(0, 0)).to.be.closeTo(xi.trace(), 1e-14);
  });

  it("has the invariants of the classical theory", () => {
    const fixed = (rep: Parameters<typeof symmetricPower<Matrix>>[0]) => fixedSpace(rep).dimension;
    const O3 = definingRepresentation(orthogonalGroup(3));
    // Polynomials of |x|² alone.
    expect([1, 2, 3, 4].map((k) => fixed(symmetricPower(O3, k)))).to.deep.equal([0, 1, 0, 1]);
    expect(fixed(exteriorPower(O3, 3))).to.equal(0);
    expect(fixed(exteriorPower(definingRepresentation(specialOrthogonalGroup(3)), 3))).to.equal(1);
    // The symplectic form and its square; no symmetric invariant at all.
    const Sp = definingRepresentation(symplecticGroup(2));
    expect([2, 4].map((k) => fixed(exteriorPower(Sp, k)))).to.deep.equal([1, 1]);
    expect([1, 2, 3].map((k) => fixed(symmetricPower(Sp, k)))).to.deep.equal([0, 0, 0]);
    // The discriminant of a binary quadratic form, and of a cubic one.
    const forms = symmetricPower(definingRepresentation(specialLinearGroup(2)), 2);
    expect(fixed(symmetricPower(forms, 2))).to.equal(1);
    const cubics = symmetricPower(definingRepresentation(specialLinearGroup(2)), 3);
    expect([2, 4].map((k) => fixed(symmetricPower(cubics, k)))).to.deep.equal([0, 1]);
  });

  it("names itself, and refuses exponents that are none", () => {
    const V = definingRepresentation(specialOrthogonalGroup(2));
    expect(symmetricPower(V, 2).name).to.equal("Sym^2(defining)");
    expect(exteriorPower(V, 2).name).to.equal("Λ^2(defining)");
    expect(() => exteriorPower(V, 3)).to.throw(DomainError, /exteriorPower: got exponent 3/);
    expect(() => symmetricPower(V, 1.5)).to.throw(DomainError, /symmetricPower: got exponent/);
    expect(() => symmetricPower(V, -1)).to.throw(DomainError, /from 0 to 12/);
    expect(() => symmetricPowerBasis(0, 2)).to.throw(DomainError, /dimension 0/);
  });
});
