import { expect } from "chai";
import {
  average,
  canonicalLabelling,
  completeGraph,
  DomainError,
  type FeaturedGraph,
  featuredGraph,
  Graph,
  Matrix,
  pairOutput,
  type RandomStream,
  randomSetNetwork,
  rowOutput,
  ShapeError,
  spectralFrame,
  spectralGraphFrame,
  spectralOrbitFrame,
} from "../../../src/index.js";
import {
  cycle,
  largestDifference,
  randomGraph,
  randomTree,
  rowsInOrder,
  stream,
  sums,
} from "./graphs.js";

/** Rows see their own features and what the neighbours' hidden values sum to. */
function graphNetwork(inputs: number, outputs: number, random: RandomStream) {
  const hidden = randomSetNetwork({ inputs, width: 12, outputs: 8 }, random.split("hidden"));
  const last = randomSetNetwork({ inputs: 8, width: 12, outputs }, random.split("last"));
  return ({ adjacency, features }: FeaturedGraph): Matrix => {
    const own = hidden(features);
    return last(own.add(adjacency.multiply(own), 0.7));
  };
}

const withoutFeatures = (graph: Graph) => featuredGraph(graph);

function moved({ adjacency, features }: FeaturedGraph, order: readonly number[]): FeaturedGraph {
  const rows = rowsInOrder(adjacency, order);
  return {
    adjacency: rowsInOrder(rows.transpose(), order),
    features: features.columns === 0 ? features : rowsInOrder(features, order),
  };
}

function graphs(): Graph[] {
  const random = stream("spectral graphs");
  return [
    cycle(4),
    cycle(5),
    cycle(6),
    ...Array.from({ length: 12 }, () => randomTree(8, random)),
    ...Array.from({ length: 12 }, () => randomGraph(7, 0.4, random)),
  ];
}

