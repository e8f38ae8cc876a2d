import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  algebraElement,
  definingRepresentation,
  fixedSpace,
  type Group,
  haarQuadrature,
  homRepresentation,
  orthogonalGroup,
  power,
  productGroup,
  reynoldsProjector,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symmetricGroup,
  unitaryGroup,
  vectorRepresentation,
} from "../../../src/groups/index.js";
import { type Matrix, mean, RandomStream, standardDeviation } from "../../../src/numerics/index.js";

const DRAWS = 4000;

/** Mean of f over seeded draws, and its standard error. */
function moment<Element>(group: Group<Element>, f: (g: Element) => number) {
  const random = RandomStream.fromSeed(53).split(group.name);
  const values = Array.from({ length: DRAWS }, () => f(group.sample(random)));
  return { value: mean(values), error: standardDeviation(values) / Math.sqrt(DRAWS) };
}

/** |tr Z|² of a complex matrix Z = X + iY given as (X, −Y; Y, X). */
const complexTraceSquare = (g: Matrix): number => {
  const n = g.rows / 2;
  let [re, im] = [0, 0];
  for (let k = 0; k < n; k++) {
    re += g.at(k, k);
    im += g.at(n + k, k);
  }
  return re * re + im * im;
};

/** Mean of tr(g)^k over the rule. */
const traceMean = (rule: { elements: readonly Matrix[]; weights: Float64Array }, k: number) =>
  rule.elements.reduce((sum, g, i) => sum + rule.weights[i] * g.trace() ** k, 0);

