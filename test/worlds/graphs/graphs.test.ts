import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import {
  canonicalLabelling,
  completeGraph,
  cycleGraph,
  finiteField,
  type Graph,
  isIsomorphic,
  paleyGraph,
  wlEquivalent,
  writeGraph6,
} from "../../../src/graphs/index.js";
import { Matrix, mean, RandomStream } from "../../../src/numerics/index.js";
import {
  allGraphs,
  cfiPair,
  cfiPairs,
  circularSkipLink,
  circularSkipLinks,
  complementGraph,
  cyclicTriples,
  disjointTriplesGraph,
  eachGraph,
  hypercubeGraph,
  pathGraph,
  petersenGraph,
  randomGraph,
  randomRecursiveTree,
  randomRegularGraph,
  starGraph,
  stronglyRegular25,
  switchedTriples,
  type Triple,
} from "../../../src/worlds/graphs/index.js";

const orderOf = (graph: Graph): number => Number(canonicalLabelling(graph).groupOrder);
const canonicalText = (graph: Graph): string => writeGraph6(canonicalLabelling(graph).form);

/** A² = k I + λ A + μ (J − I − A). */
function expectStronglyRegular(graph: Graph, [n, k, lambda, mu]: readonly number[]): void {
  const A = graph.adjacency();
  const square = A.multiply(A);
  const ones = new Matrix(n, n, new Float64Array(n * n).fill(1));
  const I = Matrix.identity(n);
  const expected = I.scale(k).add(A, lambda).add(ones.subtract(I).subtract(A), mu);
  expect(graph.vertices).equal(n);
  expect(square.maxDifference(expected)).equal(0);
}

