import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  canonicalGenerators,
  matchSubalgebra,
  orthogonalFrame,
  rationalBasis,
  snapToCanonical,
} from "../../../src/groups/lie-algebra/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  affineExtension,
  disguised,
  generalLinear,
  heisenberg,
  pseudoOrthogonal,
  randomFrame,
  specialLinear,
  unit,
} from "./known-algebras.js";

/** Another basis of the same span, with noise. */
function mixed(basis: readonly Matrix[], random: RandomStream, noise: number): Matrix[] {
  const n = basis[0].rows;
  const { T } = randomFrame(basis.length, random);
  return basis.map((_, i) =>
    basis
      .reduce((sum, X, j) => sum.add(X, T.at(i, j)), Matrix.zeros(n))
      .add(new Matrix(n, n, random.normals(n * n)), noise),
  );
}

const angleOf = (a: readonly Matrix[], b: readonly Matrix[]): number =>
  matchSubalgebra(a, [{ name: "other", algebra: b }])[0].largestAngle;

describe("rationalBasis", () => {
  it("recovers whole-number generators from a noisy span", () => {
    // The rotations that keep diag(1, 2, 3): E_ij/a_i − E_ji/a_j.
    const stretched = [
      [0, 1, 1, 2],
      [0, 2, 1, 3],
      [1, 2, 2, 3],
    ].map(([i, j, a, b]) => unit(4, i, j, b).add(unit(4, j, i), -a));
    const cases = [
      pseudoOrthogonal(3),
      pseudoOrthogonal(3, 1),
      affineExtension(pseudoOrthogonal(3), 3),
      specialLinear(3),
      heisenberg(2),
      stretched,
    ];
    cases.forEach((exact, k) => {
      const noisy = mixed(exact, RandomStream.fromSeed(1).split(k), 1e-3);
      const snapped = rationalBasis(noisy);
      expect(snapped.accepted).to.equal(true);
      expect(angleOf(snapped.basis, exact)).to.be.below(1e-12);
      for (const X of snapped.basis)
        expect(Array.from(X.data).every(Number.isInteger)).to.equal(true);
      expect(snapped.largestAngle).to.be.within(1e-4, 2e-2);
      expect(snapped.closureResidual).to.be.below(1e-12);
    });
  });

  it("gives E_ij − E_ji for rotations", () => {
    const { basis } = rationalBasis(mixed(pseudoOrthogonal(3), RandomStream.fromSeed(2), 1e-4));
    const expected = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map(([i, j]) => unit(3, i, j).add(unit(3, j, i), -1));
    basis.forEach((X, k) => {
      expect(X.maxDifference(expected[k])).to.equal(0);
    });
  });

  it("does not find fractions in a frame that has none", () => {
    for (const noise of [0, 1e-3]) {
      for (const exact of [pseudoOrthogonal(3), affineExtension(generalLinear(1), 1)]) {
        const hidden = disguised(exact, RandomStream.fromSeed(6), noise);
        const snapped = rationalBasis(hidden);
        expect(snapped.accepted).to.equal(false);
        expect(snapped.basis).to.deep.equal([]);
      }
    }
  });

  it("of nothing is nothing, and refuses other options", () => {
    expect(rationalBasis([])).to.include({ accepted: true, largestAngle: 0 });
    expect(() => rationalBasis([unit(2, 0, 1)], { tolerance: 0 })).to.throw(DomainError);
    expect(() => rationalBasis([unit(2, 0, 1)], { largestDenominator: 0.5 })).to.throw(DomainError);
  });
});

describe("orthogonalFrame", () => {
  it("finds the hidden frame in which so(p,q) is standard", () => {
    for (const [p, q] of [
      [3, 0],
      [4, 0],
      [2, 1],
      [3, 1],
      [1, 3],
      [2, 0],
      [5, 0],
    ]) {
      const hidden = disguised(pseudoOrthogonal(p, q), RandomStream.fromSeed(p).split(q), 1e-6);
      const { frame, form, signature, generators, largestAngle } = orthogonalFrame(hidden);
      expect(signature).to.deep.equal([Math.max(p, q), Math.min(p, q)]);
      expect(largestAngle).to.be.below(1e-4);
      expect(angleOf(generators, hidden)).to.be.below(1e-4);
      // QᵀSQ = ±η
      const eta = Matrix.diagonal([
        ...new Array(Math.max(p, q)).fill(1),
        ...new Array(Math.min(p, q)).fill(-1),
      ]);
      const found = frame.transpose().multiply(form).multiply(frame);
      const error = Math.min(found.maxDifference(eta), found.maxDifference(eta.scale(-1)));
      expect(error).to.be.below(1e-9);
    }
  });

  it("finds so(4) on a hidden subspace of ℝ⁵", () => {
    const inside = pseudoOrthogonal(4).map((X) => X.directSum(Matrix.zeros(1)));
    const hidden = disguised(inside, RandomStream.fromSeed(8), 1e-6);
    const { generators, signature } = orthogonalFrame(hidden);
    expect(signature).to.deep.equal([4, 0]);
    expect(angleOf(generators, hidden)).to.be.below(1e-4);
  });

  it("keeps the fixed point of an affine algebra", () => {
    const point = [0.3, -1.7];
    const about = unit(3, 0, 1).add(unit(3, 1, 0), -1);
    about.data[2] = -point[1];
    about.data[5] = point[0];
    const { fixedPoint, generators } = orthogonalFrame([about]);
    expect(fixedPoint![0]).to.be.closeTo(0.3, 1e-9);
    expect(fixedPoint![1]).to.be.closeTo(-1.7, 1e-9);
    expect(generators[0].apply([...point, 1]).every((x) => Math.abs(x) < 1e-9)).to.equal(true);
  });

  it("refuses other algebras", () => {
    const message = /is not so\(p,q\)/;
    expect(() => orthogonalFrame(specialLinear(3))).to.throw(DomainError, message);
    expect(() => orthogonalFrame(affineExtension(pseudoOrthogonal(2), 2))).to.throw(
      DomainError,
      message,
    );
    expect(() => orthogonalFrame([])).to.throw(DomainError, /no nonzero matrix/);
  });
});

