import { expect } from "chai";
import {
  canonicalLabelling,
  DomainError,
  isIsomorphic,
  Matrix,
  RandomStream,
  ShapeError,
  weightedGraph,
} from "../../src/index.js";

const matrix = (rows: number[][]) => Matrix.fromRows(rows);

/** Gram matrix of points after a random rotation, so that equal entries differ by rounding. */
function gram(points: readonly (readonly number[])[], seed: number): Matrix {
  const random = RandomStream.fromSeed(seed);
  const [a, b, c] = [random.uniform(), random.uniform(), random.uniform()].map((u) => 7 * u);
  const turned = points.map(([x, y, z]) => {
    const [x1, y1] = [Math.cos(a) * x - Math.sin(a) * y, Math.sin(a) * x + Math.cos(a) * y];
    const [y2, z2] = [Math.cos(b) * y1 - Math.sin(b) * z, Math.sin(b) * y1 + Math.cos(b) * z];
    return [Math.cos(c) * x1 - Math.sin(c) * y2, Math.sin(c) * x1 + Math.cos(c) * y2, z2];
  });
  return matrix(turned.map((p) => turned.map((q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2])));
}

const signs = [-1, 1];
const golden = (1 + Math.sqrt(5)) / 2;
const cube = signs.flatMap((x) => signs.flatMap((y) => signs.map((z) => [x, y, z])));
const octahedron = [0, 1, 2].flatMap((k) =>
  signs.map((s) => [0, 1, 2].map((j) => (j === k ? s : 0))),
);
const icosahedron = signs.flatMap((s) =>
  signs.flatMap((t) => [
    [0, s, t * golden],
    [s, t * golden, 0],
    [t * golden, 0, s],
  ]),
);
const dodecahedron = [
  ...cube,
  ...signs.flatMap((s) =>
    signs.flatMap((t) => [
      [0, s / golden, t * golden],
      [s / golden, t * golden, 0],
      [t * golden, 0, s / golden],
    ]),
  ),
];

describe("weightedGraph", () => {
  const solids: readonly (readonly [string, number[][], bigint])[] = [
    ["tetrahedron", cube.filter(([x, y, z]) => x * y * z === 1), 24n],
    ["octahedron", octahedron, 48n],
    ["cube", cube, 48n],
    ["icosahedron", icosahedron, 120n],
    ["dodecahedron", dodecahedron, 120n],
    ["square in space", cube.filter(([, , z]) => z === 1), 8n],
    [
      "general points",
      [
        [0.3, 1, 2],
        [1.1, -0.4, 0],
        [2, 0.7, -1],
        [0.2, 0.9, -0.5],
      ],
      1n,
    ],
  ];
  for (const [name, points, expected] of solids) {
    it(`Gram matrix of a rotated ${name}: ${expected}`, () => {
      for (const seed of [1, 2, 3]) {
        const { graph, separation, spread } = weightedGraph(gram(points, seed), { loops: true });
        expect(canonicalLabelling(graph).groupOrder).to.equal(expected);
        expect(spread).to.be.below(1e-13);
        expect(separation).to.be.above(1e-3);
      }
    });
  }

  it("colours ascend with the weights, 0 is no arc, and the result says what it rested on", () => {
    const weights = matrix([
      [0, -2, 0],
      [-2, 0, 3 + 1e-13],
      [0, 3, 0],
    ]);
    const { graph, classes, separation, spread, threshold } = weightedGraph(weights);
    expect([graph.arcColour(0, 1), graph.arcColour(0, 2), graph.arcColour(1, 2)]).to.deep.equal([
      1, 0, 3,
    ]);
    expect([classes, separation]).to.deep.equal([3, 2]);
    expect(spread).to.be.closeTo(1e-13, 1e-15);
    expect(threshold).to.equal((3 + 1e-13) * 1e-9);
  });

  it("the diagonal and directions count when they are asked for", () => {
    const one = matrix([
      [1, 5],
      [5, 2],
    ]);
    expect(() => weightedGraph(one)).to.throw(DomainError, "entry (0, 0) is 1, a loop");
    expect(canonicalLabelling(weightedGraph(one, { loops: true }).graph).groupOrder).to.equal(1n);
    const arc = matrix([
      [0, 1],
      [2, 0],
    ]);
    expect(() => weightedGraph(arc)).to.throw(DomainError, "entry (0, 1) is 1 and (1, 0) is 2");
    const turned = matrix([
      [0, 2],
      [1, 0],
    ]);
    const graphs = [arc, turned].map((w) => weightedGraph(w, { directed: true }).graph);
    expect(canonicalLabelling(graphs[0]).groupOrder).to.equal(1n);
    expect(isIsomorphic(graphs[0], graphs[1])).to.equal(true);
  });

  it("an arc one way only is an arc", () => {
    const { graph } = weightedGraph(
      matrix([
        [0, 0],
        [4, 0],
      ]),
      { directed: true },
    );
    expect([graph.arcColour(0, 1), graph.arcColour(1, 0)]).to.deep.equal([0, 2]);
  });

  it("refuses what is no weight, with its place", () => {
    const bad = new Matrix(2, 2, Float64Array.of(0, 1, Number.NaN, 0));
    expect(() => weightedGraph(bad)).to.throw(DomainError, "entry (1, 0) is NaN");
    expect(() => weightedGraph(Matrix.zeros(2, 3))).to.throw(ShapeError, "2 × 3");
    expect(() => weightedGraph(Matrix.zeros(2), { tolerance: -1 })).to.throw(DomainError, "-1");
  });

  it("no vertex, one vertex, nothing but zeros", () => {
    expect(weightedGraph(Matrix.zeros(0)).graph.vertices).to.equal(0);
    expect(weightedGraph(Matrix.zeros(1)).graph.edges).to.equal(0);
    expect(weightedGraph(Matrix.zeros(3)).graph.edges).to.equal(0);
  });
});
