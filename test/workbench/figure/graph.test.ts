import { expect } from "chai";
import { completeGraph, cycleGraph, Graph } from "../../../src/graphs/index.js";
import { Matrix } from "../../../src/numerics/index.js";
import { graphFigure, graphPlaces, gridFigure } from "../../../src/workbench/figure/index.js";
import type { ScatterTrace } from "../../../src/workbench/figure/json/traces.js";

const distance = (places: Matrix, i: number, j: number): number =>
  Math.hypot(places.at(i, 0) - places.at(j, 0), places.at(i, 1) - places.at(j, 1));

describe("places of a graph's vertices", () => {
  it("are as far apart as there are edges between them, where the plane has room for that", () => {
    const path = Graph.fromEdges(4, [
      [0, 2],
      [2, 1],
      [1, 3],
    ]);
    const places = graphPlaces(path);
    for (const [i, j, edges] of [
      [0, 2, 1],
      [2, 1, 1],
      [1, 3, 1],
      [0, 1, 2],
      [2, 3, 2],
      [0, 3, 3],
    ]) {
      expect(distance(places, i, j)).to.be.closeTo(edges, 0.02);
    }
  });

  it("put a triangle on a regular one, and a cycle on a regular polygon", () => {
    const triangle = graphPlaces(completeGraph(3));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(distance(triangle, i, j)).to.be.closeTo(1, 1e-3);
    const sides = [0, 1, 2, 3, 4].map((i) => distance(graphPlaces(cycleGraph(5)), i, (i + 1) % 5));
    for (const side of sides) expect(side).to.be.closeTo(sides[0], 1e-3);
  });

  it("keep unconnected vertices apart, and know the empty graph and a single vertex", () => {
    const apart = graphPlaces(Graph.fromEdges(3, [[0, 1]]));
    expect(distance(apart, 0, 2)).to.be.greaterThan(distance(apart, 0, 1));
    expect(graphPlaces(Graph.fromEdges(0, [])).rows).to.equal(0);
    expect(Array.from(graphPlaces(Graph.fromEdges(1, [])).data)).to.deep.equal([0, 0]);
  });
});

describe("graph figures", () => {
  const square = cycleGraph(4);
  const places = Matrix.fromRows([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]);
  const named = (figure: ReturnType<typeof graphFigure>, name: string) =>
    figure.data.find((trace) => trace.name === name) as ScatterTrace;

  it("draw each edge once, a disc for each vertex and an arc for each that moves", () => {
    const figure = graphFigure({
      graph: square,
      places,
      classes: [0, 1, 0, 1],
      moves: [2, 1, 0, 3],
    });
    expect(named(figure, "edges").x.filter((x) => x === null)).to.have.length(4);
    expect(named(figure, "class 0").x).to.deep.equal([0, 1]);
    expect(named(figure, "class 1").y).to.deep.equal([0, 1]);
    const arcs = named(figure, "moves");
    expect(arcs.x.filter((x) => x === null)).to.have.length(2);
    expect([arcs.x[0], arcs.y[0], arcs.x[10], arcs.y[10]]).to.deep.equal([0, 0, 1, 1]);
    expect(figure.layout.annotations?.map(({ text }) => text)).to.deep.equal(["0", "1", "2", "3"]);
  });

  it("stand in a grid without ticks", () => {
    const panel = graphFigure({ graph: square, places, title: "a square" });
    const { layout } = gridFigure([[panel, panel]], { share: false, legend: "none" });
    expect(layout.xaxis?.showticklabels).to.equal(false);
    expect(layout.xaxis2?.showticklabels).to.equal(false);
  });

  it("refuse what is not one for each vertex", () => {
    expect(() => graphFigure({ graph: square, places: Matrix.identity(2) })).to.throw("4 × 2");
    expect(() => graphFigure({ graph: square, classes: [0] })).to.throw("classes");
    expect(() => graphFigure({ graph: square, moves: [0, 1, 2, 4] })).to.throw("moves[3] is 4");
  });
});
