import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  DomainError,
  drawnFrame,
  type LinearPose,
  Matrix,
  orthogonalGroup,
  pointOutput,
  RandomStream,
  ShapeError,
  specialOrthogonalGroup,
  truncationCost,
  truncationMeans,
  vectorOutput,
  weightedRotationFrame,
} from "../../../src/index.js";
import { backbone, cloudOfRank, matrixBackbone } from "./backbone.js";

const kinds = [
  { special: true },
  { special: false },
  { special: false, lastAxis: "points" },
  { special: true, cutoff: 0.4 },
] as const;

const cases = fc.record({
  seed: fc.nat(1e6),
  d: fc.integer({ min: 1, max: 4 }),
  n: fc.integer({ min: 0, max: 5 }),
  rank: fc.integer({ min: 0, max: 4 }),
  kind: fc.constantFrom(...kinds),
});

function drawn(seed: number, n: number, d: number, rank: number, special: boolean) {
  const random = RandomStream.fromSeed(seed);
  const group = special ? specialOrthogonalGroup(d) : orthogonalGroup(d);
  const g = group.sample(random);
  const x = n === 0 ? new Matrix(0, d) : cloudOfRank(n, d, Math.min(rank, n, d), random);
  return { x, g, gx: x.multiply(g.transpose()), group };
}

