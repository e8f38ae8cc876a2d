import { expect } from "chai";
import { Matrix, mean, RandomStream, singularValues } from "../../../src/numerics/index.js";
import { alignmentFloor } from "../../../src/represent/index.js";
import { TETRIS_SHAPES } from "../../../src/worlds/shapes/index.js";

const SIGMA = 0.01;
const clouds = TETRIS_SHAPES.map(({ points }) => Matrix.fromRows(points.map((p) => [...p])));

const centred = (points: Matrix): Matrix =>
  Matrix.fromRows(
    Array.from({ length: points.rows }, (_, i) =>
      Array.from(points.row(i), (x, k) => x - mean(points.column(k))),
    ),
  );

/** W. Kabsch: the least mean squared difference of b and a moved a, from the singular values of aᵀ b. */
function alignmentError(a: Matrix, b: Matrix): number {
  const [left, right] = [centred(a), centred(b)];
  const covariance = left.transpose().multiply(right);
  const [s0, s1, s2] = singularValues(covariance);
  const [p, q, r] = [0, 1, 2].map((k) => covariance.row(k));
  const determinant =
    p[0] * (q[1] * r[2] - q[2] * r[1]) -
    p[1] * (q[0] * r[2] - q[2] * r[0]) +
    p[2] * (q[0] * r[1] - q[1] * r[0]);
  const overlap = s0 + s1 + Math.sign(determinant) * s2;
  const squares = left.frobeniusNorm() ** 2 + right.frobeniusNorm() ** 2;
  return (squares - 2 * overlap) / (3 * a.rows);
}

describe("alignmentFloor", () => {
  it("Tetris: 6 of 12 coordinates remain, 7 for the line; 5.1e-5 and 3.4e-5 in the mean", () => {
    const floors = clouds.map((cloud) => alignmentFloor(cloud, SIGMA));
    expect(floors.map(({ rank }) => rank)).to.deep.equal([6, 6, 6, 5, 6, 6, 6, 6]);
    // (7 · 6 + 7) / 8 / 12 and (7 · 4 + 5) / 8 / 12 of σ².
    expect(mean(floors.map(({ error }) => error))).to.be.closeTo((49 / 96) * 1e-4, 1e-12);
    const coded = clouds.map((cloud) => alignmentFloor(cloud, SIGMA, { codeDirections: 2 }).error);
    expect(mean(coded)).to.be.closeTo((33 / 96) * 1e-4, 1e-12);
  });

  it("is what Kabsch's alignment leaves of noise, within its scatter", () => {
    const random = RandomStream.fromSeed(1);
    clouds.forEach((cloud, k) => {
      const { error } = alignmentFloor(cloud, SIGMA);
      const found = Array.from({ length: 600 }, () => {
        const noisy = new Matrix(
          4,
          3,
          cloud.data.map((x) => x + SIGMA * random.normal()),
        );
        return alignmentError(cloud, noisy);
      });
      // The mean of 600 values of σ² χ²_6 / 12 scatters by 2.4 %.
      expect(mean(found) / error, TETRIS_SHAPES[k].name).to.be.closeTo(1, 0.1);
    });
  });

  it("one point leaves nothing, and a long code neither", () => {
    expect(alignmentFloor(Matrix.zeros(1, 3), 1)).to.deep.equal({ error: 0, rank: 3 });
    expect(alignmentFloor(clouds[0], 1, { codeDirections: 99 }).error).to.equal(0);
    expect(() => alignmentFloor(Matrix.zeros(2, 2), 1)).to.throw("2 × 2 points");
    expect(() => alignmentFloor(clouds[0], -1)).to.throw("deviation is -1");
    expect(() => alignmentFloor(clouds[0], 1, { codeDirections: 0.5 })).to.throw("0.5");
  });
});
