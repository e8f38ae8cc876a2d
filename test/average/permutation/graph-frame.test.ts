import { expect } from "chai";
import fc from "fast-check";
import {
  type AttributedGraph,
  average,
  completeBipartiteGraph,
  cycleGraph,
  DomainError,
  Graph,
  graphFrame,
  Matrix,
  pairOutput,
  RandomStream,
  rowOutput,
  ShapeError,
  subsetGraph,
} from "../../../src/index.js";
import {
  allOrders,
  listed,
  meanOf,
  pairsInOrder,
  placeModel,
  randomMatrix,
  randomOrder,
  rowsInOrder,
} from "./listing.js";

const petersen = subsetGraph(5, 2, 0);

/** n, directed, coloured vertices, coloured arcs, loops: drawn so that symmetry is common. */
const randomGraph = fc
  .tuple(fc.integer({ min: 0, max: 7 }), fc.boolean(), fc.integer({ min: 1, max: 2 }), fc.nat())
  .map(([n, directed, colours, seed]) => {
    const random = RandomStream.fromSeed(seed);
    const edges: [number, number, number][] = [];
    for (let i = 0; i < n; i++) {
      for (let j = directed ? 0 : i; j < n; j++) {
        if (random.integer(3) === 0) edges.push([i, j, 1 + random.integer(colours)]);
      }
    }
    const vertexColours = Int32Array.from({ length: n }, () => random.integer(colours));
    const options = { directed, loops: true, colours: vertexColours };
    return { graph: Graph.fromEdges(n, edges, options), random };
  });

const nodeModel = (graph: Graph): Matrix => placeModel(1, 2)(graph.adjacency());
const pairModel = (graph: Graph): Matrix => placeModel(2, graph.vertices)(graph.adjacency());

/** The mean over every automorphism σ of the form, then back: what the frame's projectors stand for. */
function listedAverage(graph: Graph): { nodes: Matrix; pairs: Matrix; order: number } {
  const { form, order, generators } = graphFrame().poses(graph)[0];
  const group = listed(generators, graph.vertices);
  const toInput = Int32Array.from(order, (_, i) => order.indexOf(i));
  const nodes = meanOf(group.map((s) => rowsInOrder(nodeModel(form), s)));
  const pairs = meanOf(group.map((s) => pairsInOrder(pairModel(form), s)));
  return {
    nodes: rowsInOrder(nodes, toInput),
    pairs: pairsInOrder(pairs, toInput),
    order: group.length,
  };
}