describe("spectralFrame", () => {
  it("makes a network with eigenvectors depend on the graph alone, leftovers and all", () => {
    const random = stream("spectral frame");
    const model = graphNetwork(3, 2, random.split("model"));
    let several = 0;
    for (const rule of ["oap", "optimal"] as const) {
      const frame = spectralFrame({ count: 3, skip: 1, rule });
      const averaged = average(model, frame);
      for (const graph of graphs()) {
        const input = withoutFeatures(graph);
        const order = random.permutation(graph.vertices);
        const expected = rowsInOrder(averaged(input), order);
        expect(averaged(moved(input, order)).maxDifference(expected)).to.be.below(1e-9);
        const poses = frame.poses(input);
        if (poses.length > 1) several++;
        expect(frame.inspect!(input).calls).to.equal(poses.length);
      }
    }
    expect(several).to.be.greaterThan(10);
  });

  it("would not with one of the leftovers only, such as a solver gives", () => {
    const random = stream("one leftover");
    const model = graphNetwork(3, 2, random.split("model"));
    const frame = spectralFrame({ count: 3, skip: 1 });
    const input = withoutFeatures(cycle(6));
    const [first, ...others] = frame.poses(input).map(({ form }) => model(form));
    expect(others.length).to.be.greaterThan(0);
    const apart = others.map((value) => value.maxDifference(first));
    expect(Math.max(...apart)).to.be.above(1e-3);
  });

  it("can hand over projectors where no vectors can be chosen", () => {
    const frame = spectralFrame({ count: 6, leftover: "projector" });
    const [{ form }, ...rest] = frame.poses(withoutFeatures(cycle(6)));
    expect(rest).to.deep.equal([]);
    // Spaces of C6 that are open: ±1/2 (two-fold) and −1.
    expect(form.projectors!.map((P) => Math.round(P.trace()))).to.deep.equal([2, 2, 1]);
    for (const P of form.projectors!) expect(P.multiply(P).maxDifference(P)).to.be.below(1e-12);
    expect(form.features.columns).to.equal(6);
    expect(Array.from(form.features.row(0)).slice(1)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it("says what cannot be chosen, and by which permutation", () => {
    const { findings, calls } = spectralFrame({ count: 2 }).inspect!(withoutFeatures(cycle(4)));
    expect(calls).to.equal(4);
    expect(findings.join()).to.match(
      /2-fold\): 2 of its vectors cannot be chosen: the permutation \(/,
    );
    // C9 has four two-fold spaces; the vectors of one repeat with period 3, and have 3! images.
    const nonagon = spectralFrame({ count: 9 }).inspect!(withoutFeatures(cycle(9)));
    expect(nonagon.calls).to.equal(18 ** 3 * 6);
  });

  it("pads graphs that are too small, and refuses too many encodings and ragged features", () => {
    const frame = spectralFrame({ count: 5 });
    const [{ form }] = frame.poses({
      adjacency: Matrix.zeros(1),
      features: new Matrix(1, 2, Float64Array.of(7, 8)),
    });
    expect(Array.from(form.features.data)).to.deep.equal([7, 8, 1, 0, 0, 0, 0]);
    const all = spectralFrame({ count: 8 });
    expect(() => all.poses(withoutFeatures(completeGraph(8)))).to.throw(DomainError, "4096");
    expect(() =>
      frame.poses({ adjacency: Matrix.zeros(3), features: Matrix.zeros(2, 1) }),
    ).to.throw(ShapeError);
    expect(() =>
      frame.poses({ adjacency: Matrix.zeros(1), features: new Matrix(1, 1, Float64Array.of(NaN)) }),
    ).to.throw(DomainError, "feature 0 of vertex 0");
  });
});

describe("spectralOrbitFrame", () => {
  it("says in one call what the mean over all symmetries of the graph says", () => {
    const random = stream("orbit frame");
    const model = graphNetwork(4, 2, random.split("model"));
    const frame = spectralOrbitFrame({ count: 4 });
    const rows = average(model, frame, rowOutput);
    const pairs = average((input: FeaturedGraph) => gram(model(input)), frame, pairOutput);
    for (const graph of graphs()) {
      const input = withoutFeatures(graph);
      const [{ form }] = frame.poses(input);
      const group = closure(canonicalLabelling(graph).generators, graph.vertices);
      const inGroup = (value: (form: FeaturedGraph) => Matrix) => {
        const values = group.map((image) =>
          value({ ...form, features: rowsInOrder(form.features, image) }),
        );
        const total = values.reduce((sum, each) => sum.add(each));
        return total.scale(1 / group.length);
      };
      expect(rows(input).maxDifference(inGroup(model))).to.be.below(1e-10);
      expect(pairs(input).maxDifference(inGroup((x) => gram(model(x))))).to.be.below(1e-10);
      const order = random.permutation(graph.vertices);
      const expected = rowsInOrder(rows(input), order);
      expect(rows(moved(input, order)).maxDifference(expected)).to.be.below(1e-9);
    }
  });

  it("counts encodings as the group's order over what keeps the vectors", () => {
    const encodings = (graph: Graph, count: number) =>
      spectralOrbitFrame({ count }).poses(withoutFeatures(graph))[0].encodings();
    // Only the trivial vector is kept: one. All vectors: nothing but the identity keeps them.
    expect(encodings(cycle(6), 1)).to.equal(1n);
    expect(encodings(cycle(6), 6)).to.equal(12n);
    expect(encodings(completeGraph(5), 5)).to.equal(120n);
    expect(encodings(completeGraph(30), 1)).to.equal(1n);
  });

  it("takes colours for features, and neither directions nor other rows", () => {
    const coloured = Graph.fromEdges(
      3,
      [
        [0, 1, 2],
        [1, 2],
      ],
      { colours: [4, 7, 4] },
    );
    const { adjacency, features } = featuredGraph(coloured);
    expect(adjacency.toRows()).to.deep.equal([
      [0, 2, 0],
      [2, 0, 1],
      [0, 1, 0],
    ]);
    expect(features.toRows()).to.deep.equal([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(featuredGraph(cycle(4)).features.columns).to.equal(0);
    const directed = Graph.fromEdges(2, [[0, 1]], { directed: true });
    expect(() => featuredGraph(directed)).to.throw(DomainError, "directed");
    expect(() => featuredGraph(coloured, Matrix.zeros(2, 1))).to.throw(ShapeError, "3 vertices");
  });

  it("takes graphs without vertices and without edges", () => {
    const frame = spectralOrbitFrame({ count: 2 });
    const rows = average((input: FeaturedGraph) => input.features, frame, rowOutput);
    expect(rows({ adjacency: Matrix.zeros(0), features: Matrix.zeros(0) }).rows).to.equal(0);
    // No edges: every vertex is like every other, so that each gets the mean of all encodings.
    const three = rows({ adjacency: Matrix.zeros(3), features: Matrix.zeros(3, 0) });
    for (let k = 0; k < 6; k++) expect(three.data[k]).to.be.closeTo(three.data[k % 2], 1e-15);
  });

  it("keeps apart vertices whose features differ", () => {
    const frame = spectralOrbitFrame({ count: 6 });
    const features = new Matrix(6, 1, Float64Array.of(1, 0, 0, 0, 0, 0));
    const [pose] = frame.poses({ adjacency: cycle(6).adjacency(), features });
    // One vertex of the hexagon marked: only the reflection through it is left.
    expect(Array.from(pose.blocks)).to.deep.equal([0, 1, 2, 3, 2, 1]);
    expect(pose.encodings()).to.equal(2n);
    const invariant = average(
      (input: FeaturedGraph) => sums(graphNetwork(7, 2, stream("m"))(input)),
      frame,
    );
    const input = { adjacency: cycle(6).adjacency(), features };
    const order = stream("marked").permutation(6);
    expect(largestDifference(invariant(input), invariant(moved(input, order)))).to.be.below(1e-9);
  });

  it("names what is no graph with features", () => {
    for (const frame of [spectralFrame({ count: 2 }), spectralOrbitFrame({ count: 2 })]) {
      for (const wrong of [
        undefined,
        new Matrix(2, 2),
        [[0, 1]],
        { adjacency: new Matrix(2, 2) },
      ]) {
        expect(() => frame.poses(wrong as never), frame.name).to.throw(ShapeError, "expected");
      }
    }
    expect(() => spectralGraphFrame().poses(new Matrix(2, 2) as never)).to.throw(
      ShapeError,
      "no Graph",
    );
  });
});

function gram(rows: Matrix): Matrix {
  return rows.multiply(rows.transpose());
}

/** All products of the generators. */
function closure(generators: readonly Int32Array[], n: number): number[][] {
  const seen = new Map<string, number[]>();
  const queue = [Array.from({ length: n }, (_, i) => i)];
  seen.set(queue[0].join(), queue[0]);
  for (const image of queue) {
    for (const generator of generators) {
      const next = image.map((i) => generator[i]);
      if (seen.has(next.join())) continue;
      seen.set(next.join(), next);
      queue.push(next);
    }
  }
  return queue;
}
