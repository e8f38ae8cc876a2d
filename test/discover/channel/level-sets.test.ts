import { expect } from "chai";
import { iibSolve } from "../../../src/discover/bottleneck/intertwining/index.js";
import {
  channel,
  levelSets,
  type ReferenceLaw,
  referenceLaw,
} from "../../../src/discover/channel/index.js";
import { equivarianceGroup } from "../../../src/discover/equivariance/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { entropy, Matrix, RandomStream, relativeEntropy } from "../../../src/numerics/index.js";

const rows = (n: number, m: number, at: (x: number, y: number) => number) =>
  Array.from({ length: n }, (_, x) => Array.from({ length: m }, (_, y) => at(x, y)));
const circulant = (c: number[]) =>
  rows(c.length, c.length, (x, y) => c[(y - x + c.length) % c.length]);
const order = (kernel: number[][], reference: ReferenceLaw, inputLaw?: number[]) =>
  Number(equivarianceGroup(levelSets(channel(kernel, { inputLaw }), { reference })).order);

const ERASURE = [
  [0.7, 0, 0.3],
  [0, 0.7, 0.3],
];
/** Experiment E1: levels, H(R), D_max, |G|, and the reference where it is not "equivariance". */
const ZOO: [string, number[][], number, number, number, number, ReferenceLaw?][] = [
  ["circulant of 4", circulant([0.5, 0.2, 0.17, 0.13]), 4, 1.23492, 0.151372, 4],
  ["circulant of 5", circulant([0.4, 0.2, 0.1, 0.1, 0.2]), 3, 1.05492, 0.138629, 10],
  ["symmetric", circulant([0.7, 0.1, 0.1, 0.1]), 2, 0.61086, 0.445846, 24],
  ["erasure, product", ERASURE, 2, 0.61086, 0.485203, 2, "product"],
  ["erasure", ERASURE, 2, 0.61086, 0.487748, 2],
  [
    "mirrored rows, product",
    [
      [0.65, 0.3, 0.05],
      [0.05, 0.3, 0.65],
    ],
    3,
    0.79099,
    0.30508,
    2,
    "product",
  ],
  [
    "six inputs of three rows",
    rows(6, 3, (x, y) => [0.6, 0.3, 0.1][(y - x + 6) % 3]),
    3,
    0.89795,
    0.200667,
    24,
  ],
  [
    "noise of Z2 × Z2",
    rows(4, 4, (x, y) => [0.5, 0.25, 0.15, 0.1][x ^ y]),
    4,
    1.20797,
    0.178321,
    4,
  ],
];

