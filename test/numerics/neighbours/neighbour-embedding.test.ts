import { expect } from "chai";
import { Matrix, neighbourEmbedding, RandomStream } from "../../../src/numerics/index.js";
import {
  embeddingSlope,
  neighbourAffinities,
  principalCoordinates,
} from "../../../src/numerics/neighbours/neighbour-embedding.js";

const normals = (n: number, m: number, label: string) =>
  new Matrix(
    n,
    m,
    RandomStream.fromSeed(3)
      .split(label)
      .normals(n * m),
  );

describe("neighbourEmbedding", () => {
  it("has the perplexity that is asked for where all points are equally far apart", () => {
    // Of a simplex every other point is as near: p = 1 / (N (N − 1)).
    const p = neighbourAffinities(Matrix.identity(7), 2);
    for (let i = 0; i < 7; i++) expect(p.row(i)[i]).to.equal(0);
    for (const value of p.data) if (value > 0) expect(value).to.be.closeTo(1 / 42, 1e-12);
  });

  it("has affinities that are symmetric, sum to 1 and follow the nearer point", () => {
    const p = neighbourAffinities(normals(20, 3, "cloud"), 5);
    expect(p.maxDifference(p.transpose())).to.be.below(1e-15);
    expect(p.data.reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-12);
    const line = neighbourAffinities(Matrix.fromRows([[0], [1], [3], [7], [8]]), 1.2);
    expect(line.row(0)[1]).to.be.greaterThan(line.row(0)[2]);
  });

  it("has the slope of the divergence", () => {
    const p = neighbourAffinities(normals(9, 4, "high"), 2);
    const map = normals(9, 2, "low");
    const [slope, unused] = [new Float64Array(18), new Float64Array(18)];
    embeddingSlope(p, map, slope);
    const at = (k: number, shift: number) => {
      const moved = map.clone();
      moved.data[k] += shift;
      return embeddingSlope(p, moved, unused);
    };
    slope.forEach((value, k) => {
      expect(value).to.be.closeTo((at(k, 1e-5) - at(k, -1e-5)) / 2e-5, 1e-8);
    });
  });

  it("keeps far clusters apart: every nearest neighbour is of the own one", () => {
    const points = normals(60, 5, "clusters");
    for (let i = 0; i < 60; i++) points.row(i)[i % 3] += 30;
    const map = neighbourEmbedding(points, { perplexity: 8, steps: 200 });
    for (let i = 0; i < 60; i++) {
      const distances = Array.from({ length: 60 }, (_, j) =>
        j === i ? Infinity : Math.hypot(map.at(i, 0) - map.at(j, 0), map.at(i, 1) - map.at(j, 1)),
      );
      expect(distances.indexOf(Math.min(...distances)) % 3).to.equal(i % 3);
    }
  });

  it("starts along the directions of largest scatter, and refuses what it cannot map", () => {
    // Deviations 2 and 1 along the axes, in that order.
    const cross = Matrix.fromRows([
      [0, 2],
      [0, -2],
      [1, 0],
      [-1, 0],
    ]);
    const found = principalCoordinates(cross, 2);
    for (const i of [0, 1]) expect(Math.abs(found.at(i, 0))).to.be.closeTo(Math.SQRT2, 1e-12);
    expect(principalCoordinates(new Matrix(4, 2), 2).data).to.deep.equal(new Float64Array(8));
    expect(() => neighbourEmbedding(new Matrix(3, 2))).to.throw("4 points");
    expect(() => neighbourEmbedding(cross, { perplexity: 2 })).to.throw("perplexity 2");
  });
});