describe("snapToCanonical", () => {
  it("brings small algebras to their usual relations", () => {
    const cases: [string, Matrix[], string][] = [
      ["so(3)", pseudoOrthogonal(3), "[X,Y] = Z, [Y,Z] = X, [Z,X] = Y"],
      ["sl(2,ℝ)", specialLinear(2), "[H,E] = 2E, [H,F] = −2F, [E,F] = H"],
      ["se(2)", affineExtension(pseudoOrthogonal(2), 2), "[J,P] = Q, [J,Q] = −P"],
      ["e(1,1)", affineExtension(pseudoOrthogonal(1, 1), 2), "[B,P] = P, [B,Q] = −Q"],
      ["heis(3)", heisenberg(1), "[X,Y] = Z"],
      ["aff(1)", affineExtension(generalLinear(1), 1), "[A,B] = B"],
    ];
    for (const [name, basis, relations] of cases) {
      const random = RandomStream.fromSeed(9).split(name);
      const snapped = snapToCanonical(disguised(basis, random, 1e-7));
      expect(snapped.identity.name).to.equal(name);
      expect(snapped.canonical?.relations.join(", ")).to.equal(relations);
      expect(snapped.canonical?.relationError).to.be.below(1e-5);
      expect(
        angleOf(snapped.canonical!.generators, basis.length > 0 ? snapped.identity.basis : []),
      ).to.be.below(1e-9);
    }
  });

  it("takes the rational basis first, the hidden frame next", () => {
    const random = RandomStream.fromSeed(10);
    expect(snapToCanonical(mixed(pseudoOrthogonal(3), random, 1e-4)).source).to.equal("rational");
    const hidden = disguised(pseudoOrthogonal(3), random, 1e-4);
    const snapped = snapToCanonical(hidden);
    expect(snapped.source).to.equal("frame");
    expect(snapped.largestAngle).to.be.below(1e-2);
    expect(angleOf(snapped.basis, hidden)).to.be.closeTo(snapped.largestAngle, 1e-9);
  });

  it("leaves an open span as it is", () => {
    const [x, y] = disguised(pseudoOrthogonal(3), RandomStream.fromSeed(12));
    const snapped = snapToCanonical([x, y]);
    expect([snapped.identity.closes, snapped.source]).to.deep.equal([false, "given"]);
    expect(snapped.basis).to.have.length(2);
    expect(canonicalGenerators(snapped.identity)).to.equal(undefined);
  });
});

describe("matchSubalgebra", () => {
  it("orders equal, containing, contained and other candidates", () => {
    const se3 = affineExtension(pseudoOrthogonal(3), 3);
    const matches = matchSubalgebra(mixed(se3, RandomStream.fromSeed(13), 1e-4), [
      { name: "translations", algebra: affineExtension([], 3) },
      { name: "gl(4)", algebra: generalLinear(4) },
      { name: "Lorentz", algebra: pseudoOrthogonal(3, 1) },
      { name: "se(3)", algebra: se3 },
    ]);
    expect(matches.map(({ name, relation }) => [name, relation])).to.deep.equal([
      ["se(3)", "equal"],
      ["gl(4)", "contains"],
      ["translations", "contained"],
      ["Lorentz", "different"],
    ]);
    // so(3) lies in both: three angles are 0, and boosts are at 45° to translations.
    const lorentz = matches[3].angles;
    expect(lorentz[2]).to.be.below(1e-2);
    expect(lorentz[5]).to.be.closeTo(Math.PI / 4, 1e-2);
  });

  it("refuses other sizes and tolerances", () => {
    const candidates = [{ name: "plane", algebra: pseudoOrthogonal(2) }];
    expect(() => matchSubalgebra(pseudoOrthogonal(3), candidates)).to.throw(ShapeError, /plane/);
    expect(() => matchSubalgebra([], candidates, { tolerance: -1 })).to.throw(DomainError);
  });
});