describe("level sets", () => {
  for (const [name, kernel, levels, rate, divergence, size, reference = "equivariance"] of ZOO) {
    it(`E1, ${name}: ${levels} levels, order ${size}`, () => {
      const sets = levelSets(channel(kernel), { reference: reference as ReferenceLaw });
      expect(sets.levels).equal(levels);
      expect(entropy(sets.P)).closeTo(rate, 5e-6);
      expect(relativeEntropy(sets.P, sets.Q)).closeTo(divergence, 5e-7);
      expect(equivarianceGroup(sets).order).equal(BigInt(size));
    });
  }

  it("E3: the product reference loses equivariances and invents them, the default does neither", () => {
    const third = circulant([0.5, 0.3, 0.2]);
    const law = [0.5, 0.3, 0.2];
    const independent = rows(2, 3, (_, y) => [0.5, 0.3, 0.2][y]);
    const output = [0.3, 0.2, 0.35, 0.15];
    const wide = rows(2, 4, (x, y) => output[y] * (x === Math.floor(y / 2) ? 1.5 : 0.5));
    expect(order(third, "equivariance", law)).equal(3);
    expect(order(third, "product", law)).equal(1);
    expect(order(independent, "equivariance")).equal(2);
    expect(order(independent, "product")).equal(12);
    expect(order(wide, "equivariance")).equal(1);
    expect(order(wide, "product")).equal(8);
  });

  it("impossible pairs stand apart, labelled after the levels", () => {
    const sets = levelSets(channel(ERASURE));
    expect([...sets.labels]).eql([1, 2, 0, 2, 1, 0]);
    expect(sets.hasImpossible).equal(true);
    expect(sets.P[0]).closeTo(0.3, 1e-15);
    expect(sets.ratios[0]).closeTo(0.9, 1e-15);
    expect(sets.ratios[1]).closeTo(2.1, 1e-15);
    expect(sets.Q[0] + sets.Q[1]).closeTo(2 / 3, 1e-15);
  });

  it("an input of probability 0 has impossible pairs only", () => {
    const sets = levelSets(
      channel(
        [
          [0.5, 0.5],
          [1, 0],
        ],
        { inputLaw: [1, 0] },
      ),
    );
    expect([...sets.labels]).eql([0, 0, 1, 1]);
  });

  it("independent pairs have one level under the product law", () => {
    const sets = levelSets(channel(rows(3, 4, (_, y) => [0.1, 0.2, 0.3, 0.4][y])), {
      reference: "product",
    });
    expect(sets.levels).equal(1);
    expect(sets.narrowestKept).equal(Infinity);
    expect(equivarianceGroup(sets).order).equal(144n);
  });

  it("reports the gaps that the decision rests on", () => {
    const kernel = [[0.25, 0.25 * Math.exp(1e-12), 0.5 - 0.25 * Math.expm1(1e-12)]];
    const sets = levelSets(channel(kernel));
    expect(sets.levels).equal(2);
    expect(sets.widestJoined).closeTo(1e-12, 1e-15);
    expect(sets.narrowestKept).closeTo(Math.log(2), 1e-11);
    expect(levelSets(channel(kernel), { tolerance: 0 }).levels).equal(3);
  });

  it("ratios ascend, however many pairs share a level and however close levels are", () => {
    const n = 300;
    const kernel = new Matrix(n, n);
    const weights = Float64Array.from({ length: n }, (_, k) => 1 + (k % 3) * 2e-14);
    const total = weights.reduce((a, b) => a + b);
    const law = RandomStream.fromSeed(4);
    const inputs = Float64Array.from({ length: n }, () => law.uniform() + 0.01);
    const mass = inputs.reduce((a, b) => a + b);
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < n; y++) kernel.data[x * n + y] = weights[(x + y) % n] / total;
    }
    const sets = levelSets(channel(kernel, { inputLaw: inputs.map((p) => p / mass) }), {
      tolerance: 0,
    });
    expect(sets.levels).equal(3);
    expect([...sets.ratios]).eql([...sets.ratios].sort((a, b) => a - b));
    expect(sets.P.reduce((a, b) => a + b)).closeTo(1, 1e-14);
  });

  it("classes of inputs are refused where a scalar problem is expected", () => {
    const sets = levelSets(
      channel([
        [0.7, 0.3],
        [0.3, 0.7],
      ]),
      { reference: "invariance" },
    );
    expect(() => iibSolve(sets, 1)).throw(DomainError, "informationBottleneck");
  });

  it("encodes inputs alone for invariances: equal rows, I(X;Y) at full information", () => {
    const kernel = rows(6, 3, (x, y) => [0.6, 0.3, 0.1][(y - x + 6) % 3]);
    const sets = levelSets(channel(kernel), { reference: "invariance" });
    expect([sets.outputs, sets.levels, sets.encodes]).eql([1, 3, "inputs"]);
    expect([...sets.labels]).eql([0, 1, 2, 0, 1, 2]);
    // Each class has a twin: 2!³ invariances; I(X;Y) = D_max of the pairs, since p_Y is uniform.
    expect(equivarianceGroup(sets).order).equal(8n);
    expect(relativeEntropy(sets.P, sets.Q)).closeTo(0.200667, 5e-7);
    expect(entropy(sets.P)).closeTo(Math.log(3), 1e-15);
  });

  it("the uniform reference shows the symmetries of the joint law", () => {
    // p(x, y) keeps the swap of inputs and outputs together; p_X is not uniform on the third input.
    const joint = [
      [0.2, 0.1],
      [0.1, 0.2],
      [0.2, 0.2],
    ];
    const made = channel(
      joint.map((row) => row.map((p) => p / (row[0] + row[1]))),
      { inputLaw: [0.3, 0.3, 0.4] },
    );
    const sets = levelSets(made, { reference: "distribution" });
    expect(sets.levels).equal(2);
    expect(equivarianceGroup(sets).order).equal(2n);
  });

  it("all references are laws, and a given one is kept", () => {
    const made = channel(ERASURE, { inputLaw: [0.25, 0.75] });
    for (const reference of ["equivariance", "product", "distribution", "invariance"] as const) {
      const q = referenceLaw(made, reference);
      expect(q.data.reduce((a, b) => a + b)).closeTo(1, 1e-15);
    }
    const given = referenceLaw(made, "distribution");
    expect(levelSets(made, { reference: given }).labels).eql(
      levelSets(made, { reference: "distribution" }).labels,
    );
  });

  it("a million pairs: planted levels come back", () => {
    const n = 1000;
    const random = RandomStream.fromSeed(1);
    const base = Float64Array.from({ length: n }, () => 1 + random.uniform());
    const total = base.reduce((a, b) => a + b);
    const kernel = new Matrix(n, n);
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < n; y++) kernel.data[x * n + y] = base[(y - x + n) % n] / total;
    }
    const sets = levelSets(channel(kernel));
    expect(sets.levels).equal(n);
    for (let x = 1; x < n; x += 37) {
      expect(sets.labels[x * n + x]).equal(sets.labels[0]);
      expect(sets.labels[x * n + ((x + 5) % n)]).equal(sets.labels[5]);
    }
  });

  it("refuses references that cannot be, by name, shape and value", () => {
    const made = channel(ERASURE);
    const vanishing = Matrix.fromRows([
      [0, 0.5, 0],
      [0, 0.5, 0],
    ]);
    expect(() => levelSets(made, { reference: vanishing })).throw(DomainError, "0 at (0, 0)");
    expect(() => levelSets(made, { reference: Matrix.identity(2) })).throw(ShapeError, "2 × 2");
    expect(() => levelSets(made, { reference: new Matrix(2, 3) })).throw(DomainError, "sums to 0");
    expect(() => levelSets(made, { reference: "products" as "product" })).throw(
      DomainError,
      '"products"',
    );
    expect(() => levelSets(made, { tolerance: Number.NaN })).throw(DomainError, "tolerance is NaN");
  });
});
