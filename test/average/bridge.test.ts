import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  countForms,
  cycleGraph,
  DomainError,
  differentForms,
  frameOfForms,
  type Graph,
  graphFrame,
  type Matrix,
  pairOutput,
  RandomStream,
  reducedGraphFrame,
  rowOutput,
  spectralFrameSize,
  spectralGraphFrame,
} from "../../src/index.js";
import { allGraphs } from "../../src/worlds/graphs/all-graphs.js";
import { placeModel } from "./permutation/listing.js";

const nodeModel = (graph: Graph): Matrix => placeModel(1, 2)(graph.adjacency());
const pairModel = (graph: Graph): Matrix => placeModel(2, graph.vertices)(graph.adjacency());
const same = (a: Graph, b: Graph): boolean => a.equals(b);

describe("frames and canonical forms", () => {
  it("|F| = |C| |Aut| for every graph of up to 5 vertices and both keys, forms counted by listing", () => {
    for (const n of [1, 2, 3, 4, 5]) {
      for (const graph of allGraphs(n)) {
        const { automorphisms } = graphFrame().poses(graph)[0];
        for (const key of ["rounded", "refined"] as const) {
          const poses = spectralGraphFrame({ key }).poses(graph);
          const { size } = spectralFrameSize(graph, key);
          expect(size).to.equal(BigInt(poses.length));
          const forms = differentForms<Graph, (typeof poses)[number]>(poses, same);
          expect(countForms(size, automorphisms)).to.equal(BigInt(forms.length));
          for (const { poses: sharing } of forms) {
            expect(BigInt(sharing.length)).to.equal(automorphisms);
          }
        }
      }
    }
  });

  it("a reduced frame gives the frame's averages with a call for each form", () => {
    const frame = spectralGraphFrame();
    const reduced = reducedGraphFrame(frame);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (n, seed) => {
        const graphs = allGraphs(n);
        const graph = graphs[RandomStream.fromSeed(seed).integer(graphs.length)];
        const [nodes, fewer] = [frame, reduced].map((f) => average(nodeModel, f, rowOutput)(graph));
        expect(nodes.maxDifference(fewer)).to.be.below(1e-13);
        const [pairs, few] = [frame, reduced].map((f) => average(pairModel, f, pairOutput)(graph));
        expect(pairs.maxDifference(few)).to.be.below(1e-13);
      }),
      { numRuns: 30 },
    );
    // All 720 orders of the hexagon, 12 symmetries: 60 labelled hexagons.
    expect(reduced.poses(cycleGraph(6)).length).to.equal(60);
  });

  it("the frame of a canonicalisation has its forms, and takes them back to the input", () => {
    const forms = (graph: Graph): Graph[] =>
      differentForms(spectralGraphFrame().poses(graph), same).map(({ form }) => form);
    const frame = frameOfForms("FA forms", forms);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (n, seed) => {
        const random = RandomStream.fromSeed(seed);
        const graphs = allGraphs(n);
        const graph = graphs[random.integer(graphs.length)].reordered(random.permutation(n));
        for (const { form, order } of frame.poses(graph)) {
          expect(graph.reordered(order).equals(form)).to.equal(true);
        }
        const full = average(nodeModel, spectralGraphFrame(), rowOutput)(graph);
        expect(average(nodeModel, frame, rowOutput)(graph).maxDifference(full)).to.be.below(1e-13);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses forms of another graph, none, and sizes that no frame has", () => {
    const other = frameOfForms("wrong", () => [cycleGraph(5)]);
    expect(() => other.poses(cycleGraph(4))).to.throw(DomainError, 'form 0 of "wrong" is not');
    expect(() => frameOfForms("none", () => []).poses(cycleGraph(4))).to.throw(
      DomainError,
      "no form",
    );
    expect(() => countForms(10n, 3n)).to.throw(DomainError, "10 frame elements and 3");
    expect(() => countForms(10n, 0n)).to.throw(DomainError);
  });
});
