import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  affineGroup,
  algebraElement,
  euclideanGroup,
  galileiGroup,
  generalLinearGroup,
  homogeneousMatrix,
  homogeneousParts,
  type MatrixLieGroup,
  orthogonalGroup,
  pseudoOrthogonalGroup,
  scalingGroup,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symplecticGroup,
  translationGroup,
  unitaryGroup,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(23);
const groups: MatrixLieGroup[] = [
  translationGroup(3),
  ...[2, 3, 4, 5, 6].map((n) => specialOrthogonalGroup(n)),
  orthogonalGroup(3),
  ...[1, 2, 3, 4].map((n) => specialEuclideanGroup(n)),
  euclideanGroup(2),
  affineGroup(2),
  generalLinearGroup(3),
  specialLinearGroup(3),
  pseudoOrthogonalGroup(1, 3),
  pseudoOrthogonalGroup(2, 2),
  ...[1, 2, 3].map((n) => unitaryGroup(n)),
  ...[2, 3].map((n) => specialUnitaryGroup(n)),
  symplecticGroup(2),
  scalingGroup(3),
  scalingGroup(3, { common: true }),
  galileiGroup(3),
];
/** Of these exp is onto, so that every draw has a logarithm. */
const onto = [
  translationGroup(2),
  ...[2, 3, 4, 5, 8].map((n) => specialOrthogonalGroup(n)),
  ...[2, 3, 4].map((n) => specialEuclideanGroup(n)),
  ...[1, 2, 4].map((n) => unitaryGroup(n)),
  ...[1, 2, 3, 4].map((n) => specialUnitaryGroup(n)),
  scalingGroup(3),
  galileiGroup(3),
];
/** A random element of the algebra of the given Frobenius norm. */
const draw = (group: MatrixLieGroup, size: number) => {
  const xi = algebraElement(group, random.normals(group.algebra.length));
  return xi.scale(size / xi.frobeniusNorm());
};
/** Block rotations by the angles, then 1 for an odd size, in a random basis. */
const rotationBy = (n: number, angles: readonly number[]) => {
  const blocks = angles.map((phi) =>
    Matrix.fromRows([
      [Math.cos(phi), -Math.sin(phi)],
      [Math.sin(phi), Math.cos(phi)],
    ]),
  );
  const rest = Matrix.identity(n - 2 * angles.length);
  const basis = specialOrthogonalGroup(n).sample(random);
  return basis
    .multiply([...blocks, rest].reduce((sum, block) => sum.directSum(block)))
    .multiply(basis.transpose());
};

