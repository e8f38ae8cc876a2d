import { expect } from "chai";
import fc from "fast-check";
import {
  completeGraph,
  DataError,
  eachGraph6,
  Graph,
  readGraph6,
  subsetGraph,
  writeGraph6,
} from "../../../src/index.js";
import { randomGraph } from "../random-graphs.js";

const plain = { directed: false, loops: false, vertexColours: 1, arcColours: 1 };

describe("readGraph6 and writeGraph6", () => {
  it("the example of the format's description: n = 5, edges 02 04 13 34 is DQc", () => {
    const graph = Graph.fromEdges(5, [
      [0, 2],
      [0, 4],
      [1, 3],
      [3, 4],
    ]);
    expect(writeGraph6(graph)).to.equal("DQc\n");
    expect(readGraph6("DQc")[0].equals(graph)).to.equal(true);
  });

  it("digraph6: n = 5, arcs 02 04 31 34 is &DI?AO?", () => {
    const graph = Graph.fromEdges(
      5,
      [
        [0, 2],
        [0, 4],
        [3, 1],
        [3, 4],
      ],
      { directed: true },
    );
    expect(writeGraph6(graph)).to.equal("&DI?AO?\n");
    expect(readGraph6("&DI?AO?\n")[0].equals(graph)).to.equal(true);
  });

  it("sparse6: :Fa@x^ has 7 vertices and the edges 01 02 12 56", () => {
    const graph = Graph.fromEdges(7, [
      [0, 1],
      [0, 2],
      [1, 2],
      [5, 6],
    ]);
    expect(readGraph6(">>sparse6<<:Fa@x^\r\n")[0].equals(graph)).to.equal(true);
  });

  it("reads many lines, a header, blank lines, no vertex and one vertex", () => {
    const graphs = readGraph6(">>graph6<<?\n@\r\n\nA_\n");
    expect(graphs.map((graph) => [graph.vertices, graph.edges])).to.deep.equal([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
    expect(readGraph6("")).to.deep.equal([]);
  });

  it("each in turn: a line is read when it is asked for", () => {
    const each = eachGraph6("A_\nDQc\n\nA!\n");
    expect([each.next().value?.edges, each.next().value?.edges]).to.deep.equal([1, 4]);
    expect(() => each.next()).to.throw(DataError, "line 4");
  });

  it("writes what it reads: any size up to 130, directed or not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 130 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 0, max: 1e9 }),
        (n, density, directed, seed) => {
          const graph = randomGraph(n, density, { ...plain, directed, loops: directed }, seed);
          expect(readGraph6(writeGraph6([graph, graph]))[1].equals(graph)).to.equal(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  const malformed: readonly (readonly [string, string, string])[] = [
    ["too short", "DQ", "line 1 has 2 characters; expected 3"],
    ["too long", "A_\nDQcc", "line 2 has 4 characters; expected 3"],
    ["a strange character", "A_\n\nD Q", 'line 3 has the character " " at place 2'],
    ["letters beyond the alphabet", "DQé", "line 1 has the character"],
    ["padding", "A`", "line 1 ends with bits that are no padding"],
    ["no number of vertices", "~?", "line 1 ends within the number of vertices"],
    ["too many vertices", `~~${"~".repeat(6)}`, "line 1 is of a graph with 68719476735 vertices"],
    ["a header of another place", "A_\n>>graph6<<A_", "line 2 has the character"],
    ["an edge twice in sparse6", ":Ab", "line 1 has the edge 0–1 twice"],
  ];
  for (const [what, text, message] of malformed) {
    it(`refuses ${what}`, () => {
      expect(() => readGraph6(text)).to.throw(DataError, message);
    });
  }

  it("never takes a damaged line for another: each character cut off or put in is refused", () => {
    const text = writeGraph6(subsetGraph(5, 2, 0)).trim();
    for (let k = 1; k < text.length; k++) {
      expect(() => readGraph6(text.slice(0, k) + text.slice(k + 1))).to.throw(DataError);
      expect(() => readGraph6(`${text.slice(0, k)}?${text.slice(k)}`)).to.throw(DataError);
    }
  });

  it("refuses to write what the format cannot hold", () => {
    const colours = Graph.fromEdges(2, [], { colours: [0, 1] });
    expect(() => writeGraph6([completeGraph(3), colours])).to.throw(
      DataError,
      "graph 1 has colours",
    );
    const loop = Graph.fromEdges(1, [[0, 0]], { loops: true });
    expect(() => writeGraph6(loop)).to.throw(DataError, "graph 0 has a loop");
  });
});
