import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  callCounts,
  canonicalPrincipalFrame,
  DomainError,
  type Frame,
  type LinearPose,
  Matrix,
  minimalOrthogonalFrame,
  orthogonalGroup,
  pointOutput,
  principalFrame,
  type RandomStream,
  randomSetNetwork,
  representationOutput,
  reweightedPrincipalFrame,
  ShapeError,
  singularValueDecomposition,
  specialOrthogonalGroup,
  stochasticPrincipalFrame,
  tensorProduct,
  vectorOutput,
  vectorRepresentation,
} from "../../../src/index.js";
import { rowsInOrder, stream } from "../canonical/graphs.js";

type Options = { readonly special?: boolean; readonly centred?: boolean };
const KINDS: readonly Options[] = [
  {},
  { special: true },
  { centred: true },
  { special: true, centred: true },
];

const normal = (rows: number, columns: number, random: RandomStream) =>
  new Matrix(rows, columns, random.normals(rows * columns));

/** n × d of rank r, its singular values those given. */
function withSpreads(n: number, d: number, spreads: readonly number[], random: RandomStream) {
  const { U, V } = singularValueDecomposition(normal(n, d, random), { thin: true });
  for (let k = 0; k < U.data.length; k++) U.data[k] *= spreads[k % d] ?? 0;
  return U.multiply(V.transpose());
}

/** The largest |f(g x) − g f(x)| over some g and, for the last, an order of the points. */
function error(
  frame: Frame<Matrix, LinearPose>,
  X: Matrix,
  { special = false, centred = false }: Options,
  random: RandomStream,
  reorder = false,
): number {
  const d = X.columns;
  const network = randomSetNetwork({ inputs: d, width: 24, outputs: d }, random.split("network"));
  const averaged = average(network, frame, centred ? pointOutput : vectorOutput);
  const shift = centred ? random.normals(d) : new Float64Array(d);
  const order = reorder ? random.permutation(X.rows) : Array.from({ length: X.rows }, (_, i) => i);
  const g = (special ? specialOrthogonalGroup(d) : orthogonalGroup(d)).sample(random);
  const move = (points: Matrix) => {
    const out = rowsInOrder(points.multiply(g.transpose()), order);
    for (let k = 0; k < out.data.length; k++) out.data[k] += shift[k % d];
    return out;
  };
  return averaged(move(X)).maxDifference(move(averaged(X)));
}

const cube = Matrix.fromRows(
  Array.from({ length: 8 }, (_, k) => [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1]),
);