describe("groups/lie/logarithm", () => {
  for (const group of groups) {
    it(`undoes exp on ${group.name} near 0, for sizes 1e-10 to 2`, () => {
      for (const size of [1e-10, 1e-4, 0.1, 1, 2]) {
        for (let k = 0; k < 5; k++) {
          const xi = draw(group, size);
          // Entries of g are rounded to u = 1.1e-16, which moves log g by as much times its condition.
          expect(group.log(group.exp(xi)).maxDifference(xi)).to.be.below(1e-13);
        }
      }
      expect(group.log(group.identity).maxAbs()).to.equal(0);
    });
  }

  for (const group of onto) {
    it(`finds a logarithm of every draw from ${group.name}`, () => {
      for (let k = 0; k < 30; k++) {
        const g = group.sample(random);
        expect(group.exp(group.log(g)).maxDifference(g)).to.be.below(1e-12 * (1 + g.maxAbs()));
      }
    });
  }

  it("takes rotation angles up to π, near π and at π, in every dimension", () => {
    for (const n of [3, 4, 5, 6, 7]) {
      const group = specialOrthogonalGroup(n);
      for (const delta of [1, 1e-3, 1e-7, 1e-10, 1e-15, 0]) {
        const half = Math.PI - delta;
        for (const angles of [[half], [half, half], [half, 0.4], [half, 1.9], [half, half, half]]) {
          if (2 * angles.length > n) continue;
          const g = rotationBy(n, angles);
          const xi = group.log(g);
          expect(group.exp(xi).maxDifference(g)).to.be.below(1e-12);
          // ‖ξ‖² = 2 Σ θ² with θ in [0, π].
          const norm = Math.sqrt(2 * angles.reduce((sum, phi) => sum + phi * phi, 0));
          expect(xi.frobeniusNorm()).to.be.closeTo(norm, 1e-7);
          expect(xi.add(xi.transpose()).maxAbs()).to.equal(0);
        }
      }
    }
  });

  it("parts planes whose angles miss π by different amounts", () => {
    const cases = [
      [1e-3, 1e-9],
      [0.5, 1e-6, 1e-12],
      [1e-2, 0, 0],
      [1e-5, 2e-5, 1e-10],
      [3, 1e-4, 1.2e-4, 1e-8],
    ];
    for (const short of cases) {
      const n = 2 * short.length + 1;
      const group = specialOrthogonalGroup(n);
      for (let k = 0; k < 5; k++) {
        const g = rotationBy(
          n,
          short.map((delta) => Math.PI - delta),
        );
        const xi = group.log(g);
        expect(group.exp(xi).maxDifference(g)).to.be.below(1e-12);
        const norm = Math.sqrt(2 * short.reduce((sum, delta) => sum + (Math.PI - delta) ** 2, 0));
        expect(xi.frobeniusNorm()).to.be.closeTo(norm, 1e-7);
      }
    }
  });

  it("keeps the sense of a turn that is just short of π, and of one just beyond", () => {
    for (const n of [2, 3, 4, 5]) {
      const group = specialOrthogonalGroup(n);
      const xi = group.algebra[0];
      for (const delta of [1e-3, 1e-6, 1e-9]) {
        expect(
          group.log(group.exp(xi.scale(Math.PI - delta))).maxDifference(xi.scale(Math.PI - delta)),
        ).to.be.below(1e-14 / delta + 1e-13);
        expect(
          group.log(group.exp(xi.scale(Math.PI + delta))).maxDifference(xi.scale(delta - Math.PI)),
        ).to.be.below(1e-14 / delta + 1e-13);
      }
    }
  });

  it("chooses as documented at exactly π: +π in the plane, the axis with a positive first coordinate", () => {
    const plane = specialOrthogonalGroup(2);
    expect(plane.log(Matrix.diagonal([-1, -1])).at(1, 0)).to.equal(Math.PI);
    const space = specialOrthogonalGroup(3);
    const halfTurn = space.log(Matrix.diagonal([-1, 1, -1]));
    expect(halfTurn.at(0, 2)).to.be.closeTo(Math.PI, 1e-15);
    const axis = [2 / 3, -1 / 3, 2 / 3];
    const g = Matrix.fromRows(
      axis.map((a, i) => axis.map((b, j) => 2 * a * b - (i === j ? 1 : 0))),
    );
    const xi = space.log(g);
    expect(xi.at(2, 1)).to.be.closeTo((2 * Math.PI) / 3, 1e-14);
    expect(xi.at(0, 2)).to.be.closeTo(-Math.PI / 3, 1e-14);
    expect(specialUnitaryGroup(2).log(Matrix.identity(4).scale(-1)).frobeniusNorm()).to.be.closeTo(
      2 * Math.PI,
      1e-14,
    );
  });

  it("balances the phases of SU(n) by the shortest change, in both senses", () => {
    const group = specialUnitaryGroup(3);
    for (const sense of [1, -1]) {
      // Phases 3, 3, −6 = 2π − 6 (mod 2π) sum to 2π: one of the 3 becomes 3 − 2π.
      const phases = [3, 3, 2 * Math.PI - 6].map((phase) => sense * phase);
      const [cosines, sines] = [phases.map(Math.cos), phases.map(Math.sin)].map(Matrix.diagonal);
      const g = new Matrix(6, 6);
      for (let k = 0; k < 3; k++) {
        g.data[k * 6 + k] = g.data[(k + 3) * 6 + k + 3] = cosines.at(k, k);
        g.data[(k + 3) * 6 + k] = sines.at(k, k);
        g.data[k * 6 + k + 3] = -sines.at(k, k);
      }
      const xi = group.log(g);
      expect(group.exp(xi).maxDifference(g)).to.be.below(1e-14);
      const squares = 9 + (2 * Math.PI - 3) ** 2 + (2 * Math.PI - 6) ** 2;
      expect(xi.frobeniusNorm()).to.be.closeTo(Math.sqrt(2 * squares), 1e-13);
    }
  });

  it("has closed forms for the screw: log (R(π/2), b) has the centre of the turn in its null space", () => {
    const group = specialEuclideanGroup(2);
    const g = Matrix.fromRows([
      [0, -1, 2],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    // x = R x + b at x = (1, 1): ξ (1, 1, 1) = 0 and ξ = π/2 (J, −J x).
    const xi = group.log(g);
    const expected = [0, -Math.PI / 2, Math.PI / 2, Math.PI / 2, 0, -Math.PI / 2, 0, 0, 0];
    expected.forEach((value, k) => {
      expect(xi.data[k]).to.be.closeTo(value, 1e-15);
    });
  });

  it("says why there is none", () => {
    const refuses = (group: MatrixLieGroup, g: Matrix, message: RegExp) =>
      expect(() => group.log(g)).to.throw(DomainError, message);
    refuses(orthogonalGroup(2), Matrix.diagonal([1, -1]), /log of "O\(2\)".*orientation/);
    refuses(orthogonalGroup(3), Matrix.diagonal([1, 1, -1]), /orientation/);
    refuses(orthogonalGroup(5), Matrix.diagonal([1, 1, 1, 1, -1]), /orientation/);
    refuses(orthogonalGroup(1), Matrix.diagonal([-1]), /orientation/);
    refuses(euclideanGroup(2), Matrix.diagonal([1, -1, 1]), /orientation/);
    refuses(galileiGroup(1, { components: "all" }), Matrix.diagonal([-1, 1, 1]), /reverses time/);
    refuses(generalLinearGroup(2), Matrix.diagonal([1, -2]), /eigenvalue -2 .*negative real axis/);
    // diag(−2, −1/2) lies in SL(2), connected, and on no one-parameter subgroup.
    refuses(specialLinearGroup(2), Matrix.diagonal([-2, -0.5]), /negative real axis/);
    refuses(pseudoOrthogonalGroup(1, 1), Matrix.diagonal([-1, -1]), /negative real axis/);
    refuses(specialOrthogonalGroup(3), Matrix.diagonal([2, 0.5, 1]), /not orthogonal/);
    refuses(specialLinearGroup(2), Matrix.diagonal([2, 2]), /not in the group/);
    refuses(unitaryGroup(1), Matrix.diagonal([1, -1]), /not unitary/);
    refuses(specialUnitaryGroup(1), Matrix.diagonal([-1, -1]), /determinant has the phase/);
    refuses(scalingGroup(2), Matrix.diagonal([1, -1]), /factor 1 is -1/);
    refuses(translationGroup(1), Matrix.diagonal([2, 1]), /not in the group/);
    const spoilt = Matrix.identity(3);
    spoilt.data[5] = Number.NaN;
    refuses(specialOrthogonalGroup(3), spoilt, /entry \(1, 2\) is NaN/);
    expect(() => specialOrthogonalGroup(3).log(Matrix.identity(2))).to.throw(ShapeError, /3 × 3/);
  });
});

describe("groups/lie bad input", () => {
  it("refuses components that there are not", () => {
    const components = "some" as "all";
    for (const make of [
      () => generalLinearGroup(2, { components }),
      () => affineGroup(2, { components }),
      () => galileiGroup(2, { components }),
      () => pseudoOrthogonalGroup(1, 1, { components }),
    ]) {
      expect(make).to.throw(DomainError, /got components "some"; expected "identity" or/);
    }
  });

  it("refuses parts that do not make a homogeneous matrix", () => {
    expect(() => homogeneousMatrix(Matrix.identity(2), [1])).to.throw(ShapeError, /length 1/);
    expect(() => homogeneousMatrix(new Matrix(2, 3), [1, 2])).to.throw(ShapeError, /2 × 3/);
    expect(() => homogeneousParts(new Matrix(2, 3))).to.throw(ShapeError, /2 × 3/);
    expect(() => homogeneousParts(new Matrix(0, 0))).to.throw(ShapeError, /0 × 0/);
  });

  it("refuses a rotation by so much that its angle is lost", () => {
    const group = specialOrthogonalGroup(4);
    expect(() => group.exp(group.algebra[0].scale(1e20))).to.throw(DomainError, /lost in rounding/);
  });
});

describe("groups/lie exp", () => {
  it("names the entry that is not in the algebra", () => {
    const group = specialEuclideanGroup(2);
    const xi = group.algebra[0].scale(3);
    xi.data[8] = 0.5;
    expect(() => group.exp(xi)).to.throw(
      DomainError,
      /exp of "SE\(2\)".*entry \(2, 2\) is 0.5, and 0 in the nearest/,
    );
    expect(() => specialLinearGroup(2).exp(Matrix.identity(2))).to.throw(DomainError, /not in/);
    expect(() => group.exp(Matrix.zeros(2))).to.throw(ShapeError, /3 × 3/);
  });
});