describe("weighted frames of rotations", () => {
  it("average any model to an invariant one, at every rank", () => {
    fc.assert(
      fc.property(cases, ({ seed, d, n, rank, kind }) => {
        const { x, gx } = drawn(seed, n, d, rank, kind.special);
        const model = average(backbone(n, d, 2), weightedRotationFrame(d, kind));
        const [a, b] = [model(x), model(gx)];
        expect(Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))).to.be.below(1e-12);
      }),
    );
  });

  it("average any model to an equivariant one, for vectors, at every rank", () => {
    fc.assert(
      fc.property(cases, ({ seed, d, n, rank, kind }) => {
        const { x, g, gx } = drawn(seed, n, d, rank, kind.special);
        const free = matrixBackbone(n, d, [3, d]);
        const model = average(free, weightedRotationFrame(d, kind), vectorOutput);
        const there = model(x).multiply(g.transpose());
        expect(model(gx).maxDifference(there)).to.be.below(1e-12);
      }),
    );
  });

  it("move their measure with the cloud: forms and weights of g x are those of x, elements up to the stabiliser g times them", () => {
    fc.assert(
      fc.property(cases, ({ seed, d, n, rank, kind }) => {
        const { x, g, gx } = drawn(seed, n, d, rank, kind.special);
        const frame = weightedRotationFrame(d, kind);
        const [here, there] = [frame.poses(x), frame.poses(gx)];
        expect(there.length).to.equal(here.length);
        here.forEach((pose, k) => {
          // A chain through the noise of a dependent point has a share of rounding only.
          if (pose.weight < 1e-9) return;
          expect(there[k].weight).to.be.closeTo(pose.weight, 1e-12);
          expect(bestMatch(there, pose, g)).to.be.below(1e-9);
        });
      }),
    );
  });

  it("have weights that are positive and sum to 1, forms that lie in the orbit, elements of the group", () => {
    fc.assert(
      fc.property(cases, ({ seed, d, n, rank, kind }) => {
        const { x, group } = drawn(seed, n, d, rank, kind.special);
        const poses = weightedRotationFrame(d, kind).poses(x);
        expect(poses.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-13);
        for (const { form, weight, element, inverse } of poses) {
          expect(weight).to.be.above(0);
          expect(form.multiply(element.transpose()).maxDifference(x)).to.be.below(
            1e-13 * (1 + x.maxAbs()),
          );
          expect(element.multiply(inverse).maxDifference(group.identity)).to.be.below(
            1e-14 * d * 4,
          );
        }
      }),
    );
  });

  it("leave models alone that are equivariant already", () => {
    const random = RandomStream.fromSeed(2);
    const lengths = (x: Matrix) => x.multiply(x.transpose()).data.slice();
    const vectors = (x: Matrix) => x.multiply(x.transpose()).multiply(x);
    for (const rank of [0, 1, 2, 3]) {
      const x = cloudOfRank(4, 3, rank, random);
      const frame = weightedRotationFrame(3);
      average(
        lengths,
        frame,
      )(x).forEach((value, k) => {
        expect(value).to.be.closeTo(lengths(x)[k], 1e-12 * (1 + x.maxAbs() ** 2));
      });
      const back = average(vectors, frame, vectorOutput)(x);
      expect(back.maxDifference(vectors(x))).to.be.below(1e-12 * (1 + x.maxAbs() ** 3));
    }
  });

  it("in the plane are the mean of f(z z̄_i / |z_i|) with the weights |z_i|", () => {
    // z = (3 + 4i, 2i): weights 5/7 and 2/7; seen from z_0 the cloud is (5, 2i (3 − 4i)/5), from z_1 ((3 + 4i)(−i), 2).
    const poses = weightedRotationFrame(2).poses(
      Matrix.fromRows([
        [3, 4],
        [0, 2],
      ]),
    );
    expect(poses.map(({ weight }) => weight)).to.deep.equal([5 / 7, 2 / 7]);
    expect(
      poses[0].form.maxDifference(
        Matrix.fromRows([
          [5, 0],
          [1.6, 1.2],
        ]),
      ),
    ).to.be.below(1e-15);
    expect(
      poses[1].form.maxDifference(
        Matrix.fromRows([
          [4, -3],
          [2, 0],
        ]),
      ),
    ).to.be.below(1e-15);
  });

  it("in space weigh a pair by |x_i| / Σ |x| times its distance from the first axis over their sum", () => {
    const x = Matrix.fromRows([
      [2, 0, 0],
      [1, 1, 0],
      [0, 3, 4],
    ]);
    const lengths = [2, Math.SQRT2, 5];
    // From the axis along x_0: x_1 is 1 away, x_2 is 5 away.
    const [first, second] = weightedRotationFrame(3).poses(x);
    const share = lengths[0] / (lengths[0] + lengths[1] + lengths[2]);
    expect(first.weight).to.be.closeTo(share / 6, 1e-15);
    expect(second.weight).to.be.closeTo((5 * share) / 6, 1e-15);
    // Axes e_1, (0, 3, 4)/5, and their product (0, −4, 3)/5.
    const seen = Matrix.fromRows([
      [2, 0, 0],
      [1, 0.6, -0.8],
      [0, 5, 0],
    ]);
    expect(second.form.maxDifference(seen)).to.be.below(1e-15);
  });

  it("stop where the rank is reached: one term with zero coordinates for each first axis", () => {
    const line = Matrix.fromRows([
      [1, 2, 2],
      [-2, -4, -4],
    ]);
    const poses = weightedRotationFrame(3).poses(line);
    expect(poses.map(({ weight }) => weight)).to.deep.equal([1 / 3, 2 / 3]);
    expect(
      poses[0].form.maxDifference(
        Matrix.fromRows([
          [3, 0, 0],
          [-6, 0, 0],
        ]),
      ),
    ).to.be.below(1e-14);
    expect(poses[0].stabiliser.name).to.equal("SO(2)");
    expect(poses[0].rank).to.equal(1);
    const zeros = weightedRotationFrame(3).poses(new Matrix(4, 3));
    expect(zeros.length).to.equal(1);
    expect(zeros[0].form.maxAbs()).to.equal(0);
    expect(zeros[0].stabiliser.name).to.equal("SO(3)");
    expect(
      weightedRotationFrame(3, { centred: true }).poses(Matrix.fromRows([[7, -1, 2]]))[0].rank,
    ).to.equal(0);
  });

  it("of SE(d) and E(d) forget where the cloud is, and take points back there", () => {
    const random = RandomStream.fromSeed(9);
    for (const special of [true, false]) {
      const x = cloudOfRank(4, 3, 3, random);
      const g = (special ? specialOrthogonalGroup(3) : orthogonalGroup(3)).sample(random);
      const b = random.normals(3).map((v) => 100 * v);
      const moved = (y: Matrix) => {
        const out = y.multiply(g.transpose());
        out.data.forEach((_, k) => {
          out.data[k] += b[k % 3];
        });
        return out;
      };
      const frame = weightedRotationFrame(3, { special, centred: true });
      const model = average(matrixBackbone(4, 3, [2, 3]), frame, pointOutput);
      expect(model(moved(x)).maxDifference(moved(model(x)))).to.be.below(2e-12);
    }
  });

  it("survive points rounded to float32", () => {
    const random = RandomStream.fromSeed(4);
    const frame = weightedRotationFrame(3, { precision: "single" });
    const model = average(matrixBackbone(5, 3, [1, 3]), frame, vectorOutput);
    for (const rank of [1, 2, 3]) {
      for (let k = 0; k < 20; k++) {
        const x = cloudOfRank(5, 3, rank, random);
        const g = specialOrthogonalGroup(3).sample(random);
        const rounded = (y: Matrix) => new Matrix(y.rows, y.columns, y.data.map(Math.fround));
        const there = model(rounded(x)).multiply(g.transpose());
        const here = model(rounded(x.multiply(g.transpose())));
        expect(here.maxDifference(there)).to.be.below(1e-5 * Math.max(1, there.maxAbs()));
      }
    }
  });

  it("draw poses by their weights, and estimate the average from many", () => {
    const x = Matrix.fromRows([
      [2, 0, 0],
      [1, 1, 0],
      [0, 3, 4],
    ]);
    const random = RandomStream.fromSeed(6);
    for (const options of [{}, { special: false }, { weights: "product" as const }]) {
      const frame = weightedRotationFrame(3, options);
      const draws = 4000;
      const counts = new Map<string, number>();
      for (let k = 0; k < draws; k++) {
        const key = keyOf(frame.sample(x, random));
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const pose of frame.poses(x)) {
        const expected = draws * pose.weight;
        // Five standard deviations of a binomial count.
        expect(Math.abs((counts.get(keyOf(pose)) ?? 0) - expected)).to.be.below(
          5 * Math.sqrt(expected) + 1,
        );
      }
    }
    const model = backbone(3, 3, 1);
    const whole = average(model, weightedRotationFrame(3))(x)[0];
    const estimate = average(model, drawnFrame(weightedRotationFrame(3), 4000, random))(x)[0];
    expect(estimate).to.be.closeTo(whole, 0.1);
  });

  it("cut off small weights level by level: fewer calls, within the bound on the error", () => {
    const x = cloudOfRank(6, 3, 3, RandomStream.fromSeed(3));
    const whole = weightedRotationFrame(3);
    const model = (form: Matrix) => Math.tanh(form.at(0, 0) + 2 * form.at(1, 1));
    expect(truncationCost(whole, whole, x)).to.deep.equal({
      calls: 30,
      callsOfWhole: 30,
      variation: 0,
      errorBound: 0,
    });
    let before = 30;
    for (const cutoff of [0.2, 0.5, 0.9]) {
      const frame = weightedRotationFrame(3, { cutoff });
      const { calls, variation, errorBound } = truncationCost(whole, frame, x);
      expect(calls).to.be.at.most(before);
      before = calls;
      expect(variation).to.be.within(0, 1);
      expect(Math.abs(average(model, frame)(x) - average(model, whole)(x))).to.be.at.most(
        errorBound,
      );
    }
    expect(before).to.be.below(10);
    const cut = weightedRotationFrame(3, { cutoff: 0.5 });
    const vector = (form: Matrix) => Float64Array.of(model(form), 1);
    const other = cloudOfRank(6, 3, 3, RandomStream.fromSeed(4));
    const means = truncationMeans(vector, whole, cut, [x, other]);
    const [a, b] = [x, other].map((cloud) => ({
      ...truncationCost(whole, cut, cloud),
      change: Math.abs(average(model, cut)(cloud) - average(model, whole)(cloud)),
    }));
    for (const key of ["calls", "errorBound", "change"] as const) {
      expect(means[key], key).to.be.closeTo((a[key] + b[key]) / 2, 1e-12);
    }
    expect(() => truncationMeans(vector, whole, cut, [])).to.throw(DomainError, "no clouds");
    // Points of one length in the plane: equal weights, of which none is dropped.
    const square = Matrix.fromRows([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
    expect(weightedRotationFrame(2, { cutoff: 0.9 }).poses(square).length).to.equal(4);
  });

  it("with a cut-off weigh max(w − κ max w, 0): lengths 4, 2, 1 at κ = 0.4 leave 2.4 and 0.4", () => {
    const x = Matrix.fromRows([
      [4, 0],
      [0, 2],
      [-1, 0],
    ]);
    const weights = weightedRotationFrame(2, { cutoff: 0.4 })
      .poses(x)
      .map(({ weight }) => weight);
    expect(weights.length).to.equal(2);
    expect(weights[0]).to.be.closeTo(2.4 / 2.8, 1e-15);
    expect(weights[1]).to.be.closeTo(0.4 / 2.8, 1e-15);
  });

  it("say what is special about a cloud", () => {
    const report = weightedRotationFrame(3).inspect(
      Matrix.fromRows([
        [1, 0, 0],
        [2, 0, 0],
      ]),
    );
    expect(report.calls).to.equal(2);
    expect(report.rank).to.equal(1);
    expect(report.distance).to.equal(Number.POSITIVE_INFINITY);
    expect(report.findings[0]).to.contain("1 of 3 dimensions");
  });

  it("refuse NaN, other dimensions, and too many poses by name", () => {
    const frame = weightedRotationFrame(3);
    expect(() => frame.poses(new Matrix(2, 2))).to.throw(ShapeError, "weighted frame of SO(3)");
    expect(() => frame.poses(new Matrix(1, 3, Float64Array.of(0, Number.NaN, 0)))).to.throw(
      DomainError,
      "coordinate 1 of point 0 is NaN",
    );
    const many = cloudOfRank(12, 8, 8, RandomStream.fromSeed(1));
    expect(() => weightedRotationFrame(8).poses(many)).to.throw(DomainError, "sample");
    expect(weightedRotationFrame(8).sample(many, RandomStream.fromSeed(1)).rank).to.equal(8);
    expect(() => weightedRotationFrame(0)).to.throw(DomainError, "dimension 0");
    expect(() => weightedRotationFrame(3, { cutoff: 1 })).to.throw(DomainError, "cutoff");
    expect(() => weightedRotationFrame(3, { weights: "product" }).poses(new Matrix(2, 3))).to.throw(
      DomainError,
      "0/0",
    );
  });
});

/** How far the nearest pose of g x is from this one of x: forms alike, g Π moved by g. */
function bestMatch(there: readonly LinearPose[], pose: LinearPose, g: Matrix): number {
  const moved = g.multiply(pose.carry);
  return Math.min(
    ...there.map((other) => other.form.maxDifference(pose.form) + other.carry.maxDifference(moved)),
  );
}

function keyOf({ basis, element }: LinearPose): string {
  const turned =
    element.at(0, 0) * (element.at(1, 1) * element.at(2, 2) - element.at(1, 2) * element.at(2, 1)) -
    element.at(0, 1) * (element.at(1, 0) * element.at(2, 2) - element.at(1, 2) * element.at(2, 0)) +
    element.at(0, 2) * (element.at(1, 0) * element.at(2, 1) - element.at(1, 1) * element.at(2, 0));
  return `${basis?.rows.join()} ${Math.sign(turned)}`;
}
