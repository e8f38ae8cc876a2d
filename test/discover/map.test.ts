import { expect } from "chai";
import fc from "fast-check";
import {
  decideSymmetries,
  discover,
  discoverInMap,
  mapEvidence,
  withUnknownOutput,
} from "../../src/discover/index.js";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  affineGroup,
  generalLinearGroup,
  specialEuclideanGroup,
  specialOrthogonalGroup,
} from "../../src/groups/index.js";
import { affineAction, lieAction, polynomialField } from "../../src/lie-derivative/index.js";
import { type DifferentiableMap, Matrix, RandomStream } from "../../src/numerics/index.js";

const aff3 = affineAction(affineGroup(3));
const se3 = affineAction(specialEuclideanGroup(3));

function map(
  inputs: number,
  outputs: number,
  value: (x: Float64Array) => number[],
  jacobian: (x: Float64Array) => number[],
): DifferentiableMap {
  const rows = (points: Matrix, of: (x: Float64Array) => number[]) =>
    Float64Array.from(Array.from({ length: points.rows }, (_, i) => of(points.row(i))).flat());
  return {
    inputs,
    outputs,
    values: (points) => new Matrix(points.rows, outputs, rows(points, value)),
    jacobians: (points) => rows(points, jacobian),
  };
}

const square = map(
  3,
  1,
  (x) => [x[0] ** 2 + x[1] ** 2 + x[2] ** 2],
  (x) => [...x].map((v) => 2 * v),
);

function box(seed: number, count: number, m = 3): Matrix {
  const random = RandomStream.fromSeed(seed);
  return new Matrix(
    count,
    m,
    Float64Array.from({ length: count * m }, () => 2 * random.uniform() - 1),
  );
}

