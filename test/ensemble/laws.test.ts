/** What the paper proves, at sizes at which rounding is all that is left. */
import { expect } from "chai";
import {
  fixedData,
  hiddenLayerUnit,
  jointSymmetry,
  relativeDistanceToProjection,
  SCHEMES,
  symmetrisedData,
  trainEnsemble,
} from "../../src/ensemble/index.js";
import {
  cyclicGroup,
  regularRepresentation,
  trivialGroup,
  trivialRepresentation,
} from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { paperOptions, swapSymmetry } from "./examples.js";

describe("laws of the schemes", () => {
  for (const scheme of ["augmentation-orbit", "feature-averaging", "equivariant"] as const) {
    it(`${scheme} keeps a strongly invariant law, whatever the teacher and N: to the bit for two elements`, async () => {
      for (const teacher of ["arbitrary", "weakly-invariant"] as const) {
        for (const particles of [1, 5, 11]) {
          const run = await trainEnsemble(paperOptions(teacher, { scheme, particles }));
          const distance = relativeDistanceToProjection(run.particles, swapSymmetry.projector);
          expect(distance, `${teacher}, N = ${particles}`).to.equal(0);
        }
      }
    });
  }

  it("vanilla and sampled augmentation leave it on an arbitrary teacher", async () => {
    for (const scheme of ["vanilla", "augmentation-sampled"] as const) {
      const run = await trainEnsemble(paperOptions("arbitrary", { scheme }));
      expect(relativeDistanceToProjection(run.particles, swapSymmetry.projector)).to.be.above(1e-3);
    }
  });

  it("a full symmetric batch keeps it for vanilla too, to rounding (C4 and a hidden layer)", async () => {
    const group = cyclicGroup(4);
    const cycle = regularRepresentation(group);
    const unit = hiddenLayerUnit(4, 4, 4);
    const symmetry = jointSymmetry(unit, cycle, cycle, { hidden: [cycle] });
    const random = RandomStream.fromSeed(8);
    const points = fixedData(
      new Matrix(10, 4, random.normals(40)),
      new Matrix(10, 4, random.normals(40)),
    );
    const settings = {
      ...{ unit, symmetry, scheme: "vanilla" as const, start: "strongly-invariant" as const },
      ...{ particles: 20, seed: 2, learningRate: 2, horizon: 10 },
    };
    const kept = await trainEnsemble({ ...settings, data: symmetrisedData(points, symmetry) });
    const left = await trainEnsemble({ ...settings, data: points });
    expect(relativeDistanceToProjection(kept.particles, symmetry.projector)).to.be.below(1e-24);
    expect(relativeDistanceToProjection(left.particles, symmetry.projector)).to.be.above(1e-4);
  });

  it("all schemes are one under the trivial group, to rounding", async () => {
    const { unit } = paperOptions("arbitrary");
    const nothing = trivialRepresentation(trivialGroup(), 2);
    const symmetry = jointSymmetry(unit, nothing, nothing);
    const options = { symmetry, start: "weakly-invariant", particles: 7 } as const;
    const runs = await Promise.all(
      SCHEMES.map((scheme) => trainEnsemble(paperOptions("arbitrary", { ...options, scheme }))),
    );
    for (const run of runs) {
      expect(run.particles.maxDifference(runs[0].particles)).to.be.below(1e-9);
    }
  });

  it("schemes of one seed share start, data and noise; noise of a strongly invariant start stays in E^G", async () => {
    const still = { learningRate: 0, particles: 4 } as const;
    const starts = await Promise.all(
      SCHEMES.map((scheme) => trainEnsemble(paperOptions("arbitrary", { ...still, scheme }))),
    );
    for (const run of starts) {
      expect(run.particles.maxDifference(starts[0].particles)).to.equal(0);
    }
    // Noise alone: no learning from data that the network fits exactly is not to be had, so
    // a zero input, for which the matrix unit has no gradient, and no penalty.
    const data = fixedData(Matrix.zeros(1, 2), Matrix.zeros(1, 2));
    const noise = { data, penalty: 0, temperature: 1, particles: 4 } as const;
    const projected = await trainEnsemble(paperOptions("arbitrary", noise));
    const free = await trainEnsemble(
      paperOptions("arbitrary", { ...noise, noiseProjector: Matrix.identity(4) }),
    );
    const { projector } = swapSymmetry;
    expect(relativeDistanceToProjection(projected.particles, projector)).to.be.below(1e-30);
    expect(relativeDistanceToProjection(free.particles, projector)).to.be.above(0.01);
    expect(
      free.particles.multiply(projector).maxDifference(projected.particles),
      "the same noise, projected",
    ).to.be.below(1e-12);
  });

  it("noise has the variance of the Langevin step: 2βα T in each entry", async () => {
    const data = fixedData(Matrix.zeros(1, 2), Matrix.zeros(1, 2));
    const run = await trainEnsemble(
      paperOptions("arbitrary", {
        ...{ data, penalty: 0, temperature: 0.03, learningRate: 5, horizon: 2 },
        ...{ particles: 3000, start: Matrix.zeros(3000, 4) },
      }),
    );
    const variance = run.particles.data.reduce((sum, x) => sum + x * x, 0) / 12000;
    // 2 · 0.03 · 5 · 2 = 0.6, with standard error 0.6 √(2 / 12000) = 0.0077: 4 of them.
    expect(variance).to.be.closeTo(0.6, 0.031);
  });
});
