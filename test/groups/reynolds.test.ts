import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  cyclicRepresentation,
  definingRepresentation,
  directSum,
  dual,
  fixedSpace,
  haarQuadrature,
  homRepresentation,
  type LieGroup,
  matrixGroup,
  permutationRepresentation,
  power,
  type Representation,
  regularRepresentation,
  representation,
  reynoldsProjector,
  signGroup,
  signRepresentation,
  symmetricGroup,
  tensorProduct,
  trivialRepresentation,
} from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { icosahedralGroup, quaternionGroup, smallGroups } from "./small-groups.js";

/** Burnside: the dimension of the fixed space is the mean of the character. */
function burnside<Element>(rep: Representation<Element>): number {
  const { elements, weights } = haarQuadrature(rep.group);
  return elements.reduce((sum, g, k) => sum + weights[k] * rep.matrix(g).trace(), 0);
}

/** O(2): SO(2) with one reflection for the other component. */
function planeOrthogonalGroup(): LieGroup<Matrix> {
  const circle = circleGroup();
  return { ...circle, name: "O(2)", components: [Matrix.diagonal([1, -1])] };
}

const closeTo = (actual: Matrix, expected: Matrix, tolerance = 1e-12) =>
  expect(actual.maxDifference(expected)).to.be.below(tolerance);

