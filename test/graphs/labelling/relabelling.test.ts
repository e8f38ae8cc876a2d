import { expect } from "chai";
import fc from "fast-check";
import {
  AbortedError,
  ConvergenceError,
  canonicalLabelling,
  cfiGraph,
  circulantGraph,
  completeGraph,
  cyclicSquare,
  DomainError,
  Graph,
  isIsomorphic,
  isomorphism,
  latinSquareGraph,
  Matrix,
  paleyGraph,
  permutationGroupOrder,
  RandomStream,
  subsetGraph,
  weightedGraph,
} from "../../../src/index.js";
import { randomGraph } from "../random-graphs.js";

const kinds = fc.record({
  directed: fc.boolean(),
  loops: fc.boolean(),
  vertexColours: fc.integer({ min: 1, max: 3 }),
  arcColours: fc.integer({ min: 1, max: 3 }),
});
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** c(gA) = c(A), g an isomorphism found, |Aut gA| = |Aut A|, and the generators generate |Aut A|. */
function expectInvariant(graph: Graph, seed: number): void {
  const relabelling = RandomStream.fromSeed(seed).split("relabel").permutation(graph.vertices);
  const other = graph.reordered(relabelling);
  const one = canonicalLabelling(graph);
  const two = canonicalLabelling(other);
  expect(two.form.equals(one.form), "one form").to.equal(true);
  expect(graph.reordered(one.order).equals(one.form)).to.equal(true);
  expect(two.groupOrder).to.equal(one.groupOrder);
  if (graph.vertices <= 30) {
    expect(permutationGroupOrder(one.generators, graph.vertices)).to.equal(one.groupOrder);
  }
  const image = isomorphism(graph, other)!;
  const back = new Int32Array(image.length);
  image.forEach((w, v) => {
    back[v] = w;
  });
  expect(other.reordered(back).equals(graph)).to.equal(true);
}

describe("canonicalLabelling: relabelled graphs", () => {
  it("random graphs of every kind", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        kinds,
        seeds,
        (n, density, kind, seed) => expectInvariant(randomGraph(n, density, kind, seed), seed),
      ),
      { numRuns: 300 },
    );
  });

  it("circulants: regular, with groups of every size", () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 30 }), steps, seeds, (n, some, seed) => {
        const graph = circulantGraph(
          n,
          some.filter((s) => s < n),
        );
        expectInvariant(graph, seed);
      }),
    );
  });

  it("complete weighted graphs on points with few distances", () => {
    const points = fc.array(
      fc.tuple(fc.integer({ max: 1, min: -1 }), fc.integer({ max: 1, min: -1 })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(points, seeds, (cloud, seed) => {
        const gram = Matrix.zeros(cloud.length);
        cloud.forEach(([x, y], i) => {
          cloud.forEach(([u, v], j) => {
            gram.data[i * cloud.length + j] = x * u + y * v;
          });
        });
        expectInvariant(weightedGraph(gram, { loops: true }).graph, seed);
      }),
    );
  });

  const hard: readonly (readonly [string, Graph])[] = [
    ["Paley 101", paleyGraph(101)],
    ["a Latin square of order 8", latinSquareGraph(cyclicSquare(8))],
    ["CFI over Petersen", cfiGraph(subsetGraph(5, 2, 0))],
    ["CFI over the prism of five", cfiGraph(circulantGraph(10, [1, 5]), { twisted: [3] })],
  ];
  for (const [name, graph] of hard) {
    it(name, () => {
      for (const seed of [1, 2, 3]) expectInvariant(graph, seed);
    });
  }

  it("tells what colour refinement does not: CFI pairs, Shrikhande and the rook", () => {
    for (const base of [completeGraph(4), subsetGraph(5, 2, 0)]) {
      const plain = cfiGraph(base);
      expect(isIsomorphic(plain, cfiGraph(base, { twisted: [0] }))).to.equal(false);
      expect(isIsomorphic(plain, cfiGraph(base, { twisted: [0, 2] }))).to.equal(true);
    }
    const klein = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => i ^ j));
    const cyclic = latinSquareGraph(cyclicSquare(4));
    expect(isIsomorphic(cyclic, latinSquareGraph(klein))).to.equal(false);
  });

  it("keeps colours apart: vertices, arcs, directions", () => {
    const edge = (colour: number) => Graph.fromEdges(2, [[0, 1, colour]]);
    expect(isIsomorphic(edge(1), edge(2))).to.equal(false);
    const spot = (colour: number) => Graph.fromEdges(1, [], { colours: [colour] });
    expect(isIsomorphic(spot(0), spot(1))).to.equal(false);
    const arcs = [
      [0, 1],
      [1, 2],
    ] as const;
    const path = Graph.fromEdges(3, arcs, { directed: true });
    expect(
      isIsomorphic(
        path,
        Graph.fromEdges(
          3,
          [
            [0, 1],
            [2, 1],
          ],
          { directed: true },
        ),
      ),
    ).to.equal(false);
    expect(isIsomorphic(path, Graph.fromEdges(3, arcs))).to.equal(false);
  });
});

describe("canonicalLabelling: ends", () => {
  it("names the limit instead of giving a wrong answer", () => {
    const graph = paleyGraph(29);
    expect(() => canonicalLabelling(graph, { maximumNodes: 3 })).to.throw(
      ConvergenceError,
      "maximumNodes = 3 on a graph with 29 vertices",
    );
    expect(() => canonicalLabelling(graph, { maximumNodes: Number.NaN })).to.throw(
      DomainError,
      "NaN",
    );
  });

  it("ends when the signal fires", () => {
    const graph = cfiGraph(subsetGraph(5, 2, 0));
    expect(() => canonicalLabelling(graph, { signal: { aborted: true } })).to.throw(AbortedError);
  });
});
