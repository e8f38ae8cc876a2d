import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { KDTree, Matrix, RandomStream } from "../../../src/numerics/index.js";

function nearestByAll(points: Matrix, query: Float64Array, count: number): number[] {
  const squared = Array.from({ length: points.rows }, (_, i) =>
    points.row(i).reduce((sum, value, k) => sum + (value - query[k]) ** 2, 0),
  );
  return squared
    .map((_, i) => i)
    .sort((a, b) => squared[a] - squared[b] || a - b)
    .slice(0, count);
}

describe("numerics/neighbours/k-d-tree", () => {
  it("finds what comparing with every point finds, ties by index", () => {
    const law = fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.boolean(),
      (N, m, seed, coarse) => {
        const random = RandomStream.fromSeed(seed);
        const draw = () => (coarse ? random.integer(4) : random.normal());
        const points = new Matrix(N, m, Float64Array.from({ length: N * m }, draw));
        const queries = new Matrix(5, m, Float64Array.from({ length: 5 * m }, draw));
        const count = 1 + random.integer(N);
        const { indices, squaredDistances } = new KDTree(points).nearest(queries, count);
        for (let i = 0; i < queries.rows; i++) {
          const own = Array.from(indices.subarray(i * count, (i + 1) * count));
          expect(own).to.deep.equal(nearestByAll(points, queries.row(i), count));
          const last = points.row(own[count - 1]);
          const distance = last.reduce((sum, x, k) => sum + (x - queries.at(i, k)) ** 2, 0);
          expect(squaredDistances[(i + 1) * count - 1]).to.be.closeTo(
            distance,
            1e-12 + distance * 1e-12,
          );
        }
      },
    );
    fc.assert(law, { numRuns: 60 });
  });

  it("names what it cannot do", () => {
    const tree = new KDTree(
      Matrix.fromRows([
        [0, 0],
        [1, 0],
        [0, 2],
      ]),
    );
    expect(() => tree.nearest(Matrix.zeros(1, 3), 1)).to.throw(
      ShapeError,
      "3 coordinates; expected 2",
    );
    expect(() => tree.nearest(Matrix.zeros(1, 2), 4)).to.throw(DomainError, "4 neighbours among 3");
    expect(() => tree.nearest(Matrix.zeros(1, 2), 0)).to.throw(DomainError, "0 neighbours");
    const broken = new Matrix(2, 2, Float64Array.of(0, 0, 1, Number.NaN));
    expect(() => new KDTree(broken)).to.throw(DomainError, "points(1, 1) is NaN");
  });
});