describe("graphFrame", () => {
  it("equals the average over all automorphisms: Petersen 120, C₆ 12, K₃₃ 72", () => {
    // Orders and numbers of orbitals: Petersen S₅ with 3, C₆ D₆ with 4, K₃₃ S₃ ≀ S₂ with 3.
    for (const [graph, order, orbitals] of [
      [petersen, 120, 3],
      [cycleGraph(6), 12, 4],
      [completeBipartiteGraph(3, 3), 72, 3],
    ] as const) {
      const full = listedAverage(graph);
      const [pose] = graphFrame().poses(graph);
      expect(full.order).to.equal(order);
      expect(pose.automorphisms).to.equal(BigInt(order));
      expect(new Set(pose.orbitals()).size).to.equal(orbitals);
      const nodes = average(nodeModel, graphFrame(), rowOutput)(graph);
      const pairs = average(pairModel, graphFrame(), pairOutput)(graph);
      expect(nodes.maxDifference(full.nodes)).to.be.below(4e-15);
      expect(pairs.maxDifference(full.pairs)).to.be.below(4e-15);
    }
  });

  it("keeps any model's equivariance to the last bit, with its stabiliser listed by brute force", () => {
    const perNode = average(nodeModel, graphFrame(), rowOutput);
    const perPair = average(pairModel, graphFrame(), pairOutput);
    const invariant = average((g: Graph) => nodeModel(g).data, graphFrame());
    fc.assert(
      fc.property(randomGraph, ({ graph, random }) => {
        const order = randomOrder(graph.vertices, random);
        const shuffled = graph.reordered(order);
        const [pose] = graphFrame().poses(graph);
        expect(pose.form.equals(graphFrame().poses(shuffled)[0].form)).to.equal(true);
        expect(pose.form.equals(graph.reordered(pose.order))).to.equal(true);
        expect(perNode(shuffled).data).to.deep.equal(rowsInOrder(perNode(graph), order).data);
        expect(perPair(shuffled).data).to.deep.equal(pairsInOrder(perPair(graph), order).data);
        expect(invariant(shuffled)).to.deep.equal(invariant(graph));
        if (graph.vertices > 5) return;
        const fixing = allOrders(graph.vertices).filter((s) => graph.reordered(s).equals(graph));
        expect(pose.automorphisms).to.equal(BigInt(fixing.length));
        const full = listedAverage(graph);
        expect(perNode(graph).maxDifference(full.nodes)).to.be.below(1e-14);
        expect(perPair(graph).maxDifference(full.pairs)).to.be.below(1e-14);
      }),
      { numRuns: 100 },
    );
  });

  it("tells every two graphs of up to five vertices apart: 1, 2, 4, 11, 34 forms, 52 in all", () => {
    // Numbers of graphs: A000088. A class of forms has n!/|Aut| labelled members.
    [1, 2, 4, 11, 34].forEach((count, index) => {
      const n = index + 1;
      const members = new Map<string, { labelled: number; automorphisms: bigint }>();
      const pairs = Array.from({ length: n }, (_, i) => i).flatMap((i) =>
        Array.from({ length: i }, (_, j): [number, number] => [j, i]),
      );
      for (let code = 0; code < 2 ** pairs.length; code++) {
        const graph = Graph.fromEdges(
          n,
          pairs.filter((_, k) => (code >> k) & 1),
        );
        const { form, automorphisms } = graphFrame().poses(graph)[0];
        const key = form.adjacency().data.join("");
        const member = members.get(key) ?? { labelled: 0, automorphisms };
        member.labelled++;
        members.set(key, member);
        expect(member.automorphisms).to.equal(automorphisms);
      }
      expect(members.size).to.equal(count);
      const orders = BigInt(allOrders(n).length);
      for (const { labelled, automorphisms } of members.values()) {
        expect(BigInt(labelled) * automorphisms).to.equal(orders);
      }
    });
  });

  it("takes weights as they are, directed or not, each pair once", () => {
    let seen = 0;
    const model = (weights: Matrix): Matrix => {
      seen++;
      return placeModel(3, 2)(weights);
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.nat(), (n, directed, seed) => {
        const random = RandomStream.fromSeed(seed);
        const weights = new Matrix(n, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < (directed ? n : i); j++) {
            // Three irrational values: ties abound.
            const weight = [0, -Math.SQRT1_2, Math.PI][random.integer(3)];
            if (i !== j) weights.data[i * n + j] = weight;
            if (!directed) weights.data[j * n + i] = weight;
          }
        }
        const frame = graphFrame<Matrix>({ directed });
        const order = randomOrder(n, random);
        const perRow = average(model, frame, rowOutput);
        seen = 0;
        const moved = perRow(pairsInOrder(weights, order));
        expect(seen).to.equal(1);
        expect(moved.data).to.deep.equal(rowsInOrder(perRow(weights), order).data);
      }),
      { numRuns: 60 },
    );
  });

  it("gives A Aᵀ of a 16 × 16 normal matrix no symmetry, and one form for all orders", () => {
    const random = RandomStream.fromSeed(5);
    const A = randomMatrix(16, 16, random);
    const weights = A.multiply(A.transpose());
    for (let i = 0; i < 16; i++) for (let j = 0; j < i; j++) weights.row(i)[j] = weights.at(j, i);
    const frame = graphFrame<Matrix>({ loops: true });
    const [pose] = frame.poses(weights);
    expect(pose.automorphisms).to.equal(1n);
    const shuffled = pairsInOrder(weights, randomOrder(16, random));
    expect(frame.poses(shuffled)[0].form.data).to.deep.equal(pose.form.data);
  });

  it("takes features as colours of vertices", () => {
    const frame = graphFrame<AttributedGraph<Graph>>({ tolerance: 1e-9 });
    const features = Matrix.fromRows([[0.1], [0.2], [0.1], [0.3], [0.2], [0.3]]);
    const brute = allOrders(6).filter(
      (s) =>
        cycleGraph(6).reordered(s).equals(cycleGraph(6)) &&
        rowsInOrder(features, s).maxDifference(features) === 0,
    );
    const [pose] = frame.poses({ graph: cycleGraph(6), features });
    expect(pose.automorphisms).to.equal(BigInt(brute.length));
    const model = ({ graph, features: x }: AttributedGraph<Graph>): Matrix =>
      placeModel(4, 2)(graph.adjacency().multiply(x).add(x, 0.5));
    const perNode = average(model, frame, rowOutput);
    fc.assert(
      fc.property(randomGraph, ({ graph, random }) => {
        const n = graph.vertices;
        const x = new Matrix(
          n,
          2,
          new Float64Array(2 * n).map(() => random.integer(2) / 3),
        );
        const order = randomOrder(n, random);
        const moved = perNode({ graph: graph.reordered(order), features: rowsInOrder(x, order) });
        expect(moved.data).to.deep.equal(rowsInOrder(perNode({ graph, features: x }), order).data);
      }),
      { numRuns: 40 },
    );
  });

  it("reports automorphisms, orbits and how near weights are to a tie", () => {
    const report = graphFrame().inspect(petersen);
    expect(report.stabiliser).to.deep.equal({ order: 120n, description: "120 automorphisms" });
    expect(report.distance).to.equal(Infinity);
    expect(report.findings.join()).to.contain("10 vertices fall into 1 orbit");
    const weights = Matrix.fromRows([
      [0, 1, 1.25],
      [1, 0, 3],
      [1.25, 3, 0],
    ]);
    // 1 and 1.25 each stand twice, and each goes half way: √(4 · 0.125²).
    expect(graphFrame<Matrix>().inspect(weights).distance).to.be.closeTo(0.25, 1e-15);
  });

  it("refuses what is no graph, and says where", () => {
    const matrixFrame = graphFrame<Matrix>();
    const bad: [Matrix, typeof DomainError | typeof ShapeError, string][] = [
      [new Matrix(2, 3), ShapeError, "2 × 3"],
      [new Matrix(2, 2, Float64Array.of(0, 1, 2, 0)), DomainError, "(0, 1)"],
      [new Matrix(2, 2, Float64Array.of(1, 1, 1, 0)), DomainError, "loop"],
      [new Matrix(2, 2, Float64Array.of(0, Number.NaN, 1, 0)), DomainError, "NaN"],
    ];
    for (const [weights, kind, words] of bad) {
      expect(() => matrixFrame.poses(weights)).to.throw(kind, words);
    }
    const features = new Matrix(3, 1);
    expect(() => graphFrame<AttributedGraph>().poses({ graph: petersen, features })).to.throw(
      ShapeError,
      "3 rows of features for 10 vertices",
    );
    expect(() => graphFrame<Graph>().poses([[0]] as never)).to.throw(ShapeError, "an array");
    expect(() => graphFrame<Matrix>({ tolerance: -1 }).poses(new Matrix(1, 1))).to.throw(
      DomainError,
      "tolerance is -1",
    );
  });
});
