import { expect } from "chai";
import { discoverInTable, discreteDefectsOfTable } from "../../src/discover/index.js";
import { DomainError, ShapeError } from "../../src/errors.js";
import { specialEuclideanGroup, specialOrthogonalGroup } from "../../src/groups/index.js";
import { affineAction, type DiscreteElement } from "../../src/lie-derivative/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";

const se3 = affineAction(specialEuclideanGroup(3));

function table(
  count: number,
  noise: number,
  F: (x: Float64Array) => number[],
  seed = 1,
): { inputs: Matrix; outputs: Matrix } {
  const random = RandomStream.fromSeed(seed);
  const draw = () => 2 * random.uniform() - 1;
  const inputs = new Matrix(count, 3, Float64Array.from({ length: 3 * count }, draw));
  const values = Array.from({ length: count }, (_, i) => F(inputs.row(i)));
  const outputs = Matrix.fromRows(
    values.map((row) => row.map((value) => value + noise * random.normal())),
  );
  return { inputs, outputs };
}

const TARGETS: [string, number, (x: Float64Array) => number[]][] = [
  ["|x|²", 3, (x) => [x[0] ** 2 + x[1] ** 2 + x[2] ** 2]],
  ["sin 2ρ + z: turns about the axis", 1, (x) => [Math.sin(2 * Math.hypot(x[0], x[1])) + x[2]]],
  ["sin 2x: motions of the plane x = 0", 3, (x) => [Math.sin(2 * x[0])]],
  ["nothing", 0, (x) => [Math.sin(2 * x[0] + x[1] * x[2]) + x[1] ** 3 - 0.5 * x[2]]],
];

describe("discover/table", () => {
  for (const [name, dimension, F] of TARGETS) {
    it(`${name}: dimension ${dimension} by regression and as a graph, with and without noise`, () => {
      for (const noise of [0, 0.05]) {
        const { inputs, outputs } = table(600, noise, F);
        for (const method of ["regression", "graph"] as const) {
          const found = discoverInTable(inputs, outputs, se3, { method, replicates: 0 });
          expect(found.dimension, `${method}, noise ${noise}`).to.equal(dimension);
        }
      }
    });
  }

  it("is exact where local polynomials are: |x|² without noise to rounding", () => {
    const { inputs, outputs } = table(300, 0, TARGETS[0][2]);
    const { defects } = discoverInTable(inputs, outputs, se3, { replicates: 0 });
    expect(defects[3]).to.be.below(1e-11);
    expect(defects[2]).to.be.above(0.4);
  });

  it("knows the error of its slopes: for noisy |x|² measured over expected is 1", () => {
    for (const seed of [1, 2, 3]) {
      const { inputs, outputs } = table(600, 0.1, TARGETS[0][2], seed);
      const found = discoverInTable(inputs, outputs, se3, { neighbours: 60, replicates: 0 });
      for (const k of [3, 4, 5]) {
        expect(found.defects[k] / found.floors![k]).to.be.within(0.6, 1.6);
      }
    }
  });

  it("turns outputs along: x ↦ |x|² x under SO(3)", () => {
    const { inputs, outputs } = table(500, 0.02, (x) =>
      [...x].map((v) => v * (1 + Math.hypot(...x) ** 2)),
    );
    const action = affineAction(specialOrthogonalGroup(3), { output: "vector" });
    for (const method of ["regression", "graph"] as const) {
      const found = discoverInTable(inputs, outputs, action, { method, replicates: 0 });
      expect(found.dimension, method).to.equal(3);
      expect(found.algebra?.name).to.equal("so(3)");
    }
  });

  it("cannot regress across a plane of inputs and says what to do; as a graph it can", () => {
    const { inputs } = table(300, 0, TARGETS[0][2]);
    for (let i = 0; i < inputs.rows; i++) inputs.row(i)[2] = 1;
    const outputs = Matrix.fromRows(inputs.toRows().map(([x, y]) => [x * x + y * y]));
    expect(() => discoverInTable(inputs, outputs, se3)).to.throw(DomainError, 'Use method "graph"');
    const found = discoverInTable(inputs, outputs, se3, { method: "graph", replicates: 0 });
    expect(found.dimension).to.equal(1);
    // steep and curved: not to be taken for a body
    const waves = Matrix.fromRows(
      inputs.toRows().map(([x, y]) => [Math.cos(2 * Math.hypot(x, y))]),
    );
    expect(
      discoverInTable(inputs, waves, se3, { method: "graph", replicates: 0 }).dimension,
    ).to.equal(1);
  });

  it("compares a table with its images under discrete candidates", () => {
    // x² + z is kept by x → −x and broken by z → −z; a shift by 5 takes every sample off the table.
    const flip = (...signs: number[]): DiscreteElement => {
      const linear = Matrix.diagonal(signs);
      const one = Matrix.identity(1);
      const still = new Float64Array(3);
      return {
        ...{ name: signs.join(), linear, linearInverse: linear, offset: still },
        ...{ output: one, outputInverse: one },
      };
    };
    const away = { ...flip(1, 1, 1), name: "away", offset: Float64Array.of(5, 0, 0) };
    const { inputs, outputs } = table(1500, 0.02, (x) => [x[0] ** 2 + x[2]]);
    const elements = [flip(-1, 1, 1), flip(1, 1, -1), away];
    const [kept, broken, nowhere] = discreteDefectsOfTable(inputs, outputs, elements);
    expect(kept.defect).to.be.below(1.5 * kept.floor);
    expect(kept.floor).to.be.below(0.15);
    expect(kept.compared).to.be.above(1200);
    // z → −z: mean (2z)² = 4/3 over 2 (1/3 + var x²), var x² = 4/45
    expect(broken.defect).to.be.closeTo(Math.sqrt(4 / 3 / (2 * (1 / 3 + 4 / 45))), 0.08);
    expect(nowhere.compared).to.equal(0);
    expect(nowhere.defect).to.be.NaN;
    const reflected = { ...se3, discrete: elements };
    const found = discoverInTable(inputs, outputs, reflected, { replicates: 0 });
    expect(found.discrete.map(({ name }) => name)).to.deep.equal(["-1,1,1", "1,1,-1", "away"]);
  });

  it("names bad input", () => {
    const { inputs, outputs } = table(40, 0, TARGETS[0][2]);
    const shorter = new Matrix(39, 1, outputs.data.slice(0, 39));
    expect(() => discoverInTable(inputs, shorter, se3)).to.throw(
      ShapeError,
      "40 rows of inputs and 39",
    );
    const wide = new Matrix(40, 2);
    expect(() => discoverInTable(inputs, wide, se3)).to.throw(
      ShapeError,
      "2 outputs; expected 3 and 1",
    );
    const broken = outputs.clone();
    broken.data[6] = Number.POSITIVE_INFINITY;
    expect(() => discoverInTable(inputs, broken, se3)).to.throw(
      DomainError,
      "outputs(6, 0) is Infinity",
    );
    const few = table(8, 0, TARGETS[0][2]);
    expect(() => discoverInTable(few.inputs, few.outputs, se3)).to.throw(
      DomainError,
      "8 rows for local polynomials",
    );
    expect(() => discoverInTable(inputs, outputs, se3, { neighbours: 41 })).to.throw(
      DomainError,
      "41",
    );
  });
});
