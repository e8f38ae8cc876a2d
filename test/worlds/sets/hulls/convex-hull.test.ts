import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { orthogonalGroup } from "../../../../src/groups/index.js";
import { Matrix, mean, RandomStream } from "../../../../src/numerics/index.js";
import {
  convexHull,
  crossPolytope,
  hullClouds,
  hullVolume,
  hypercube,
  permutohedron,
  regularPolyhedron,
  regularSimplex,
} from "../../../../src/worlds/sets/index.js";

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const withRows = (a: Matrix, ...more: Matrix[]): Matrix =>
  Matrix.fromRows([a, ...more].flatMap((m) => m.toRows()));

/** Vector areas of the boundary's simplices, all outward: they add up to nothing, Minkowski. */
function boundarySum(points: Matrix, boundary: readonly Int32Array[]): number[] {
  const sum = [0, 0, 0];
  for (const [a, b, c] of boundary) {
    const [p, q, r] = [a, b, c].map((i) => points.row(i));
    const [u, v] = [q, r].map((x) => x.map((value, k) => value - p[k]));
    sum[0] += u[1] * v[2] - u[2] * v[1];
    sum[1] += u[2] * v[0] - u[0] * v[2];
    sum[2] += u[0] * v[1] - u[1] * v[0];
  }
  return sum;
}

