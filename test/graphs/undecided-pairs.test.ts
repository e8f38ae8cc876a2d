import { expect } from "chai";
import { Graph, undecidedPairs, wlEquivalent } from "../../src/graphs/index.js";

describe("undecidedPairs", () => {
  const cycle = (n: number, first = 0) =>
    Array.from({ length: n }, (_, k): [number, number] => [first + k, first + ((k + 1) % n)]);
  const hexagon = Graph.fromEdges(6, cycle(6));
  const triangles = Graph.fromEdges(6, [...cycle(3), ...cycle(3, 3)]);
  const path = Graph.fromEdges(6, cycle(6).slice(0, 5));

  it("are those that colour refinement leaves: two triangles and a hexagon", () => {
    expect(undecidedPairs([hexagon, path, triangles])).to.equal(1);
    expect(undecidedPairs([hexagon, triangles, hexagon, path, path])).to.equal(3 + 1);
    expect(undecidedPairs([])).to.equal(0);
    expect(wlEquivalent(hexagon, triangles)).to.equal(true);
  });
});
