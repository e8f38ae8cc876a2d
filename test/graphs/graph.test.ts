import { expect } from "chai";
import fc from "fast-check";
import { DomainError, Graph, Matrix, RandomStream, ShapeError } from "../../src/index.js";
import { randomGraph } from "./random-graphs.js";

describe("Graph", () => {
  const path = Graph.fromEdges(3, [
    [2, 1],
    [0, 1, 1],
    [1, 0],
  ]);

  it("keeps arcs by tails, heads ascending, each once", () => {
    expect([...path.offsets]).to.deep.equal([0, 1, 3, 4]);
    expect([...path.neighbours]).to.deep.equal([1, 0, 2, 1]);
    expect([path.edges, path.loops, path.degree(1)]).to.deep.equal([2, 0, 2]);
    expect([path.arcColour(1, 2), path.arcColour(0, 2)]).to.deep.equal([1, 0]);
  });

  it("reordered: entry (k, l) is entry (order[k], order[l]); reversed: the transpose", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.record({
          directed: fc.boolean(),
          loops: fc.boolean(),
          vertexColours: fc.integer({ min: 1, max: 3 }),
          arcColours: fc.integer({ min: 1, max: 3 }),
        }),
        fc.integer({ min: 0, max: 1e9 }),
        (n, kind, seed) => {
          const graph = randomGraph(n, 0.4, kind, seed);
          const order = RandomStream.fromSeed(seed).permutation(n);
          const other = graph.reordered(order);
          const turned = graph.reversed();
          for (let k = 0; k < n; k++) {
            expect(other.colours[k]).to.equal(graph.colours[order[k]]);
            for (let l = 0; l < n; l++) {
              expect(other.arcColour(k, l)).to.equal(graph.arcColour(order[k], order[l]));
              expect(turned.arcColour(k, l)).to.equal(graph.arcColour(l, k));
            }
          }
          const again = Graph.fromAdjacency(graph.adjacency(), { ...kind, colours: graph.colours });
          expect(again.equals(graph)).to.equal(true);
        },
      ),
    );
  });

  it("names what is no graph", () => {
    expect(() => Graph.fromEdges(-1, [])).to.throw(DomainError, "the number of vertices is -1");
    expect(() => Graph.fromEdges(2, [[0, 2]])).to.throw(
      DomainError,
      "edge 0 (0, 2) names vertex 2",
    );
    expect(() => Graph.fromEdges(2, [[Number.NaN, 0]])).to.throw(DomainError, "names vertex NaN");
    expect(() => Graph.fromEdges(2, [[1, 1]])).to.throw(DomainError, "edge 0 (1, 1) is a loop");
    expect(() => Graph.fromEdges(2, [[0, 1, 0]])).to.throw(
      DomainError,
      "colour of edge 0 (0, 1) is 0",
    );
    const twice = () =>
      Graph.fromEdges(2, [
        [0, 1, 1],
        [1, 0, 2],
      ]);
    expect(twice).to.throw(DomainError, "given twice, with two colours");
    expect(() => Graph.fromEdges(2, [], { colours: [0] })).to.throw(ShapeError, "1 colours for 2");
    expect(() => Graph.fromEdges(1, [], { colours: [-1] })).to.throw(
      DomainError,
      "colours[0] is -1",
    );
    expect(() => Graph.fromAdjacency(Matrix.zeros(2, 3))).to.throw(ShapeError, "2 × 3");
    const one = new Matrix(2, 2, Float64Array.of(0, 1, 0, 0));
    expect(() => Graph.fromAdjacency(one)).to.throw(DomainError, "(0, 1) is 1 and (1, 0) is 0");
    const half = new Matrix(2, 2, Float64Array.of(0, 0.5, 0.5, 0));
    expect(() => Graph.fromAdjacency(half)).to.throw(DomainError, "entry (0, 1) is 0.5");
    expect(() => path.reordered([0, 0, 1])).to.throw(DomainError, "no permutation");
  });
});