describe("worlds/graphs", () => {
  // OEIS A000088 and A001349.
  const all = [1, 1, 2, 4, 11, 34, 156, 1044];
  const connected = [1, 1, 1, 2, 6, 21, 112];

  it("counts all graphs on 0 … 7 vertices, and the connected ones on 0 … 6, each once", () => {
    for (let n = 0; n <= 7; n++) {
      const graphs = allGraphs(n);
      expect(graphs.length).equal(all[n]);
      if (n < 7) expect(allGraphs(n, { connected: true }).length).equal(connected[n]);
      expect(new Set(graphs.map(canonicalText)).size).equal(all[n]);
    }
  });

  it("on 8 vertices: 11 117 connected, with the published orders of their groups", () => {
    const orders = new Map<number, number>();
    let sum = 0;
    let logarithms = 0;
    for (const graph of eachGraph(8, { connected: true })) {
      const order = orderOf(graph);
      orders.set(order, (orders.get(order) ?? 0) + 1);
      sum += order;
      logarithms += Math.log(order);
    }
    const count = Array.from(orders.values()).reduce((total, c) => total + c, 0);
    expect(count).equal(11_117);
    // MFA's card, §8 and the table of E5.
    expect([orders.get(1), orders.get(2), orders.get(4)]).deep.equal([3552, 4098, 1971]);
    expect(Math.max(...orders.keys())).equal(40_320);
    expect(sum / count).closeTo(9.05, 0.005);
    expect(Math.exp(logarithms / count)).closeTo(2.32, 0.005);
  });

  it("finds the fifteen strongly regular (25, 12, 5, 6), in the published groups", () => {
    const graphs = stronglyRegular25();
    for (const graph of graphs) expectStronglyRegular(graph, [25, 12, 5, 6]);
    expect(graphs.map(orderOf)).deep.equal([1, 1, 2, 2, 2, 2, 3, 3, 6, 6, 6, 6, 72, 72, 600]);
    const texts = new Set(graphs.map(canonicalText));
    expect(texts.size).equal(15);
    // The complement of one is one of them.
    for (const graph of graphs)
      expect(texts.has(canonicalText(complementGraph(graph)))).equal(true);
    for (const graph of graphs) expect(wlEquivalent(graph, graphs[0])).equal(true);
  });

  it("Paley: strongly regular, self-complementary, k q (q − 1) / 2 automorphisms", () => {
    for (const [q, k] of [
      [5, 1],
      [9, 2],
      [13, 1],
      [25, 2],
      [49, 2],
    ]) {
      const graph = paleyGraph(q);
      expectStronglyRegular(graph, [q, (q - 1) / 2, (q - 5) / 4, (q - 1) / 4]);
      expect(orderOf(graph)).equal((k * q * (q - 1)) / 2);
      expect(isIsomorphic(graph, complementGraph(graph))).equal(true);
    }
    expect(() => paleyGraph(27)).throw(DomainError, "3 mod 4");
    expect(() => paleyGraph(21)).throw(DomainError, "power of a prime");
  });

  it("finite fields: the axioms", () => {
    for (const q of [2, 4, 7, 8, 9, 25, 27, 64]) {
      const field = finiteField(q);
      const element = fc.nat(q - 1);
      fc.assert(
        fc.property(element, element, element, (a, b, c) => {
          const { add, multiply, subtract } = field;
          expect(add(a, b)).equal(add(b, a));
          expect(multiply(a, b)).equal(multiply(b, a));
          expect(multiply(a, multiply(b, c))).equal(multiply(multiply(a, b), c));
          expect(multiply(a, add(b, c))).equal(add(multiply(a, b), multiply(a, c)));
          expect(subtract(add(a, b), b)).equal(a);
          expect(multiply(a, 1)).equal(a);
        }),
        { numRuns: 20 },
      );
      for (let a = 1; a < q; a++) {
        const products = new Set(Array.from({ length: q }, (_, b) => field.multiply(a, b)));
        expect(products.size).equal(q);
      }
    }
  });

  it("Steiner triples: each pair once, two systems, their graphs (26, 10, 3, 4)", () => {
    const systems = [cyclicTriples(), switchedTriples(cyclicTriples())];
    for (const triples of systems) {
      const pairs = triples.flatMap(([a, b, c]: Triple) =>
        [
          [a, b],
          [a, c],
          [b, c],
        ].map(([p, q]) => Math.min(p, q) * 13 + Math.max(p, q)),
      );
      expect([triples.length, pairs.length, new Set(pairs).size]).deep.equal([26, 78, 78]);
      expectStronglyRegular(disjointTriplesGraph(triples), [26, 10, 3, 4]);
    }
    // The groups of the two systems have 39 and 6 elements.
    expect(systems.map((system) => orderOf(disjointTriplesGraph(system)))).deep.equal([39, 6]);
  });

  it("pairs of Cai, Fürer and Immerman: alike to refinement, not isomorphic", () => {
    const bases = [completeGraph(4), petersenGraph(), hypercubeGraph(3)];
    for (const base of bases) {
      for (const coloured of [false, true]) {
        const [plain, twisted] = cfiPair(base, { coloured });
        expect(plain.vertices).equal(7 * base.vertices);
        expect(wlEquivalent(plain, twisted)).equal(true);
        expect(isIsomorphic(plain, twisted)).equal(false);
        // Coloured: a flip for each element of the cycle space, 2^(edges − vertices + 1).
        const flips = 2 ** (base.edges - base.vertices + 1);
        if (coloured) expect([plain, twisted].map(orderOf)).deep.equal([flips, flips]);
      }
    }
    expect(() => cfiPair(pathGraph(0))).throw(DomainError, "connected");
    expect(() => cfiPair(complementGraph(completeGraph(2)))).throw(DomainError, "connected");
  });

  it("pairs over random bases: alike, not isomorphic, in random order, the same by number", () => {
    const data = cfiPairs(6, { seed: 2 });
    expect(data.map(({ label }) => label)).deep.equal([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    for (let k = 0; k < 12; k += 2) {
      const [plain, twisted] = [data[k].graph, data[k + 1].graph];
      expect(plain.vertices).equal(70);
      expect(wlEquivalent(plain, twisted)).equal(true);
      expect(isIsomorphic(plain, twisted)).equal(false);
    }
    expect(cfiPairs(1, { seed: 2 })[1].graph.equals(data[1].graph)).equal(true);
    expect(() => cfiPairs(1, { baseVertices: 2 })).throw(DomainError, "2 vertices");
  });

  it("circular skip links: ten classes on 41 vertices that refinement takes for one", () => {
    const graphs = circularSkipLinks();
    expect(new Set(graphs.map(canonicalText)).size).equal(10);
    for (const graph of graphs) {
      expect([graph.vertices, graph.edges]).deep.equal([41, 82]);
      expect(wlEquivalent(graph, graphs[0])).equal(true);
    }
    expect(() => circularSkipLink(8, 4)).throw(DomainError, "skip = 4");
  });

  it("named graphs have their groups", () => {
    expect(orderOf(petersenGraph())).equal(120);
    expect(orderOf(hypercubeGraph(4))).equal(384);
    expect(orderOf(starGraph(5))).equal(120);
    expect(orderOf(pathGraph(6))).equal(2);
    expectStronglyRegular(petersenGraph(), [10, 3, 0, 1]);
    expect(pathGraph(1).edges).equal(0);
  });

  it("random regular graphs are regular, in all sizes that exist", () => {
    fc.assert(
      fc.property(fc.nat(14), fc.nat(13), fc.nat(), (n, degree, seed) => {
        const random = RandomStream.fromSeed(seed);
        if ((n * degree) % 2 === 1 || degree >= Math.max(n, 1)) {
          expect(() => randomRegularGraph(n, degree, random)).throw(DomainError, "n · degree even");
          return;
        }
        const graph = randomRegularGraph(n, degree, random);
        for (let v = 0; v < n; v++) expect(graph.degree(v)).equal(degree);
      }),
      { numRuns: 60 },
    );
    // The two 3-regular graphs on 6 vertices: K₃,₃ has 10 labellings, the prism 60.
    const prisms = Array.from({ length: 400 }, (_, k) =>
      orderOf(randomRegularGraph(6, 3, RandomStream.fromSeed(k))),
    ).filter((order) => order === 12).length;
    expect(prisms / 400).closeTo(60 / 70, 5 * Math.sqrt((60 * 10) / 70 ** 2 / 400));
    const cycle = randomRegularGraph(3, 2, RandomStream.fromSeed(1));
    expect(isIsomorphic(cycle, cycleGraph(3))).equal(true);
  });

  it("random graphs and trees follow their laws", () => {
    const random = RandomStream.fromSeed(6);
    const edges = Array.from({ length: 200 }, () => randomGraph(20, 0.2, random).edges);
    expect(mean(edges)).closeTo(38, 5 * Math.sqrt((190 * 0.2 * 0.8) / 200));
    // The root's degree in a recursive tree is H_{n−1} in the mean: 3.5477 for n = 20.
    const trees = Array.from({ length: 400 }, () => randomRecursiveTree(20, random));
    expect(mean(trees.map((tree) => tree.degree(0)))).closeTo(3.5477, 0.4);
    for (const tree of trees) expect([tree.vertices, tree.edges]).deep.equal([20, 19]);
    expect(randomRecursiveTree(0, random).vertices).equal(0);
    expect(() => randomGraph(3, 1.5, random)).throw(DomainError, "1.5");
    expect(() => allGraphs(11)).throw(DomainError, "11");
  });
});