describe("worlds/sets/hulls", () => {
  for (let d = 1; d <= 6; d++) {
    it(`dimension ${d}: cube 2^d, cross-polytope 2^d / d!, regular simplex`, () => {
      expect(hullVolume(hypercube(d))).equal(2 ** d);
      expect(hullVolume(crossPolytope(d))).closeTo(2 ** d / factorial(d), 1e-14);
      // √(d + 1) / d! · (a / √2)^d with the edge a = √(2 (d + 1) / d).
      const simplex = (Math.sqrt(d + 1) / factorial(d)) * ((d + 1) / d) ** (d / 2);
      expect(hullVolume(regularSimplex(d))).closeTo(simplex, 1e-13);
      expect(convexHull(crossPolytope(d)).boundary).length(2 ** d);
    });
  }

  it("permutohedra: n^(n − 2) √n within their hyperplane, volume 0", () => {
    for (let n = 2; n <= 5; n++) {
      const hull = convexHull(permutohedron(n));
      expect(hull.dimension).equal(n - 1);
      expect(hull.volume).equal(0);
      expect(hull.content).closeTo(n ** (n - 2) * Math.sqrt(n), 1e-11);
    }
  });

  it("regular polyhedra of circumradius 1", () => {
    const golden = (1 + Math.sqrt(5)) / 2;
    // Volumes by the edge a: a³ / (6√2), √2/3 a³, a³, 5/12 (3 + √5) a³, (15 + 7√5) / 4 a³.
    const edges = {
      tetrahedron: [Math.sqrt(8 / 3), 1 / (6 * Math.SQRT2)],
      octahedron: [Math.SQRT2, Math.SQRT2 / 3],
      cube: [2 / Math.sqrt(3), 1],
      icosahedron: [2 / Math.sqrt(golden * Math.sqrt(5)), (5 / 12) * (3 + Math.sqrt(5))],
      dodecahedron: [2 / (Math.sqrt(3) * golden), (15 + 7 * Math.sqrt(5)) / 4],
    };
    for (const [name, [edge, factor]] of Object.entries(edges)) {
      const points = regularPolyhedron(name as keyof typeof edges);
      expect(hullVolume(points)).closeTo(factor * edge ** 3, 1e-13);
      for (let i = 0; i < points.rows; i++) {
        expect(Math.hypot(...points.row(i))).closeTo(1, 1e-15);
      }
    }
  });

  it("points in a plane: volume 0, their dimension, and their area", () => {
    const square = Matrix.fromRows([
      [0.1, 0.7, 0.3],
      [1.1, 0.7, 0.3],
      [1.1, 0.7, 2.3],
      [0.1, 0.7, 2.3],
      [0.5, 0.7, 1],
    ]);
    const hull = convexHull(withRows(square, square));
    expect([hull.volume, hull.dimension]).deep.equal([0, 2]);
    expect(hull.content).closeTo(2, 1e-14);
    const line = Matrix.fromRows([
      [1, 2, 2],
      [3, 6, 6],
      [2, 4, 4],
    ]);
    expect(convexHull(line)).include({ dimension: 1, volume: 0, content: 6 });
    expect(convexHull(Matrix.fromRows([[4, 5]]))).include({ dimension: 0, content: 1 });
    expect(convexHull(new Matrix(0, 3))).include({ dimension: -1, volume: 0, content: 0 });
    // As far from flat as rounding is.
    const turn = orthogonalGroup(3).sample(RandomStream.fromSeed(1));
    expect(hullVolume(square.multiply(turn.transpose()))).below(1e-15);
  });

  it("lattice points of a box, and tenths of them, have its volume exactly", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
        fc.constantFrom(1, 0.1, 1e-30, 1e60),
        fc.nat(1000),
        (sides, unit, seed) => {
          const corners = hypercube(sides.length).toRows();
          const box = corners.map((row) => row.map((s, k) => (s > 0 ? sides[k] : 0)));
          const random = RandomStream.fromSeed(seed);
          const inner = Array.from({ length: 12 }, () =>
            sides.map((side) => random.integer(side + 1)),
          );
          const all = Matrix.fromRows([...inner, ...box]).scale(unit);
          const volume = sides.reduce((product, side) => product * side, 1) * unit ** sides.length;
          expect(hullVolume(all) / volume).closeTo(1, 1e-13);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is unchanged by motions, orders and copies, and scales with det g", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.nat(1000), (d, seed) => {
        const random = RandomStream.fromSeed(seed);
        const points = new Matrix(14, d, random.normals(14 * d));
        const volume = hullVolume(points);
        const g = orthogonalGroup(d).sample(random);
        expect(hullVolume(points.multiply(g.transpose())) / volume).closeTo(1, 1e-12);
        const mixed = random.permutation(14).map((i) => points.row(i));
        const copies = Matrix.fromRows([...mixed, ...mixed]);
        expect(hullVolume(copies) / volume).closeTo(1, 1e-12);
        const shear = Matrix.identity(d).scale(1.5);
        shear.data[1] = 7;
        const stretched = points.multiply(shear);
        expect(hullVolume(stretched) / (volume * 1.5 ** d)).closeTo(1, 1e-12);
      }),
      { numRuns: 25 },
    );
  });

  it("has a closed boundary that no point lies beyond", () => {
    const points = new Matrix(300, 3, RandomStream.fromSeed(8).normals(900));
    for (let k = 0; k < 450; k++) points.data[k] = Math.round(points.data[k] * 2) / 10;
    const { boundary } = convexHull(points);
    for (const part of boundarySum(points, boundary)) expect(part).closeTo(0, 1e-11);
    // Euler: V − E + F = 2 with E = 3F / 2.
    const corners = new Set(boundary.flatMap((facet) => Array.from(facet)));
    expect(corners.size).equal(2 + boundary.length / 2);
  });

  it("clouds: the same by number, the volume of their points, the mean of the law", () => {
    const data = hullClouds(400, { seed: 2 });
    expect(data.points.length).equal(400 * 80);
    const seventh = new Matrix(16, 5, data.points.slice(7 * 80, 8 * 80));
    expect(hullVolume(seventh)).equal(data.volumes[7]);
    expect(hullClouds(3, { seed: 2 }).volumes).deep.equal(data.volumes.slice(0, 3));
    // d + 1 normal points: E vol = √(d + 1) / d! · E |det of a d × d normal matrix|; for the
    // plane √3 / 2 · E|det| = √3 / 2 · 1.
    const triangles = hullClouds(4000, { points: 3, dimension: 2 }).volumes;
    expect(mean(triangles)).closeTo(Math.sqrt(3) / 2, 0.06);
  });

  it("names bad input", () => {
    expect(() => convexHull(new Matrix(2, 2, Float64Array.of(0, 1, Number.NaN, 0)))).throw(
      DomainError,
      "(1, 0)",
    );
    expect(() => convexHull(new Matrix(2, 13))).throw(ShapeError, "13");
    expect(() => hullClouds(-1)).throw(DomainError, "-1 clouds");
    expect(() => regularPolyhedron("prism" as "cube")).throw(DomainError, "prism");
  });
});
