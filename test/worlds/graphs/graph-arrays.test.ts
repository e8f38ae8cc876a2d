import { expect } from "chai";
import { Graph } from "../../../src/graphs/index.js";
import { graphBatches } from "../../../src/networks/index.js";
import { graphArrays } from "../../../src/worlds/graphs/index.js";

describe("graphArrays", () => {
  const arrays = graphArrays([
    { graph: Graph.fromEdges(3, [[0, 2]], { colours: [5, 6, 7] }), label: 1 },
    {
      graph: Graph.fromEdges(
        2,
        [
          [0, 1],
          [1, 1],
        ],
        { loops: true },
      ),
      label: 0,
    },
  ]);

  it("are vertices, arcs both ways, colours and labels, graph by graph", () => {
    expect([...arrays.vertexStart]).to.deep.equal([0, 3, 5]);
    expect([...arrays.arcStart]).to.deep.equal([0, 2, 5]);
    expect([...arrays.sources]).to.deep.equal([0, 2, 0, 1, 1]);
    expect([...arrays.targets]).to.deep.equal([2, 0, 1, 0, 1]);
    expect([...arrays.features]).to.deep.equal([5, 6, 7, 0, 0]);
    expect([...arrays.y]).to.deep.equal([1, 0]);
  });

  it("are what graphBatches takes", () => {
    expect(graphBatches({ vertices: 3, arcs: 3, features: 1 }).count(arrays)).to.equal(2);
  });
});
