import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  cycleGraph,
  cyclicSquare,
  DomainError,
  Graph,
  graphFrame,
  latinSquareGraph,
  type Matrix,
  pairOutput,
  RandomStream,
  rowOutput,
  spectralFrameSize,
  spectralGraphFrame,
} from "../../../src/index.js";
import { allGraphs } from "../../../src/worlds/graphs/all-graphs.js";
import { allOrders, pairsInOrder, placeModel, randomOrder, rowsInOrder } from "./listing.js";

const nodeModel = (graph: Graph): Matrix => placeModel(1, 2)(graph.adjacency());
const pairModel = (graph: Graph): Matrix => placeModel(2, graph.vertices)(graph.adjacency());

/** Sums, and sums of logarithms, as means. */
function means(sizes: readonly bigint[]): { mean: number; geometric: number; most: number } {
  const numbers = sizes.map(Number);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean: mean(numbers),
    geometric: Math.exp(mean(numbers.map(Math.log))),
    most: Math.max(...numbers),
  };
}

const minimal = (graph: Graph): bigint => graphFrame().poses(graph)[0].automorphisms;

describe("spectralGraphFrame", () => {
  it("has the published sizes on GRAPH8c: minimal 9.05 / 2.32 / 40 320, FA 52.9 / 3.56 / 40 320", () => {
    const graphs = allGraphs(8, { connected: true });
    expect(graphs.length).to.equal(11117);
    const least = graphs.map(minimal);
    const found = means(least);
    expect(found.mean).to.be.closeTo(9.05, 0.005);
    expect(found.geometric).to.be.closeTo(2.32, 0.005);
    expect(found.most).to.equal(40320);
    expect(
      [1n, 2n, 4n].map((order) => least.filter((size) => size === order).length),
    ).to.deep.equal([3552, 4098, 1971]);
    const fa = graphs.map((graph) => spectralFrameSize(graph).size);
    expect(means(fa).mean).to.be.closeTo(52.9, 0.1);
    expect(means(fa).geometric).to.be.closeTo(3.56, 0.005);
    expect(means(fa).most).to.equal(40320);
    fa.forEach((size, k) => {
      expect(size % least[k]).to.equal(0n);
    });
  });

  it("has the minimal sizes that trying every order gives, on all graphs of up to 6 vertices", () => {
    for (const n of [0, 1, 2, 3, 4, 5, 6]) {
      const orders = allOrders(n);
      for (const graph of allGraphs(n)) {
        const fixing = orders.filter((order) => {
          const place = (v: number): number => order[v];
          for (let i = 0; i < n; i++) {
            for (let j = 0; j < i; j++) {
              if (graph.arcColour(place(i), place(j)) !== graph.arcColour(i, j)) return false;
            }
          }
          return true;
        });
        expect(minimal(graph)).to.equal(BigInt(fixing.length));
        for (const key of ["rounded", "refined"] as const) {
          expect(Number(spectralFrameSize(graph, key).size) % fixing.length).to.equal(0);
        }
      }
    }
  });

  it("cannot split a strongly regular graph: 25! orders, log₁₀ 25.19, for an SR(25) graph", () => {
    // The cells of the table of ℤ₅, joined where they share a row, a column or a symbol: srg(25,12,5,6).
    const latin = latinSquareGraph(cyclicSquare(5));
    for (const key of ["rounded", "refined"] as const) {
      const { size, log10, blocks } = spectralFrameSize(latin, key);
      expect(size).to.equal(15511210043330985984000000n);
      expect(log10).to.be.closeTo(25.1906, 5e-5);
      expect(Array.from(blocks)).to.deep.equal([25]);
    }
    expect(() => spectralGraphFrame().poses(latin)).to.throw(
      DomainError,
      "15511210043330985984000000 orders; expected at most 5040",
    );
    // Its group: 5² shifts of rows and columns, 4 automorphisms of ℤ₅, 3! orders of row, column, symbol.
    expect(minimal(latin)).to.equal(600n);
  });

  it("gives equivariant averages, for all that they cost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.boolean(), (n, seed, fine) => {
        const random = RandomStream.fromSeed(seed);
        const graphs = allGraphs(n);
        const graph = graphs[random.integer(graphs.length)];
        const frame = spectralGraphFrame({ key: fine ? "refined" : "rounded" });
        const order = randomOrder(n, random);
        const nodes = average(nodeModel, frame, rowOutput);
        const pairs = average(pairModel, frame, pairOutput);
        const shuffled = graph.reordered(order);
        expect(nodes(shuffled).maxDifference(rowsInOrder(nodes(graph), order))).to.be.below(1e-13);
        expect(pairs(shuffled).maxDifference(pairsInOrder(pairs(graph), order))).to.be.below(1e-13);
      }),
      { numRuns: 30 },
    );
  });

  it("refines: the path of four splits ends from middles, colours split what keys tie", () => {
    const path = Graph.fromEdges(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(spectralFrameSize(path, "refined").size).to.equal(4n);
    expect(spectralFrameSize(cycleGraph(6)).size).to.equal(720n);
    // Weights 1 and 1 + ε: to first order √P of the ends is 0.7071 ± 0.177 ε and 0.4082 ± 0.306 ε,
    // for ε = 0.006 equal to 2 decimals and different in the third.
    const nearly = Graph.fromEdges(3, [
      [0, 1, 1000],
      [1, 2, 1006],
    ]);
    expect(spectralFrameSize(nearly).size).to.equal(2n);
    expect(spectralFrameSize(nearly, "refined").size).to.equal(1n);
    const coloured = Graph.fromEdges(2, [[0, 1]], { colours: [0, 1] });
    expect(spectralFrameSize(coloured).size).to.equal(1n);
    expect(spectralGraphFrame().inspect(cycleGraph(5)).calls).to.equal(120);
  });

  it("refuses directed graphs", () => {
    const arc = Graph.fromEdges(2, [[0, 1]], { directed: true });
    expect(() => spectralFrameSize(arc)).to.throw(DomainError, "directed");
  });
});
