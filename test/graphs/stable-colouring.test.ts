import { expect } from "chai";
import fc from "fast-check";
import {
  cfiGraph,
  completeGraph,
  cycleGraph,
  cyclicSquare,
  type Edge,
  Graph,
  latinSquareGraph,
  RandomStream,
  stableColouring,
  subsetGraph,
  wlEquivalent,
} from "../../src/index.js";
import { randomGraph, union } from "./random-graphs.js";

/** Colour refinement as it is defined, on texts. */
function naive(graph: Graph): string[] {
  const n = graph.vertices;
  let names = Array.from(graph.colours, String);
  for (let round = 0; round < n; round++) {
    names = names.map((name, v) => {
      const around: string[] = [];
      for (let w = 0; w < n; w++) {
        around.push(`${graph.arcColour(v, w)}.${graph.arcColour(w, v)}.${v === w}.${names[w]}`);
      }
      return `${name}(${around.sort()})`;
    });
    const short = new Map([...new Set(names)].sort().map((name, k) => [name, `${k}`]));
    names = names.map((name) => short.get(name)!);
  }
  return names;
}

describe("stableColouring", () => {
  it("gives the classes of the definition, on graphs of every kind", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.record({
          directed: fc.boolean(),
          loops: fc.boolean(),
          vertexColours: fc.integer({ min: 1, max: 2 }),
          arcColours: fc.integer({ min: 1, max: 3 }),
        }),
        fc.integer({ min: 0, max: 1e9 }),
        (n, density, kind, seed) => {
          const graph = randomGraph(n, density, kind, seed);
          const { classes, count } = stableColouring(graph);
          const expected = naive(graph);
          expect(count).to.equal(new Set(expected).size);
          const pairs = new Set(expected.map((name, v) => `${name} ${classes[v]}`));
          expect(pairs.size).to.equal(count);
          const order = RandomStream.fromSeed(seed).permutation(n);
          const other = stableColouring(graph.reordered(order));
          expect([...other.classes]).to.deep.equal(order.map((v) => classes[v]));
          expect(wlEquivalent(graph, graph.reordered(order))).to.equal(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("does not see regular graphs apart, nor CFI pairs, nor Latin squares of one order", () => {
    expect(wlEquivalent(cycleGraph(6), union(cycleGraph(3), cycleGraph(3)))).to.equal(true);
    const base = completeGraph(4);
    expect(wlEquivalent(cfiGraph(base), cfiGraph(base, { twisted: [1] }))).to.equal(true);
    const klein = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => i ^ j));
    const squares = [klein, cyclicSquare(4)].map(latinSquareGraph);
    expect(wlEquivalent(squares[0], squares[1])).to.equal(true);
  });

  it("sees degrees, colours of vertices and of arcs, directions and numbers", () => {
    const triangles = union(cycleGraph(3), cycleGraph(3));
    const prism = Graph.fromEdges(6, [...edgesOf(triangles), [0, 3], [1, 4], [2, 5]]);
    expect(wlEquivalent(triangles, prism)).to.equal(false);
    expect(wlEquivalent(completeGraph(2), completeGraph(3))).to.equal(false);
    const coloured = (colour: number) => Graph.fromEdges(2, [[0, 1, colour]]);
    expect(wlEquivalent(coloured(1), coloured(2))).to.equal(false);
    const cycle = (arcs: Edge[]) => Graph.fromEdges(3, arcs, { directed: true });
    const one = cycle([
      [0, 1],
      [1, 2],
      [2, 0],
    ]);
    expect(
      wlEquivalent(
        one,
        cycle([
          [0, 1],
          [1, 2],
          [0, 2],
        ]),
      ),
    ).to.equal(false);
    expect(
      wlEquivalent(
        one,
        Graph.fromEdges(3, [
          [0, 1],
          [1, 2],
          [2, 0],
        ]),
      ),
    ).to.equal(false);
    const spots = (colours: number[]) => Graph.fromEdges(2, [], { colours });
    expect(wlEquivalent(spots([0, 1]), spots([0, 2]))).to.equal(false);
    expect(stableColouring(subsetGraph(5, 2, 0)).count).to.equal(1);
  });
});

function edgesOf(graph: Graph): Edge[] {
  const edges: Edge[] = [];
  for (let v = 0; v < graph.vertices; v++) {
    for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
      if (graph.neighbours[a] > v) edges.push([v, graph.neighbours[a]]);
    }
  }
  return edges;
}
