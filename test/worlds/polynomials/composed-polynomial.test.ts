import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { specialEuclideanGroup, translationGroup } from "../../../src/groups/index.js";
import { affineAction, lieDerivative, polynomialMaps } from "../../../src/lie-derivative/index.js";
import {
  Matrix,
  MonomialBasis,
  nullSpace,
  RandomStream,
  standardDeviation,
  uniformPoints,
} from "../../../src/numerics/index.js";
import {
  composedPolynomial,
  type FeatureKind,
  featureSymmetryDimension,
  PUBLISHED_RECOVERY,
} from "../../../src/worlds/polynomials/index.js";

const points = (count: number, m: number) =>
  uniformPoints(count, m, RandomStream.fromSeed(9).split("test"));

describe("composedPolynomial", () => {
  for (const features of ["ortho", "quad"] as const) {
    it(`expands φ(y(x)) on monomials, ${features}`, () => {
      const target = composedPolynomial({ features, inputs: 4, latent: 2, degree: 2, seed: 5 });
      const x = points(6, 4);
      const values = target.basis.values(x).apply(target.coefficients);
      const outer = new MonomialBasis(2, 2);
      for (let i = 0; i < 6; i++) {
        const y = [0, 1].map((k) => {
          const feature = target.features.row(k);
          return features === "ortho"
            ? feature.reduce((sum, u, j) => sum + u * x.at(i, j), 0)
            : feature.reduce((sum, c, j) => sum + (x.at(i, j) - c) ** 2, 0);
        });
        const [expected] = outer.values(Matrix.fromRows([y])).apply(target.outer);
        expect(values[i]).to.be.closeTo(expected, 1e-10);
      }
    });
  }

  it("has orthonormal features, coefficients in [0, 1] and nested samples", () => {
    const target = composedPolynomial({
      features: "ortho",
      inputs: 6,
      latent: 3,
      degree: 2,
      seed: 1,
    });
    const gram = target.features.multiply(target.features.transpose());
    expect(gram.maxDifference(Matrix.identity(3))).to.be.below(1e-14);
    for (const value of target.outer) expect(value).to.be.within(0, 1);
    const [few, many] = [target.data(3), target.data(9)];
    expect(many.points.data.slice(0, 18)).to.eql(few.points.data);
    expect(many.values.slice(0, 3)).to.eql(few.values);
  });

  it("has the symmetry dimensions that its features give it", () => {
    const cases: [FeatureKind, "T" | "SE", number, number][] = [
      ["ortho", "T", 4, 1],
      ["ortho", "SE", 4, 2],
      ["quad", "T", 3, 1],
      ["quad", "SE", 4, 1],
      ["quad", "SE", 4, 2],
    ];
    for (const [features, group, inputs, latent] of cases) {
      const target = composedPolynomial({ features, inputs, latent, degree: 2, seed: 2 });
      const motions = group === "T" ? translationGroup(inputs) : specialEuclideanGroup(inputs);
      const space = polynomialMaps(inputs, target.basis.degree);
      const L = lieDerivative(space, affineAction(motions)).atModel(target.coefficients);
      const kept = nullSpace(L, { tolerance: 1e-10 }).basis.columns;
      expect(kept, `${features} ${group}(${inputs})`).to.equal(
        featureSymmetryDimension(features, group, inputs, latent),
      );
    }
  });

  it("adds noise as a share of the values' scatter, at the same points", () => {
    const target = composedPolynomial({
      features: "ortho",
      inputs: 3,
      latent: 1,
      degree: 2,
      seed: 5,
    });
    const [exact, noisy] = [target.data(4000), target.data(4000, { noise: 0.1 })];
    expect(noisy.points.maxDifference(exact.points)).to.equal(0);
    const errors = noisy.values.map((value, i) => value - exact.values[i]);
    // Of 4000 normals the standard deviation is known to 1.1 %; five of those.
    const share = standardDeviation(errors) / standardDeviation(exact.values);
    expect(share).to.be.closeTo(0.1, 0.1 * 0.056);
    expect(() => target.data(4, { noise: -1 })).to.throw(DomainError, "noise is -1");
  });

  it("refuses more features than inputs", () => {
    expect(() =>
      composedPolynomial({ features: "quad", inputs: 2, latent: 3, degree: 1, seed: 0 }),
    ).to.throw(DomainError, /r = 3/);
  });
});

describe("published recovery", () => {
  it("has the published figures", () => {
    const find = (
      features: string,
      group: string,
      inputs: number,
      latent: number,
      degree: number,
    ) =>
      PUBLISHED_RECOVERY.find(
        (row) =>
          row.features === features &&
          row.group === group &&
          row.inputs === inputs &&
          row.latent === latent &&
          row.degree === degree,
      );
    expect(PUBLISHED_RECOVERY).to.have.length(168);
    expect(find("ortho", "T", 50, 1, 2)).to.include({ least: 167, median: 274.5, most: 299 });
    expect(find("ortho", "T", 5, 3, 2)).to.include({ least: 19, median: 20.5, most: 21 });
    expect(find("ortho", "SE", 30, 3, 2)?.median).to.equal(240.5);
    expect(find("quad", "SE", 10, 2, 2)?.median).to.equal(426);
    for (const { least, median, most } of PUBLISHED_RECOVERY) {
      expect(least).to.be.at.most(median);
      expect(median).to.be.at.most(most);
    }
  });
});