describe("principalFrame", () => {
  it("has all sign patterns of the ascending axes in the order of the product, det = 1 for SO", () => {
    const X = normal(9, 3, stream("patterns"));
    const poses = principalFrame(3).poses(X);
    const [first] = poses;
    const signs = poses.map(({ element }) =>
      [0, 1, 2].map((k) => Math.sign(element.at(0, k) * first.element.at(0, k))).join(),
    );
    // First pattern − − −, the last axis fastest: relative to it + + +, + + −, + − +, …
    expect(signs).to.deep.equal([
      "1,1,1",
      "1,1,-1",
      "1,-1,1",
      "1,-1,-1",
      "-1,1,1",
      "-1,1,-1",
      "-1,-1,1",
      "-1,-1,-1",
    ]);
    const spreads = [0, 1, 2].map((k) => Math.hypot(...first.form.column(k)));
    expect(spreads).to.deep.equal([...spreads].sort((a, b) => a - b));
    for (const { element, form, inverse, weight } of principalFrame(3, { special: true }).poses(
      X,
    )) {
      expect(det3(element)).to.be.closeTo(1, 1e-12);
      expect(weight).to.equal(1 / 4);
      expect(form.multiply(inverse).maxDifference(X)).to.be.below(1e-12);
    }
  });

  it("is equivariant for clouds of every rank, those in general position among them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(),
        fc.constantFrom(...KINDS),
        (d, rank, seed, options) => {
          const random = stream(`ranks ${seed}`);
          const r = Math.min(rank, d);
          const spreads = Array.from({ length: r }, (_, k) => 1 + k + 0.5 * random.uniform());
          const X = withSpreads(7, d, spreads, random);
          expect(error(principalFrame(d, options), X, options, random, true)).to.be.below(1e-12);
          const canonical = canonicalPrincipalFrame(d, options);
          expect(error(canonical, X, options, random, true)).to.be.below(1e-12);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("agrees with the minimal frame on models that are equivariant already", () => {
    const random = stream("equivariant model");
    const X = normal(6, 3, random);
    const model = (cloud: Matrix) => cloud.multiply(cloud.transpose()).multiply(cloud);
    for (const frame of [
      principalFrame(3),
      minimalOrthogonalFrame(3),
      canonicalPrincipalFrame(3),
    ]) {
      expect(average(model, frame, vectorOutput)(X).maxDifference(model(X))).to.be.below(1e-11);
    }
  });

  it("keeps of tensors what leaves the flat axes alone", () => {
    const random = stream("tensors");
    const group = orthogonalGroup(3);
    const rho = tensorProduct(vectorRepresentation(group), vectorRepresentation(group));
    const network = randomSetNetwork({ inputs: 3, width: 16, outputs: 9 }, random.split("network"));
    const model = (X: Matrix) => network(X).row(0).slice();
    for (const spreads of [[2], [2, 1], [3, 2, 1]]) {
      const X = withSpreads(6, 3, spreads, random);
      const g = group.sample(random);
      for (const frame of [principalFrame(3), canonicalPrincipalFrame(3)]) {
        const averaged = average(model, frame, representationOutput(rho));
        const expected = rho.matrix(g).apply(averaged(X));
        averaged(X.multiply(g.transpose())).forEach((value, k) => {
          expect(value).to.be.closeTo(expected[k], 1e-12);
        });
      }
    }
  });

  it("fails where spreads are equal, and says so; the weighted one and the minimal one do not", () => {
    const random = stream("degenerate");
    const X = withSpreads(32, 6, [1.3, 1.3, 1.3, 1.3], random);
    const errorOf = (frame: Frame<Matrix, LinearPose>) =>
      Math.max(...[1, 2, 3, 4].map((k) => error(frame, X, {}, random.split(k))));
    expect(errorOf(principalFrame(6))).to.be.above(1e-3);
    expect(errorOf(stochasticPrincipalFrame(6, random.split("draws")))).to.be.above(0.05);
    expect(errorOf(reweightedPrincipalFrame(6))).to.be.below(1e-8);
    expect(errorOf(minimalOrthogonalFrame(6))).to.be.below(1e-12);
    expect(errorOf(canonicalPrincipalFrame(6))).to.be.below(1e-12);
    const report = principalFrame(6).inspect(X);
    expect([report.calls, report.rank, report.conditioning]).to.deep.equal([64, 4, Infinity]);
    expect(report.distance).to.be.below(1e-14);
    expect(report.findings.join(" ")).to.match(/not equivariant here/);
  });

  it("weights a point by further steps where the first meets another spread", () => {
    // Eigenvalues 1, 1, 1.1: the first point times √1.1 would make 1.1 twice, √1.2 does not.
    const X = Matrix.diagonal([1, 1, Math.sqrt(1.1)]);
    const random = stream("ladder");
    for (let trial = 0; trial < 4; trial++) {
      expect(error(reweightedPrincipalFrame(3), X, {}, random.split(trial))).to.be.below(1e-12);
    }
  });

  it("measures the change that makes two spreads meet", () => {
    // diag(3, 2.5, 1): the nearest are 3 and 2.5; 0.25 taken from one and added to the other.
    const X = Matrix.diagonal([3, 2.5, 1]);
    const { distance, conditioning } = principalFrame(3).inspect(X);
    expect(distance).to.be.closeTo(0.5 / Math.SQRT2, 1e-12);
    const meeting = Matrix.diagonal([2.75, 2.75, 1]);
    expect(meeting.subtract(X).frobeniusNorm()).to.be.closeTo(distance, 1e-12);
    expect(principalFrame(3).inspect(meeting).distance).to.be.below(1e-14);
    // Flat axes do not count among each other: on a line, its spread 2 and 0 are the nearest.
    const line = principalFrame(3).inspect(Matrix.fromRows([[2, 0, 0]]));
    expect([line.rank, line.conditioning]).to.deep.equal([1, 1]);
    expect(line.distance).to.be.closeTo(Math.SQRT2, 1e-12);
    expect(conditioning).to.be.closeTo((3 * Math.hypot(3, 2.5)) / (9 - 6.25), 1e-9);
  });

  it("draws each of its poses alike, and is not equivariant draw by draw", () => {
    const random = stream("draws");
    const X = normal(8, 2, random);
    const frame = principalFrame(2);
    const forms = frame.poses(X).map(({ form }) => form.data.join());
    const counts = new Map(forms.map((form) => [form, 0]));
    const drawn = stochasticPrincipalFrame(2, random.split("frame"));
    for (let k = 0; k < 400; k++) {
      const [pose, ...others] = drawn.poses(X);
      expect([others.length, pose.weight]).to.deep.equal([0, 1]);
      counts.set(pose.form.data.join(), counts.get(pose.form.data.join())! + 1);
    }
    expect(counts.size).to.equal(4);
    for (const count of counts.values()) expect(count).to.be.within(60, 145);
  });

  it("asks 2^d times where the canonical axes ask once", () => {
    const random = stream("calls");
    for (const d of [2, 3, 4, 5, 6]) {
      const clouds = Array.from({ length: 5 }, () => normal(9, d, random));
      expect(callCounts(principalFrame(d), clouds).mean).to.equal(2 ** d);
      expect(callCounts(principalFrame(d, { special: true }), clouds).most).to.equal(2 ** (d - 1));
      for (const options of KINDS) {
        const counts = callCounts(canonicalPrincipalFrame(d, options), clouds);
        expect(counts).to.deep.equal({ least: 1, most: 1, mean: 1, single: 5 });
      }
    }
  });

  it("refuses what is no cloud, and takes single points and none", () => {
    for (const frame of [
      principalFrame(2),
      canonicalPrincipalFrame(2),
      reweightedPrincipalFrame(2),
    ]) {
      expect(() => frame.poses(Matrix.zeros(3, 3))).to.throw(ShapeError, "2 columns");
      const broken = Matrix.zeros(2, 2);
      broken.data[3] = Number.NaN;
      expect(() => frame.poses(broken)).to.throw(DomainError, "coordinate 1 of point 1");
      expect(frame.poses(Matrix.zeros(0, 2))[0].form.rows).to.equal(0);
    }
    expect(() => principalFrame(17)).to.throw(DomainError, "2^17");
    expect(() => canonicalPrincipalFrame(0)).to.throw(DomainError);
    const point = Matrix.fromRows([[3, 4]]);
    for (const options of KINDS) {
      for (const frame of [principalFrame(2, options), canonicalPrincipalFrame(2, options)]) {
        expect(error(frame, point, options, stream("point"))).to.be.below(1e-12);
      }
    }
  });
});

describe("canonicalPrincipalFrame", () => {
  it("copes with regular solids by as many poses as they have symmetries", () => {
    const random = stream("solids");
    const octahedron = Matrix.fromRows([
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ]);
    const tetrahedron = Matrix.fromRows([
      [1, 1, 1],
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
    ]);
    // Orders of the full groups and of their rotations.
    for (const [solid, full, rotations] of [
      [cube, 48, 24],
      [octahedron, 48, 24],
      [tetrahedron, 24, 12],
    ] as const) {
      for (const options of KINDS) {
        const frame = canonicalPrincipalFrame(3, options);
        expect(frame.poses(solid).length).to.equal(options.special ? rotations : full);
        expect(error(frame, solid, options, random, true)).to.be.below(1e-12);
      }
    }
  });

  it("knows a solid again whose coordinates were rounded to float32", () => {
    const random = stream("float32");
    const frame = canonicalPrincipalFrame(3, { precision: "single" });
    const network = randomSetNetwork({ inputs: 3, width: 24, outputs: 3 }, random.split("network"));
    const averaged = average(network, frame, vectorOutput);
    for (const X of [cube, normal(9, 3, random)]) {
      const g = orthogonalGroup(3).sample(random);
      const there = X.multiply(g.transpose());
      const rounded = new Matrix(X.rows, 3, Float64Array.from(there.data, Math.fround));
      expect(frame.poses(rounded).length).to.equal(frame.poses(X).length);
      const expected = averaged(X).multiply(g.transpose());
      expect(averaged(rounded).maxDifference(expected)).to.be.below(1e-5);
    }
  });

  it("measures the change that turns a sign", () => {
    // On a line, 3 and −1: s = −1 + 10 · 2 = 19 with gradient (10, 11); 3 comes later, s = 23.
    const line = Matrix.fromRows([[3], [-1]]);
    const { distance } = canonicalPrincipalFrame(1).inspect(line);
    expect(distance).to.be.closeTo(19 / Math.sqrt(221), 1e-12);
    const toward = (length: number) => {
      const step = length / Math.sqrt(221);
      return Matrix.fromRows([[3 - 10 * step], [-1 - 11 * step]]);
    };
    const element = (X: Matrix) =>
      Math.sign(canonicalPrincipalFrame(1).poses(X)[0].element.at(0, 0));
    expect(element(toward(0.999 * distance))).to.equal(element(line));
    expect(element(toward(1.001 * distance))).to.equal(-element(line));
    // About the centroid, −3 −1 4 (least: −1, then −3 of the same sign): −1 must become 0.
    const centred = Matrix.fromRows([[-3], [-1], [4]]);
    const report = canonicalPrincipalFrame(1, { centred: true }).inspect(centred);
    expect(report.distance).to.be.closeTo(1 / Math.sqrt(2 / 3), 1e-12);
    // −3, 2.5, 0.5: 0.5 vanishes before 2.5 comes to it; −2, 1.9, 1.8, −1.7: 1.8 comes before −1.7.
    const near = Matrix.fromRows([[-2], [1.9], [1.8], [-1.7]]);
    const swap = canonicalPrincipalFrame(1, { centred: true }).inspect(near);
    expect(swap.distance).to.be.closeTo(0.1 / Math.sqrt(2 * (1 - 2 / 4)), 1e-12);
  });

  it("takes the two signs of a column that is its own negative, and no others", () => {
    // Along x: −2, 2, 0 is its own negative; along y 1/2, 1/2, −1 is not.
    const X = Matrix.fromRows([
      [-2, 0.5],
      [2, 0.5],
      [0, -1],
    ]);
    expect(canonicalPrincipalFrame(2).poses(X).length).to.equal(2);
    expect(canonicalPrincipalFrame(2, { special: true }).poses(X).length).to.equal(1);
    expect(error(canonicalPrincipalFrame(2), X, {}, stream("two signs"), true)).to.be.below(1e-12);
    expect(() => canonicalPrincipalFrame(3, { limit: 10 }).poses(cube)).to.throw(DomainError, "10");
  });
});

function det3(m: Matrix): number {
  const [[a, b, c], [d, e, f], [g, h, i]] = m.toRows();
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
