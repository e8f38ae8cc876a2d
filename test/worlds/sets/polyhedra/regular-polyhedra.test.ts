import { expect } from "chai";
import { DomainError } from "../../../../src/errors.js";
import { canonicalLabelling, weightedGraph } from "../../../../src/graphs/index.js";
import type { Matrix } from "../../../../src/numerics/index.js";
import {
  crossPolytope,
  hypercube,
  permutohedron,
  regularPolyhedron,
  regularSimplex,
} from "../../../../src/worlds/sets/index.js";

/** Orthogonal symmetries of points that span the space: the permutations that keep the Gram matrix. */
function symmetries(points: Matrix): number {
  const gram = points.multiply(points.transpose());
  const { graph } = weightedGraph(gram, { tolerance: 1e-9, loops: true });
  return Number(canonicalLabelling(graph).groupOrder);
}

describe("worlds/sets/polyhedra", () => {
  // Orders of the symmetry groups: Coxeter, Regular Polytopes.
  for (const [name, vertices, order] of [
    ["tetrahedron", 4, 24],
    ["octahedron", 6, 48],
    ["cube", 8, 48],
    ["icosahedron", 12, 120],
    ["dodecahedron", 20, 120],
  ] as const) {
    it(`${name}: ${vertices} vertices about the origin, ${order} symmetries`, () => {
      const points = regularPolyhedron(name);
      expect(points.rows).equal(vertices);
      expect(symmetries(points)).equal(order);
      for (let k = 0; k < 3; k++) {
        expect(points.column(k).reduce((sum, x) => sum + x, 0)).closeTo(0, 1e-14);
      }
    });
  }

  it("the families of all dimensions", () => {
    expect(symmetries(regularSimplex(5))).equal(720);
    expect(symmetries(crossPolytope(4))).equal(384);
    expect(symmetries(hypercube(4))).equal(384);
    // Orders of coordinates, and the turn x ↦ n + 1 − x.
    expect(symmetries(permutohedron(4))).equal(48);
    const simplex = regularSimplex(7);
    const gram = simplex.multiply(simplex.transpose());
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < 8; j++) expect(gram.at(i, j)).closeTo(i === j ? 1 : -1 / 7, 1e-14);
    }
    for (const make of [regularSimplex, crossPolytope, hypercube, permutohedron]) {
      expect(() => make(0)).throw(DomainError, make.name);
    }
  });
});
