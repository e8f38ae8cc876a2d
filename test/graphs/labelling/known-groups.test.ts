import { expect } from "chai";
import {
  canonicalLabelling,
  cfiGraph,
  completeBipartiteGraph,
  completeGraph,
  cycleGraph,
  cyclicSquare,
  type Edge,
  Graph,
  gridGraph,
  hammingGraph,
  johnsonGraph,
  latinSquareGraph,
  orbitals,
  paleyGraph,
  permutationGroupOrder,
  subsetGraph,
} from "../../../src/index.js";
import { union } from "../random-graphs.js";

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
const petersen = subsetGraph(5, 2, 0);

/** Order of the group that the labelling gives, once its generators have been checked. */
function order(graph: Graph): bigint {
  const { groupOrder, generators, orbits } = canonicalLabelling(graph);
  for (const generator of generators) {
    const image = graph.reordered(generator);
    expect(image.equals(graph), "a generator is an automorphism").to.equal(true);
    generator.forEach((w, v) => {
      expect(orbits[w]).to.equal(orbits[v]);
    });
  }
  if (graph.vertices <= 40) {
    expect(permutationGroupOrder(generators, graph.vertices)).to.equal(groupOrder);
  }
  return groupOrder;
}

describe("canonicalLabelling: groups that are known", () => {
  const cases: readonly (readonly [string, Graph, bigint])[] = [
    ["no vertex", completeGraph(0), 1n],
    ["one vertex", completeGraph(1), 1n],
    ["Petersen", petersen, 120n],
    ["C6", cycleGraph(6), 12n],
    ["C100", cycleGraph(100), 200n],
    ["K33", completeBipartiteGraph(3, 3), 72n],
    ["K_{4,7}", completeBipartiteGraph(4, 7), factorial(4) * factorial(7)],
    ["K30", completeGraph(30), factorial(30)],
    ["30 vertices and no edge", Graph.fromEdges(30, []), factorial(30)],
    ["cube of 3 dimensions", hammingGraph(3, 2), 8n * factorial(3)],
    ["cube of 6 dimensions", hammingGraph(6, 2), 64n * factorial(6)],
    ["H(3, 3)", hammingGraph(3, 3), factorial(3) * 6n ** 3n],
    ["H(2, 4)", hammingGraph(2, 4), 2n * 24n ** 2n],
    ["J(7, 3)", johnsonGraph(7, 3), factorial(7)],
    ["J(6, 3)", johnsonGraph(6, 3), 2n * factorial(6)],
    ["Kneser (7, 3)", subsetGraph(7, 3, 0), factorial(7)],
    ["Paley 13", paleyGraph(13), 78n],
    ["Paley 61", paleyGraph(61), 1830n],
    // Autoparatopisms of the cyclic square, n ≥ 5: 6 n² φ(n).
    ["Latin square graph, cyclic 5", latinSquareGraph(cyclicSquare(5)), 600n],
    ["Latin square graph, cyclic 7", latinSquareGraph(cyclicSquare(7)), 1764n],
    ["complement of Shrikhande's graph", latinSquareGraph(cyclicSquare(4)), 192n],
    ["grid 5 × 5", gridGraph(5, 5), 8n],
    ["grid 4 × 7", gridGraph(4, 7), 4n],
    ["torus 5 × 5", gridGraph(5, 5, true), 200n],
    ["torus 4 × 4, a cube", gridGraph(4, 4, true), 384n],
    ["six cycles of five", union(...Array(6).fill(cycleGraph(5))), 10n ** 6n * factorial(6)],
    [
      "three Petersen, two K4",
      union(petersen, petersen, petersen, completeGraph(4), completeGraph(4)),
      120n ** 3n * 6n * 24n ** 2n * 2n,
    ],
    ["CFI over K4, coloured", cfiGraph(completeGraph(4), { coloured: true }), 8n],
    [
      "CFI over Petersen, coloured, twisted",
      cfiGraph(petersen, { coloured: true, twisted: [0] }),
      64n,
    ],
    // The points and lines of Reye's configuration 12₄ 16₃.
    ["CFI over K4", cfiGraph(completeGraph(4)), 576n],
  ];
  for (const [name, graph, expected] of cases) {
    it(`${name}: ${expected}`, () => expect(order(graph)).to.equal(expected));
  }

  it("a complete binary tree of depth d: 2^(2^d − 1)", () => {
    const edges = Array.from({ length: 62 }, (_, k): Edge => [k >> 1, k + 1]);
    expect(order(Graph.fromEdges(63, edges))).to.equal(2n ** 31n);
  });

  it("directed: a cycle has n, the tournament of squares mod 7 has 21", () => {
    const cycle = Array.from({ length: 9 }, (_, k): Edge => [k, (k + 1) % 9]);
    expect(order(Graph.fromEdges(9, cycle, { directed: true }))).to.equal(9n);
    const tournament = [1, 2, 4].flatMap((s) =>
      Array.from({ length: 7 }, (_, k): Edge => [k, (k + s) % 7]),
    );
    expect(order(Graph.fromEdges(7, tournament, { directed: true }))).to.equal(21n);
  });

  it("a colour on one vertex of Petersen leaves its stabiliser, 120 / 10; on an edge 120 / 15", () => {
    const arcs: Edge[] = [];
    for (let v = 0; v < 10; v++) {
      for (const w of petersen.neighbours.slice(petersen.offsets[v], petersen.offsets[v + 1])) {
        if (v < w) arcs.push([v, w, v === 0 && w === petersen.neighbours[0] ? 5 : 2]);
      }
    }
    const colours = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const spotted = petersen.adjacency();
    expect(order(Graph.fromAdjacency(spotted, { colours }))).to.equal(12n);
    expect(order(Graph.fromEdges(10, arcs))).to.equal(8n);
  });

  it("orbitals of Petersen, C6, K33: 3, 4, 3", () => {
    const counts = [petersen, cycleGraph(6), completeBipartiteGraph(3, 3)].map((graph) => {
      const { generators } = canonicalLabelling(graph);
      return new Set(orbitals(generators, graph.vertices)).size;
    });
    expect(counts).to.deep.equal([3, 4, 3]);
  });

  it("a thousand vertices that are all alike: n!", () => {
    expect(canonicalLabelling(completeGraph(1000)).groupOrder).to.equal(factorial(1000));
    const two = completeBipartiteGraph(400, 600);
    expect(canonicalLabelling(two).groupOrder).to.equal(factorial(400) * factorial(600));
  });
});
