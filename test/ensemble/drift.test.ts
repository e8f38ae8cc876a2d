/**
 * The drift against finite differences of the risk, against one step of training, and
 * the identities of the mean-field paper's section 2 (equivariance of the drift; data
 * augmentation and feature averaging agree at invariant laws and nowhere else).
 */
import { expect } from "chai";
import {
  type FixedData,
  fixedData,
  matrixTeacher,
  matrixUnit,
  populationDrift,
  populationRisk,
  projectedCloud,
  quadratureData,
  SCHEMES,
  symmetrisedCloud,
  teacherLaw,
  trainEnsemble,
} from "../../src/ensemble/index.js";
import { ShapeError } from "../../src/errors.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { swapSymmetry as symmetry } from "./examples.js";

const unit = matrixUnit();
const data = (kind: "arbitrary" | "weakly-invariant"): FixedData =>
  quadratureData(unit, teacherLaw(unit, matrixTeacher(kind), { standardDeviation: 2 }), 6);
const asymmetric = { unit, symmetry, data: data("arbitrary") };
const symmetric = { unit, symmetry, data: data("weakly-invariant") };

const random = RandomStream.fromSeed(11);
const law = (size: number, name: string): Matrix =>
  new Matrix(size, 4, random.split(name).normals(4 * size));
const swapped = (cloud: Matrix): Matrix => cloud.multiply(symmetry.parameters[1].transpose());

describe("populationRisk", () => {
  it("is the hand-computed value for one particle at 0 and one point", () => {
    // σ*(x; 0) = (½, ½); y = (1, 0): risk ¼ + ¼. The orbit's other point (0, 1) gives the same.
    const one = { unit, symmetry, data: fixedData(Matrix.identity(2), Matrix.identity(2)) };
    for (const scheme of SCHEMES) {
      expect(populationRisk(one, scheme, new Matrix(1, 4)), scheme).to.equal(0.5);
    }
  });

  it("of feature averaging is at most that of augmentation, and the same at invariant laws", () => {
    for (let k = 0; k < 20; k++) {
      const mu = law(6, `risk ${k}`);
      const averaged = populationRisk(asymmetric, "feature-averaging", mu);
      const augmented = populationRisk(asymmetric, "augmentation-orbit", mu);
      expect(averaged).to.be.below(augmented);
      const invariant = symmetrisedCloud(mu, symmetry.parameters).cloud;
      expect(populationRisk(asymmetric, "vanilla", invariant)).to.be.closeTo(averaged, 1e-14);
      expect(populationRisk(asymmetric, "augmentation-orbit", invariant)).to.be.closeTo(
        averaged,
        1e-14,
      );
    }
  });

  it("of the equivariant scheme is the plain risk of the projected law", () => {
    const mu = law(5, "projected");
    expect(populationRisk(asymmetric, "equivariant", mu)).to.equal(
      populationRisk(asymmetric, "vanilla", projectedCloud(mu, symmetry.projector)),
    );
  });

  it("refuses particles of another dimension", () => {
    expect(() => populationRisk(asymmetric, "vanilla", new Matrix(3, 5))).to.throw(
      ShapeError,
      "3 × 5",
    );
  });
});

describe("populationDrift", () => {
  for (const scheme of SCHEMES) {
    it(`is N times the gradient of the risk: ${scheme}`, () => {
      const mu = law(3, "gradient");
      const drift = populationDrift(asymmetric, scheme, mu);
      const h = 1e-5;
      mu.data.forEach((_, q) => {
        const [up, down] = [h, -h].map((step) => {
          const moved = mu.clone();
          moved.data[q] += step;
          return populationRisk(asymmetric, scheme, moved);
        });
        expect(drift.data[q]).to.be.closeTo((3 * (up - down)) / (2 * h), 1e-8);
      });
    });
  }

  it("is the step of training at temperature 0", async () => {
    for (const scheme of ["vanilla", "feature-averaging", "augmentation-orbit"] as const) {
      const start = law(4, "start");
      const run = await trainEnsemble({
        ...{ ...asymmetric, scheme, particles: 4, start, seed: 1 },
        ...{ horizon: 0.25, learningRate: 2, penalty: 0, temperature: 0 },
      });
      const expected = start.add(populationDrift(asymmetric, scheme, start), -2 / 4);
      expect(run.particles.maxDifference(expected)).to.be.below(1e-14);
    }
  });

  it("is equivariant on invariant data, and keeps the fixed space", () => {
    const mu = law(5, "equivariant");
    const at = law(7, "places");
    const moved = populationDrift(symmetric, "vanilla", swapped(mu), swapped(at));
    const drift = populationDrift(symmetric, "vanilla", mu, at);
    expect(moved.maxDifference(swapped(drift))).to.be.below(1e-14);
    const fixed = projectedCloud(at, symmetry.projector);
    const invariant = symmetrisedCloud(mu, symmetry.parameters).cloud;
    const along = populationDrift(symmetric, "vanilla", invariant, fixed);
    expect(along.maxDifference(projectedCloud(along, symmetry.projector))).to.be.below(1e-14);
    const off = populationDrift(asymmetric, "vanilla", invariant, fixed);
    expect(off.maxDifference(projectedCloud(off, symmetry.projector))).to.be.above(1e-3);
  });

  it("is the same for augmentation and feature averaging at invariant laws only", () => {
    const mu = law(5, "schemes");
    const at = law(7, "places");
    const invariant = symmetrisedCloud(mu, symmetry.parameters).cloud;
    const between = (cloud: Matrix): number =>
      populationDrift(asymmetric, "augmentation-orbit", cloud, at).maxDifference(
        populationDrift(asymmetric, "feature-averaging", cloud, at),
      );
    expect(between(invariant)).to.be.below(1e-14);
    expect(between(mu)).to.be.above(1e-3);
  });
});
