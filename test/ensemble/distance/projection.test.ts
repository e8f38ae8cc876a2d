import { expect } from "chai";
import fc from "fast-check";
import {
  distanceToProjection,
  projectedCloud,
  relativeDistanceToProjection,
  relativeMeanDistance,
  wasserstein2Squared,
} from "../../../src/ensemble/distance/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

const gaussian = (n: number, dimension: number, seed: number): Matrix =>
  new Matrix(n, dimension, RandomStream.fromSeed(seed).normals(n * dimension));

/** The orthogonal projector on the span of `rank` random directions (Gram–Schmidt). */
function randomProjector(dimension: number, rank: number, seed: number): Matrix {
  let projector = Matrix.zeros(dimension);
  for (const direction of gaussian(rank, dimension, seed).toRows()) {
    const column = Matrix.fromRows([direction]).transpose();
    const rest = column.subtract(projector.multiply(column));
    const unit = rest.scale(1 / rest.frobeniusNorm());
    projector = projector.add(unit.multiply(unit.transpose()));
  }
  return projector;
}

/** Projector on the fixed points of swapping both indices of a 2 × 2 matrix (z₁₁, z₁₂, z₂₁, z₂₂). */
const swapProjector = Matrix.fromRows([
  [0.5, 0, 0, 0.5],
  [0, 0.5, 0.5, 0],
  [0, 0.5, 0.5, 0],
  [0.5, 0, 0, 0.5],
]);

describe("distanceToProjection", () => {
  it("agrees with the assignment solver on random clouds and projectors to 1e-12", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 999 }),
        (d, r, seed) => {
          const cloud = gaussian(60, d, seed);
          const projector = randomProjector(d, Math.min(r, d), seed + 1);
          const projected = projectedCloud(cloud, projector);
          expect(distanceToProjection(cloud, projector)).to.be.closeTo(
            wasserstein2Squared(cloud, projected),
            1e-12,
          );
          expect(relativeDistanceToProjection(cloud, projector)).to.be.closeTo(
            relativeMeanDistance(cloud, projected),
            1e-12,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is the mean square off the fixed points, by hand", () => {
    // (1, 0, 0, −1) is orthogonal to E^G, (2, 3, 3, 2) lies in it: E‖z − Pz‖² = 2/2;
    // M₂(ν) = 2 + 26, M₂(P_#ν) = 26.
    const cloud = Matrix.fromRows([
      [1, 0, 0, -1],
      [2, 3, 3, 2],
    ]);
    expect(distanceToProjection(cloud, swapProjector)).to.equal(1);
    expect(relativeDistanceToProjection(cloud, swapProjector)).to.equal(1 / 54);
  });

  it("is ½ when all mass is orthogonal, 0 when none is, and 0 for mass at 0", () => {
    const cloud = gaussian(20, 4, 3);
    expect(relativeDistanceToProjection(cloud, Matrix.zeros(4))).to.be.closeTo(0.5, 1e-15);
    expect(relativeDistanceToProjection(cloud, Matrix.identity(4))).to.equal(0);
    expect(
      relativeDistanceToProjection(projectedCloud(cloud, swapProjector), swapProjector),
    ).to.be.at.most(1e-30);
    expect(relativeDistanceToProjection(new Matrix(5, 4), swapProjector)).to.equal(0);
    expect(distanceToProjection(Matrix.fromRows([[1, 0, 0, 0]]), swapProjector)).to.equal(0.5);
  });

  it("refuses oblique projectors, other shapes and NaN", () => {
    const cloud = gaussian(5, 2, 1);
    const oblique = Matrix.fromRows([
      [1, 1],
      [0, 0],
    ]);
    expect(() => distanceToProjection(cloud, oblique)).to.throw(
      DomainError,
      "orthogonal projector",
    );
    expect(() => distanceToProjection(cloud, Matrix.identity(2).scale(2))).to.throw(DomainError);
    expect(() => relativeDistanceToProjection(cloud, swapProjector)).to.throw(ShapeError, "2 × 2");
    const broken = cloud.clone();
    broken.data[3] = Infinity;
    expect(() => distanceToProjection(broken, Matrix.identity(2))).to.throw(
      DomainError,
      "cloud(1, 1) is Infinity",
    );
    expect(() => projectedCloud(new Matrix(0, 2), Matrix.identity(2))).to.throw(ShapeError);
  });
});
