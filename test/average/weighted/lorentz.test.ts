import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  DomainError,
  Matrix,
  orthogonalGroup,
  pseudoMetric,
  RandomStream,
  vectorOutput,
  weightedLorentzFrame,
} from "../../../src/index.js";
import { backbone, matrixBackbone } from "./backbone.js";

/** A boost by a velocity of this length in a random direction, after a random rotation. */
function lorentz(speed: number, reflect: boolean, random: RandomStream): Matrix {
  const gamma = 1 / Math.sqrt(1 - speed * speed);
  const boost = Matrix.identity(4);
  boost.data.set([gamma, gamma * speed]);
  boost.data.set([gamma * speed, gamma], 4);
  const turn = () => {
    const g = orthogonalGroup(3).sample(random);
    const [a, b, c, d, e, f, h, i, j] = g.data;
    const det = a * (e * j - f * i) - b * (d * j - f * h) + c * (d * i - e * h);
    return Matrix.identity(1).directSum(g.scale(det));
  };
  const mirror = Matrix.diagonal([1, 1, 1, reflect ? -1 : 1]);
  return turn().multiply(boost).multiply(turn()).multiply(mirror);
}

function particles(n: number, mass: number, random: RandomStream): Matrix {
  const x = new Matrix(n, 4);
  for (let i = 0; i < n; i++) {
    const p = random.normals(3);
    x.row(i).set([Math.hypot(mass, ...p), ...p]);
  }
  return x;
}

describe("the weighted frame of the Lorentz group", () => {
  it("gives invariant and equivariant averages up to |β| = 0.99, massless particles included", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.constantFrom(0, 0.1, 1),
        fc.constantFrom("identity", "special", "all"),
        (seed, mass, components) => {
          const random = RandomStream.fromSeed(seed);
          const x = particles(5, mass, random);
          const g = lorentz(0.99 * random.uniform(), components === "all", random);
          const gx = x.multiply(g.transpose());
          const frame = weightedLorentzFrame(3, { components } as const);
          const invariant = average(backbone(5, 4, 1), frame);
          expect(Math.abs(invariant(gx)[0] - invariant(x)[0])).to.be.below(1e-10);
          const vectors = average(matrixBackbone(5, 4, [2, 4]), frame, vectorOutput);
          const expected = vectors(x).multiply(g.transpose());
          expect(vectors(gx).maxDifference(expected)).to.be.below(
            1e-10 * Math.max(1, expected.maxAbs()),
          );
        },
      ),
    );
  });

  it("has elements of the group, and forms whose sum is at rest", () => {
    const random = RandomStream.fromSeed(3);
    const x = particles(4, 0.5, random);
    const metric = pseudoMetric(1, 3);
    for (const { element, inverse, form, rank } of weightedLorentzFrame(3).poses(x)) {
      expect(
        element.transpose().multiply(metric).multiply(element).maxDifference(metric),
      ).to.be.below(1e-12);
      expect(element.multiply(inverse).maxDifference(Matrix.identity(4))).to.be.below(1e-12);
      expect(form.multiply(element.transpose()).maxDifference(x)).to.be.below(1e-12);
      for (const c of [1, 2, 3]) {
        expect(form.column(c).reduce((a, b) => a + b, 0)).to.be.closeTo(0, 1e-12);
      }
      expect(rank).to.equal(4);
    }
  });

  it("stops where the rank is reached: two back to back particles span time and one axis", () => {
    const [pose] = weightedLorentzFrame(3).poses(
      Matrix.fromRows([
        [1, 0, 0, 1],
        [1, 0, 0, -1],
      ]),
    );
    expect(pose.rank).to.equal(2);
    expect(pose.stabiliser.name).to.equal("SO(2)");
    expect(
      pose.form.maxDifference(
        Matrix.fromRows([
          [1, 1, 0, 0],
          [1, -1, 0, 0],
        ]),
      ),
    ).to.be.below(1e-15);
    const zeros = weightedLorentzFrame(3).poses(new Matrix(2, 4));
    expect(zeros.length).to.equal(1);
    expect(zeros[0].stabiliser.name).to.equal("SO(1,3)");
    expect(zeros[0].carry.maxAbs()).to.equal(0);
  });

  it("turns the past into the future where the group does", () => {
    const past = Matrix.fromRows([
      [-2, 1, 0, 0],
      [-3, 0, 1, 0],
      [-1, 0, 0, 0.5],
    ]);
    for (const components of ["special", "all"] as const) {
      for (const { form, element } of weightedLorentzFrame(3, { components }).poses(past)) {
        expect(form.column(0).reduce((a, b) => a + b, 0)).to.be.above(0);
        expect(form.multiply(element.transpose()).maxDifference(past)).to.be.below(1e-14);
      }
    }
    const [kept] = weightedLorentzFrame(3, { components: "identity" }).poses(past);
    expect(kept.form.column(0).reduce((a, b) => a + b, 0)).to.be.below(0);
  });

  it("refuses a light-like or space-like sum by name", () => {
    const parallel = Matrix.fromRows([
      [1, 1, 0, 0],
      [2, 2, 0, 0],
    ]);
    expect(() => weightedLorentzFrame(3).poses(parallel)).to.throw(DomainError, "time-like");
    expect(() => weightedLorentzFrame(3).poses(Matrix.fromRows([[1, 2, 0, 0]]))).to.throw(
      DomainError,
      "P² = -3",
    );
  });
});