describe("groups/lie/haar", () => {
  // E[tr(g)^k] counts the invariants of V^⊗k: for O(n) with n ≥ k/2 the (k − 1)!! pairings,
  // for SO(n) also what the volume form adds. E|tr|^2k = k! for U(n), n ≥ k.
  const expectations: [string, () => { value: number; error: number }, number][] = [
    ...[2, 3, 4, 6].flatMap((n): typeof expectations => [
      [`O(${n}): E tr² = 1`, () => moment(orthogonalGroup(n), (g) => g.trace() ** 2), 1],
      [`O(${n}): E tr⁴ = 3`, () => moment(orthogonalGroup(n), (g) => g.trace() ** 4), 3],
      [`O(${n}): E tr = 0`, () => moment(orthogonalGroup(n), (g) => g.trace()), 0],
    ]),
    ["SO(2): E tr² = 2", () => moment(specialOrthogonalGroup(2), (g) => g.trace() ** 2), 2],
    ["SO(3): E tr² = 1", () => moment(specialOrthogonalGroup(3), (g) => g.trace() ** 2), 1],
    ["SO(3): E tr³ = 1", () => moment(specialOrthogonalGroup(3), (g) => g.trace() ** 3), 1],
    // Pairings 3 and the volume form's share 1: the fourfold product of vectors has 4 invariants.
    ["SO(4): E tr⁴ = 4", () => moment(specialOrthogonalGroup(4), (g) => g.trace() ** 4), 4],
    ["SO(5): E tr⁴ = 3", () => moment(specialOrthogonalGroup(5), (g) => g.trace() ** 4), 3],
    ...[2, 3].flatMap((n): typeof expectations => [
      [`U(${n}): E|tr|² = 1`, () => moment(unitaryGroup(n), complexTraceSquare), 1],
      [`U(${n}): E|tr|⁴ = 2`, () => moment(unitaryGroup(n), (g) => complexTraceSquare(g) ** 2), 2],
      [`SU(${n}): E|tr|² = 1`, () => moment(specialUnitaryGroup(n), complexTraceSquare), 1],
    ]),
    // SU(2): tr is real, and its even moments are Catalan's numbers.
    ["SU(2): E tr⁴ = 2", () => moment(specialUnitaryGroup(2), (g) => (g.trace() / 2) ** 4), 2],
    ["SU(2): E tr⁶ = 5", () => moment(specialUnitaryGroup(2), (g) => (g.trace() / 2) ** 6), 5],
    ["U(1): E g₁₁² = 1/2", () => moment(unitaryGroup(1), (g) => g.at(0, 0) ** 2), 0.5],
    // The column of a draw from O(3) is uniform on the sphere: E x⁴ = 3/15.
    ["O(3): E g₂₀⁴ = 1/5", () => moment(orthogonalGroup(3), (g) => g.at(2, 0) ** 4), 0.2],
    ["SO(3): E g₁₂⁴ = 1/5", () => moment(specialOrthogonalGroup(3), (g) => g.at(1, 2) ** 4), 0.2],
  ];
  for (const [title, measured, expected] of expectations) {
    it(`draws with the moments of the characters, within 4 standard errors: ${title}`, () => {
      const { value, error } = measured();
      expect(error).to.be.above(0);
      expect(Math.abs(value - expected)).to.be.below(4 * error);
    });
  }

  it("keeps the law of draws when a fixed element multiplies them", () => {
    // P(angle of g in SO(3) ≤ θ) = (θ − sin θ) / π, for g and for h g.
    const group = specialOrthogonalGroup(3);
    const h = group.exp(group.algebra[1].scale(2.5));
    for (const move of [(g: Matrix) => g, (g: Matrix) => h.multiply(g)]) {
      for (const theta of [1, 2, 2.8]) {
        const inside = (g: Matrix) => ((move(g).trace() - 1) / 2 >= Math.cos(theta) ? 1 : 0);
        const { value, error } = moment(group, inside);
        expect(Math.abs(value - (theta - Math.sin(theta)) / Math.PI)).to.be.below(4 * error);
      }
    }
  });

  it("integrates exactly below the degree `points` on SO(3), and not at it", () => {
    const invariants = [1, 0, 1, 1, 3, 6];
    for (const points of [1, 2, 3, 4, 5, 6]) {
      const rule = haarQuadrature(specialOrthogonalGroup(3), points);
      expect(rule.elements.length).to.equal(points * points * Math.ceil(points / 2));
      expect(rule.weights.reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-14);
      expect(Math.min(...rule.weights)).to.be.above(0);
      for (let k = 0; k < points; k++) {
        expect(traceMean(rule, k)).to.be.closeTo(invariants[k], 1e-13);
      }
    }
    const V = definingRepresentation(specialOrthogonalGroup(3));
    for (const points of [1, 2, 3]) {
      const rule = haarQuadrature(specialOrthogonalGroup(3), points);
      const tensors = power(V, points);
      const exact = fixedSpace(tensors).projector;
      expect(reynoldsProjector(tensors, rule).maxDifference(exact)).to.be.above(0.01);
    }
  });

  it("integrates on O(2), O(3), U(1) and products", () => {
    for (const k of [0, 1, 2, 3, 4, 5, 6]) {
      // (k − 1)!! pairings on O(3); on O(2) half of C(k, k/2).
      const pairings = [1, 0, 1, 0, 3, 0, 15][k];
      expect(traceMean(haarQuadrature(orthogonalGroup(3), 7), k)).to.be.closeTo(pairings, 1e-12);
      const planar = [1, 0, 1, 0, 3, 0, 10][k];
      expect(traceMean(haarQuadrature(orthogonalGroup(2), 7), k)).to.be.closeTo(planar, 1e-12);
      // tr = 2 cos φ on U(1): C(k, k/2).
      const circular = [1, 0, 2, 0, 6, 0, 20][k];
      expect(traceMean(haarQuadrature(unitaryGroup(1), 7), k)).to.be.closeTo(circular, 1e-12);
    }
    const product = productGroup(symmetricGroup(3), orthogonalGroup(2));
    const rule = haarQuadrature(product, 3);
    expect(rule.elements.length).to.equal(6 * 2 * 3);
    expect(rule.weights.reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-14);
    const square = rule.elements.reduce(
      (sum, g, i) => sum + rule.weights[i] * g[1].trace() ** 2,
      0,
    );
    expect(square).to.be.closeTo(1, 1e-14);
  });

  it("takes all elements of a compact group without generators", () => {
    for (const [group, order] of [
      [specialOrthogonalGroup(1), 1],
      [orthogonalGroup(1), 2],
      [specialUnitaryGroup(1), 1],
      [specialLinearGroup(1), 1],
    ] as const) {
      const { elements, weights } = haarQuadrature(group, 3);
      expect([elements.length, ...weights]).to.deep.equal([
        order,
        ...Array.from({ length: order }, () => 1 / order),
      ]);
      expect(algebraElement(group, []).maxAbs()).to.equal(0);
      expect(group.exp(algebraElement(group, [])).maxDifference(group.identity)).to.equal(0);
    }
    const both = haarQuadrature(productGroup(orthogonalGroup(1), orthogonalGroup(1)), 3);
    expect(both.elements.map(([a, b]) => [a.at(0, 0), b.at(0, 0)])).to.deep.equal([
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]);
  });

  it("gives the projector that the null space gives", () => {
    for (const group of [specialOrthogonalGroup(3), orthogonalGroup(3)]) {
      const V = definingRepresentation(group);
      const maps = homRepresentation(power(V, 2), V);
      const byMean = reynoldsProjector(maps, haarQuadrature(group, 4));
      expect(byMean.maxDifference(fixedSpace(maps).projector)).to.be.below(1e-13);
    }
  });

  it("refuses means over groups that are not compact, and numbers of points that are none", () => {
    const motions = specialEuclideanGroup(2);
    for (const group of [
      motions,
      specialLinearGroup(2),
      productGroup(symmetricGroup(2), motions),
    ]) {
      const any: Group<unknown> = group;
      expect(() => haarQuadrature(any, 5)).to.throw(DomainError, /not compact.*Haar/);
    }
    const claimed = {
      ...motions,
      quadrature: () => ({ elements: [], weights: new Float64Array() }),
    };
    expect(() => haarQuadrature(claimed, 5)).to.throw(DomainError, /not compact/);
    expect(() => reynoldsProjector(vectorRepresentation(motions))).to.throw(
      DomainError,
      /not compact/,
    );
    expect(() => haarQuadrature(specialOrthogonalGroup(4), 5)).to.throw(
      DomainError,
      /no quadrature/,
    );
    for (const points of [0, 1.5, 121]) {
      expect(() => haarQuadrature(specialOrthogonalGroup(3), points)).to.throw(
        DomainError,
        /SO\(3\).*whole number ≥ 1/,
      );
    }
  });
});