describe("discover/map", () => {
  it("lets the widest gap decide for a map that is nearly symmetric", () => {
    // |x|² with a ripple that breaks every rotation a little
    const rippled = map(
      3,
      1,
      (x) => [
        square.values(Matrix.fromRows([x])).at(0, 0) + 0.01 * Math.sin(2 * x[0] + 3 * x[1] * x[2]),
      ],
      (x) => {
        const c = 0.01 * Math.cos(2 * x[0] + 3 * x[1] * x[2]);
        return [2 * x[0] + 2 * c, 2 * x[1] + 3 * c * x[2], 2 * x[2] + 3 * c * x[1]];
      },
    );
    const found = discoverInMap(rippled, aff3, box(1, 400));
    expect(found.dimension).to.equal(3);
    expect(found.decision.gap).to.be.within(5, 1000);
    expect(found.algebra?.name).to.equal("so(3)");
    const exact = discoverInMap(rippled, aff3, box(1, 400), { decision: { rule: "exact" } });
    expect(exact.dimension).to.equal(0);
    expect(exact.decision.widest.dimension).to.equal(3);
  });

  it("sees neither the unit of F, nor that of x, nor a turn of x", () => {
    const law = fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-2, max: 1e2, noNaN: true }),
      (seed, unit, size) => {
        const w = RandomStream.fromSeed(seed).normals(4);
        const value = (x: Float64Array) =>
          w[0] * x[0] ** 2 + w[1] * x[1] * x[2] + w[2] * x[2] ** 3 + w[3] * x[1];
        const slope = (x: Float64Array) => [
          2 * w[0] * x[0],
          w[1] * x[2] + w[3],
          w[1] * x[1] + 3 * w[2] * x[2] ** 2,
        ];
        const plain = map(3, 1, (x) => [value(x)], slope);
        const scaled = map(
          3,
          1,
          (x) => [unit * value(x.map((v) => v / size))],
          (x) => slope(x.map((v) => v / size)).map((v) => (unit * v) / size),
        );
        const points = box(seed, 60);
        const one = discoverInMap(plain, aff3, points, { replicates: 0 });
        const other = discoverInMap(scaled, aff3, points.scale(size), { replicates: 0 });
        expect(other.dimension).to.equal(one.dimension);
        one.defects.forEach((rho, k) => {
          expect(other.defects[k]).to.be.closeTo(rho, 1e-9);
        });
      },
    );
    fc.assert(law, { numRuns: 25 });
  });

  it("keeps every defect within [0, √2]", () => {
    const law = fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
      const random = RandomStream.fromSeed(seed);
      const A = new Matrix(3, 3, random.normals(9));
      const linear = map(
        3,
        3,
        (x) => [...A.apply(x)],
        () => [...A.data],
      );
      const action = affineAction(affineGroup(3), { output: "vector" });
      for (const rho of discoverInMap(linear, action, box(seed, 30), { replicates: 0 }).defects) {
        expect(rho).to.be.within(0, Math.SQRT2 + 1e-12);
      }
    });
    fc.assert(law, { numRuns: 20 });
  });

  it("finds the output action with the symmetry, and sets matrices apart that kill every output", () => {
    // F(x) = (x, 0): turns of ℝ² with B = that turn ⊕ anything; the third output is always 0.
    const flat = map(
      2,
      3,
      (x) => [x[0], x[1], 0],
      () => [1, 0, 0, 1, 0, 0],
    );
    const action = withUnknownOutput(affineAction(specialOrthogonalGroup(2), { outputs: 3 }));
    expect(action.generators.length).to.equal(1 + 9);
    const found = discoverInMap(flat, action, box(2, 50, 2), { decision: { rule: "exact" } });
    expect(found.dimension).to.equal(1);
    expect(found.spurious.map(({ kind, coefficients }) => [kind, coefficients.rows])).to.deep.equal(
      [["turns no output", 3]],
    );
    const { input, output } = found.symmetry!.generators[0];
    const turn = input.affine!.linear;
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      expect(output.at(a, b)).to.be.closeTo(turn.at(a, b), 1e-10);
    }
    expect(Math.abs(turn.at(0, 1))).to.be.above(0.1);
  });

  it("sets apart what fixes every sample, and what leaves the plane on which they lie", () => {
    const points = box(3, 60);
    for (let i = 0; i < points.rows; i++) points.row(i)[2] = 0;
    const found = discoverInMap(square, aff3, points, { decision: { rule: "exact" } });
    // On z = 0 only the turn of x and y is left; three fields vanish there, and three more point out of it.
    expect(found.dimension).to.equal(1);
    const kinds = found.spurious.map(({ kind, coefficients }) => [kind, coefficients.rows]);
    expect(kinds).to.deep.equal([
      ["fixes every sample", 3],
      ["leaves the samples' set", 3],
    ]);
    expect(found.findings.map(({ kind }) => kind)).to.deep.equal(["affine hull"]);
  });

  it("tells samples on a sphere", () => {
    const random = RandomStream.fromSeed(4);
    const points = new Matrix(80, 3);
    for (let i = 0; i < 80; i++) {
      const x = random.normals(3);
      points.row(i).set(x.map((value) => value / Math.hypot(...x)));
    }
    // F = |x|² z on the sphere is z: its gradient there is 2 z x + e_z
    const F = map(
      3,
      1,
      (x) => [(x[0] ** 2 + x[1] ** 2 + x[2] ** 2) * x[2]],
      (x) => [2 * x[0] * x[2], 2 * x[1] * x[2], x[0] ** 2 + x[1] ** 2 + 3 * x[2] ** 2],
    );
    const found = discoverInMap(F, aff3, points, { decision: { rule: "exact" } });
    expect(found.findings.map(({ kind }) => kind)).to.include("algebraic set");
    expect(found.dimension).to.equal(1);
  });

  it("takes fields that are not affine, and then gives no name", () => {
    // v = (y, −x) (x² + y²): a turn whose speed depends on the radius
    const term = (coefficient: number, ...exponent: number[]) => ({
      coefficient,
      exponent: Uint8Array.from(exponent),
    });
    const swirl = polynomialField({
      variables: 2,
      components: [
        [term(1, 2, 1), term(1, 0, 3)],
        [term(-1, 3, 0), term(-1, 1, 2)],
      ],
    });
    const stretch = polynomialField({ variables: 2, components: [[term(1, 2, 0)], []] });
    const action = lieAction("swirls", [{ input: swirl }, { input: stretch }]);
    const radius = map(
      2,
      1,
      (x) => [x[0] ** 2 + x[1] ** 2],
      (x) => [2 * x[0], 2 * x[1]],
    );
    const found = discoverInMap(radius, action, box(5, 40, 2), { decision: { rule: "exact" } });
    expect(found.dimension).to.equal(1);
    expect(found.algebra).to.equal(undefined);
    expect(found.symmetry!.generators[0].input.polynomial).to.not.equal(undefined);
    expect(Math.abs(found.basis.at(0, 0))).to.be.closeTo(1, 1e-12);
  });

  it("measures discrete candidates on the same scale", () => {
    const action = affineAction(generalLinearGroup(2));
    const flip = (linear: Matrix, name: string) => ({
      ...action.discrete[0],
      name,
      linear,
      linearInverse: linear,
      offset: new Float64Array(2),
      output: Matrix.identity(1),
      outputInverse: Matrix.identity(1),
    });
    const even = {
      ...action,
      discrete: [flip(Matrix.diagonal([-1, 1]), "x"), flip(Matrix.diagonal([1, -1]), "y")],
    };
    // x² + y + 100: symmetric in x; odd in y up to the constant, so that ρ(y) = √2 · √(var y / (var x² + var y))
    const F = map(
      2,
      1,
      (x) => [x[0] ** 2 + x[1] + 100],
      (x) => [2 * x[0], 1],
    );
    const { discrete } = discoverInMap(F, even, box(6, 20_000, 2), { replicates: 0 });
    expect(discrete[0].defect).to.be.below(1e-12);
    // variances on [−1, 1]: x² 4/45, y 1/3; ‖K F − F‖² = 4 var y, and the sum is 2 (var x² + var y)
    expect(discrete[1].defect).to.be.closeTo(Math.sqrt(4 / 3 / (2 * (4 / 45 + 1 / 3))), 0.01);
  });

  it("bootstraps the defects: at 90 % the interval of ten seeds' mean covers what many samples give", () => {
    const F = map(
      2,
      1,
      (x) => [x[0] ** 2 + 1.5 * x[1] ** 2],
      (x) => [2 * x[0], 3 * x[1]],
    );
    const so2 = affineAction(specialOrthogonalGroup(2));
    const [truth] = discoverInMap(F, so2, box(1000, 50_000, 2), { replicates: 0 }).defects;
    let covered = 0;
    for (let seed = 0; seed < 40; seed++) {
      const found = discoverInMap(F, so2, box(seed, 100, 2), {
        level: 0.9,
        random: RandomStream.fromSeed(seed),
      });
      const { lower, upper } = found.confidence!.defects[0];
      expect(lower).to.be.below(upper);
      if (lower <= truth && truth <= upper) covered++;
    }
    // 36 are expected; three standard deviations below are 30
    expect(covered).to.be.at.least(30);
  });

  it("draws the same replicates from the same seed", () => {
    const run = (seed: number) =>
      discoverInMap(square, se3, box(7, 50), { random: RandomStream.fromSeed(seed) }).confidence;
    expect(run(1)).to.deep.equal(run(1));
    expect(run(1)!.defects).to.not.deep.equal(run(2)!.defects);
  });

  it("names bad input", () => {
    expect(() => discoverInMap(square, aff3, box(1, 5, 2))).to.throw(ShapeError, "2 coordinates");
    expect(() => discoverInMap(square, aff3, new Matrix(0, 3))).to.throw(DomainError, "no points");
    const broken = box(1, 5);
    broken.data[4] = Number.NaN;
    expect(() => discoverInMap(square, aff3, broken)).to.throw(DomainError, "points(1, 1) is NaN");
    const spiky = map(
      3,
      1,
      () => [Number.NaN],
      () => [0, 0, 0],
    );
    expect(() => discoverInMap(spiky, aff3, box(1, 5))).to.throw(DomainError, "NaN");
    const evidence = mapEvidence(square, aff3, box(1, 40));
    expect(() => discover(evidence, { decision: { rule: "floor" } })).to.throw(
      DomainError,
      "needs estimates",
    );
    expect(() => discover(evidence, { decision: { rule: "exact", tolerance: 2 } })).to.throw(
      DomainError,
      "tolerance is 2",
    );
  });
});

describe("discover/decision", () => {
  it("counts none, some and all by the widest gap, and none where no gap is wide", () => {
    const count = (...values: number[]) =>
      decideSymmetries(Float64Array.from(values), { rule: "gap" }).dimension;
    expect(count(0.9, 0.5, 0.01, 0.008)).to.equal(2);
    expect(count(1e-14, 1e-15)).to.equal(2);
    expect(count(0.9, 0.6, 0.3)).to.equal(0);
    // An independent run's hard case: 0.19 against 0.07 is no evidence
    expect(count(0.6, 0.19, 0.07)).to.equal(0);
    expect(count()).to.equal(0);
  });

  it("neither finds nor excludes below a floor that is too high", () => {
    const rho = Float64Array.of(0.6, 0.03);
    const at = (floor: number) =>
      decideSymmetries(rho, { rule: "floor" }, Float64Array.of(floor, floor)).dimension;
    expect([0.005, 0.02, 0.1, 0.25].map(at)).to.deep.equal([0, 1, 1, 0]);
  });
});