describe("groups/reynolds", () => {
  describe("of finite groups", () => {
    const representations: Representation<never>[] = [
      ...smallGroups.map(({ group }) => regularRepresentation(group)),
      power(permutationRepresentation(symmetricGroup(4)), 2),
      power(signRepresentation(signGroup(3)), 2),
      power(definingRepresentation(quaternionGroup()), 2),
      power(definingRepresentation(icosahedralGroup()), 3),
      homRepresentation(
        permutationRepresentation(symmetricGroup(1)),
        permutationRepresentation(symmetricGroup(1)),
      ),
    ].map((rep) => rep as unknown as Representation<never>);

    for (const rep of representations) {
      it(`projects ${rep} on its fixed space`, () => {
        const P = reynoldsProjector(rep);
        closeTo(P.multiply(P), P);
        closeTo(P.transpose(), P);
        for (const g of haarQuadrature(rep.group).elements) {
          closeTo(rep.matrix(g).multiply(P), P);
          closeTo(P.multiply(rep.matrix(g)), P);
        }
        const { basis, projector, dimension, eigenvalues, gap } = fixedSpace(rep);
        expect(dimension).to.be.closeTo(burnside(rep), 1e-10);
        closeTo(projector, P);
        closeTo(basis.multiply(basis.transpose()), P);
        closeTo(basis.transpose().multiply(basis), Matrix.identity(dimension));
        expect(eigenvalues.filter((value) => value > 0.5)).to.have.length(dimension);
        expect(gap.kept).to.be.closeTo(dimension === rep.dimension ? 0 : 1, 1e-10);
        expect(gap.dropped).to.be.below(1e-10);
      });
    }

    it("finds the dimensions of the theory: Bell numbers, orbits, and none", () => {
      // Fixed tensors of degree k of S_n with n ≥ k: the partitions of k points, 1, 2, 5, 15.
      const points = permutationRepresentation(symmetricGroup(4));
      expect([1, 2, 3, 4].map((k) => fixedSpace(power(points, k)).dimension)).to.deep.equal([
        1, 2, 5, 15,
      ]);
      const signs = signRepresentation(signGroup(3));
      expect(fixedSpace(signs).dimension).to.equal(0);
      expect(fixedSpace(signs).basis.columns).to.equal(0);
      expect(fixedSpace(signs).projector.maxAbs()).to.be.below(1e-15);
      expect(fixedSpace(power(signs, 2)).dimension).to.equal(3);
      // Maps that commute with the quaternions acting from the left: the quaternions from the right.
      const quaternions = definingRepresentation(quaternionGroup());
      expect(fixedSpace(homRepresentation(quaternions, quaternions)).dimension).to.equal(4);
    });

    it("finds span{I, S}/√2 for the swap acting by g z gᵀ", () => {
      const swap = permutationRepresentation(symmetricGroup(2));
      const { basis, projector, dimension } = fixedSpace(homRepresentation(swap, swap));
      expect(dimension).to.equal(2);
      // u uᵀ + v vᵀ for u = vec(I)/√2 and v = vec(S)/√2.
      const expected = Matrix.fromRows([
        [0.5, 0, 0, 0.5],
        [0, 0.5, 0.5, 0],
        [0, 0.5, 0.5, 0],
        [0.5, 0, 0, 0.5],
      ]);
      closeTo(projector, expected, 1e-15);
      closeTo(basis.multiply(basis.transpose()), expected, 1e-14);
    });

    it("fixes nothing when everything turns, although the mean is rounding without symmetry", () => {
      for (const n of [3, 5, 7, 11]) {
        const { dimension, gap } = fixedSpace(cyclicRepresentation(cyclicGroup(n)));
        expect(dimension).to.equal(0);
        expect(gap.kept).to.be.closeTo(1, 1e-14);
        expect(gap.dropped).to.equal(0);
      }
    });

    it("fixes everything when nothing moves", () => {
      const { dimension, projector, gap } = fixedSpace(trivialRepresentation(cyclicGroup(3), 4));
      expect(dimension).to.equal(4);
      closeTo(projector, Matrix.identity(4), 1e-15);
      expect(gap.kept).to.equal(0);
    });

    it("finds the fixed space of a representation that is not orthogonal", () => {
      fc.assert(
        fc.property(fc.double({ min: 0.1, max: 20, noNaN: true }), (shear) => {
          // A swap in a sheared basis: eigenvalues 1 and −1, with (1, 0) fixed.
          const sheared = Matrix.fromRows([
            [1, shear],
            [0, -1],
          ]);
          const rep = definingRepresentation(matrixGroup("C2", [sheared]));
          const { dimension, basis, projector, eigenvalues } = fixedSpace(rep);
          expect(dimension).to.equal(1);
          expect(Math.abs(basis.at(0, 0))).to.be.closeTo(1, 1e-12);
          closeTo(projector, Matrix.diagonal([1, 0]));
          expect(Array.from(eigenvalues)).to.deep.equal([0, 1]);
          // P = (I + M)/2 is oblique.
          closeTo(reynoldsProjector(rep), sheared.add(Matrix.identity(2)).scale(0.5));
        }),
      );
    });

    it("says so when the matrices are not a representation", () => {
      const C3 = cyclicGroup(3);
      const symmetric = representation(C3, 1, (k) => Matrix.diagonal([k === 1 ? -1 : 1]));
      // (1 − 1 + 1)/3 is neither 0 nor 1.
      expect(() => fixedSpace(symmetric)).to.throw(
        DomainError,
        /"C3: ρ" is not a representation.*eigenvalue 0\.333/,
      );
      const oblique = representation(C3, 2, (k) =>
        Matrix.fromRows([
          [1, k],
          [0, 1],
        ]),
      );
      expect(() => fixedSpace(oblique)).to.throw(DomainError, /not a representation.*P² − P/);
    });
  });

  describe("of Lie groups", () => {
    const circle = circleGroup();
    const V = circleRepresentation(circle);
    const Vo = definingRepresentation(planeOrthogonalGroup());

    it("finds I and J in V ⊗ V for SO(2), and I alone for O(2)", () => {
      const I = new Matrix(4, 1, Float64Array.of(1, 0, 0, 1)).scale(Math.SQRT1_2);
      const J = new Matrix(4, 1, Float64Array.of(0, -1, 1, 0)).scale(Math.SQRT1_2);
      const onI = I.multiply(I.transpose());
      const onJ = J.multiply(J.transpose());
      const rotations = fixedSpace(power(V, 2));
      expect(rotations.dimension).to.equal(2);
      closeTo(rotations.projector, onI.add(onJ));
      closeTo(rotations.basis.multiply(rotations.basis.transpose()), onI.add(onJ));
      const reflections = fixedSpace(power(Vo, 2));
      expect(reflections.dimension).to.equal(1);
      closeTo(reflections.projector, onI);
    });

    it("counts invariant tensors: C(k, k/2) for SO(2) and half of it for O(2), none for odd k", () => {
      // V = e^{iφ} + e^{−iφ}: constants in (e^{iφ} + e^{−iφ})^k.
      const dimensions = (W: Representation<Matrix>) =>
        [1, 2, 3, 4, 5, 6].map((k) => fixedSpace(power(W, k)).dimension);
      expect(dimensions(V)).to.deep.equal([0, 2, 0, 6, 0, 20]);
      expect(dimensions(Vo)).to.deep.equal([0, 1, 0, 3, 0, 10]);
    });

    it("agrees with the mean over a quadrature that is exact, and not with one that is too short", () => {
      const W = tensorProduct(directSum(V, circleRepresentation(circle, 2)), V);
      const byAlgebra = fixedSpace(W);
      // Highest frequency 3.
      const byMean = fixedSpace(W, { quadrature: haarQuadrature(circle, 4) });
      expect(byMean.dimension).to.equal(byAlgebra.dimension);
      closeTo(byMean.projector, byAlgebra.projector);
      closeTo(reynoldsProjector(W, haarQuadrature(circle, 4)), byAlgebra.projector);
      expect(byAlgebra.dimension).to.equal(2);
      // Three points cannot tell frequency 3 from 0: two dimensions too many.
      expect(fixedSpace(W, { quadrature: haarQuadrature(circle, 3) }).dimension).to.equal(4);
    });

    it("shows the gap that the dimension rests on", () => {
      const { gap } = fixedSpace(
        directSum(circleRepresentation(circle, 3), trivialRepresentation(circle)),
      );
      // dM = 3J ⊕ 0 over ‖J‖ = √2.
      expect(gap.kept).to.be.closeTo(3 / Math.SQRT2, 1e-14);
      expect(gap.dropped).to.be.below(1e-14);
    });

    it("takes constraints that are all rounding for none", () => {
      // The reflection acts as I, written with rounding; the rotations as I exactly.
      const group = planeOrthogonalGroup();
      const noise = new Matrix(3, 3, RandomStream.fromSeed(6).normals(9)).scale(1e-16);
      const rep = representation(group, 3, () => Matrix.identity(3).add(noise), {
        differential: () => Matrix.zeros(3),
      });
      expect(fixedSpace(rep).dimension).to.equal(3);
      expect(fixedSpace(trivialRepresentation(group, 2)).dimension).to.equal(2);
    });

    it("fixes everything for a group with neither algebra nor further components", () => {
      const point: LieGroup<Matrix> = { ...circle, name: "point", algebra: [] };
      expect(fixedSpace(definingRepresentation(point)).dimension).to.equal(2);
    });

    it("asks for the differential, a quadrature, and weights for all elements", () => {
      const { differential: _, ...rough } = dual(V);
      expect(() => fixedSpace(rough)).to.throw(DomainError, /"SO\(2\): rotation\*" has no diff/);
      expect(() => reynoldsProjector(V)).to.throw(DomainError, /number of points/);
      const short = { ...haarQuadrature(circle, 3), weights: new Float64Array(2) };
      expect(() => reynoldsProjector(V, short)).to.throw(ShapeError, /2 weights for 3 elements/);
    });
  });
});
