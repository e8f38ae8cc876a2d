import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  bothOutputs,
  DomainError,
  directionFrame,
  drawnFrame,
  Matrix,
  orderedFrame,
  RandomStream,
  rowOutput,
  separatorCount,
  separatorFrame,
  specialOrthogonalGroup,
  stableRows,
  vectorOutput,
  weightedRotationFrame,
} from "../../../src/index.js";
import { backbone, cloudOfRank, matrixBackbone, permuted } from "./backbone.js";

/** Clouds with lattice points, repeats and lines among them. */
const clouds = fc.record({
  seed: fc.nat(1e6),
  n: fc.integer({ min: 1, max: 6 }),
  lattice: fc.constantFrom(0, 2, 5),
});

function planar({ seed, n, lattice }: { seed: number; n: number; lattice: number }) {
  const random = RandomStream.fromSeed(seed);
  const x = new Matrix(n, 2, random.normals(2 * n));
  if (lattice) for (let k = 0; k < x.data.length; k++) x.data[k] = random.integer(lattice);
  return { x, order: random.permutation(n) };
}

/** Weights by form: the measure of S_n up to the stabiliser. */
function measure(poses: readonly { form: Matrix; weight: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { form, weight } of poses) {
    const key = form.data.join();
    sums.set(key, (sums.get(key) ?? 0) + weight);
  }
  return sums;
}

function expectSameMeasure(a: Map<string, number>, b: Map<string, number>): void {
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    expect(a.get(key) ?? 0).to.be.closeTo(b.get(key) ?? 0, 1e-12);
  }
}

describe("weighted frames of S_n", () => {
  const all = directionFrame();
  const separators = separatorFrame({ random: RandomStream.fromSeed(1), coinciding: "merge" });

  for (const frame of [all, separators]) {
    it(`${frame.name}: one measure for a cloud and its permutations, weights that sum to 1`, () => {
      fc.assert(
        fc.property(clouds, (drawn) => {
          const { x, order } = planar(drawn);
          const poses = frame.poses(x);
          expect(poses.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-12);
          for (const pose of poses) {
            expect(pose.weight).to.be.above(0);
            expect(permuted(x, [...pose.order]).maxDifference(pose.form)).to.equal(0);
          }
          expectSameMeasure(measure(poses), measure(frame.poses(permuted(x, order))));
        }),
      );
    });

    it(`${frame.name}: averages are invariant, or equivariant for rows`, () => {
      fc.assert(
        fc.property(clouds, (drawn) => {
          const { x, order } = planar(drawn);
          const invariant = average(backbone(x.rows, 2, 1), frame);
          expect(Math.abs(invariant(permuted(x, order))[0] - invariant(x)[0])).to.be.below(1e-12);
          const rows = average(matrixBackbone(x.rows, 2, [x.rows, 2]), frame, rowOutput);
          expect(rows(permuted(x, order)).maxDifference(permuted(rows(x), order))).to.be.below(
            1e-12,
          );
        }),
      );
    });

    it(`${frame.name}: leaves equivariant models alone`, () => {
      const { x } = planar({ seed: 3, n: 5, lattice: 0 });
      const sum = (y: Matrix) => y.data.reduce((a, b) => a + Math.sin(b), 0);
      expect(average(sum, frame)(x)).to.be.closeTo(sum(x), 1e-12);
      const rows = stableRows(
        (point, [total]) => point.map((v) => v * total),
        (y) => Float64Array.of(sum(y)),
      );
      expect(average(rows, frame, rowOutput)(x).maxDifference(rows(x))).to.be.below(1e-12);
    });

    it(`${frame.name}: draws by its weights`, () => {
      const { x } = planar({ seed: 8, n: 3, lattice: 0 });
      const random = RandomStream.fromSeed(2);
      const counts = measure(drawnFrame(frame, 4000, random).poses(x));
      for (const [key, share] of measure(frame.poses(x))) {
        // Five standard deviations of a relative frequency.
        expect(Math.abs((counts.get(key) ?? 0) - share)).to.be.below(
          5 * Math.sqrt(share / 4000) + 1e-3,
        );
      }
    });
  }

  it("all directions make n (n − 1) arcs of generic points: 20 for five", () => {
    for (const n of [2, 3, 5, 8]) {
      const { x } = planar({ seed: n, n, lattice: 0 });
      expect(all.poses(x).length).to.equal(n * (n - 1));
      expect(measure(all.poses(x)).size).to.equal(n * (n - 1));
    }
  });

  it("all directions of a right angle: four arcs of 45° and two of 90°", () => {
    // (0,0), (1,0), (0,1): orders change at the angles 0, 45° and 90° and their opposites.
    const weights = all
      .poses(
        Matrix.fromRows([
          [0, 0],
          [1, 0],
          [0, 1],
        ]),
      )
      .map(({ weight }) => weight);
    const sorted = weights.sort((a, b) => a - b);
    [1 / 8, 1 / 8, 1 / 8, 1 / 8, 1 / 4, 1 / 4].forEach((share, k) => {
      expect(sorted[k]).to.be.closeTo(share, 1e-15);
    });
  });

  it("all directions of points on one line, of one place, of a line's points, of none", () => {
    const line = all.poses(
      Matrix.fromRows([
        [1, 1],
        [0, 0],
        [3, 3],
      ]),
    );
    expect(line.map(({ weight }) => weight)).to.deep.equal([1 / 2, 1 / 2]);
    const place = all.poses(
      Matrix.fromRows([
        [1, 2],
        [1, 2],
      ]),
    );
    expect(place.map(({ weight }) => weight)).to.deep.equal([1]);
    expect([...place[0].blocks]).to.deep.equal([0, 0]);
    expect(all.poses(new Matrix(3, 1, Float64Array.of(2, 1, 5))).length).to.equal(2);
    expect(all.poses(new Matrix(0, 2)).length).to.equal(1);
    expect(() => all.poses(new Matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6)))).to.throw(
      DomainError,
      "drawnFrame",
    );
    expect(all.sample(new Matrix(2, 3), RandomStream.fromSeed(1)).weight).to.equal(1);
  });

  it("separators weigh a direction by its smallest gap", () => {
    const frame = separatorFrame({
      directions: Matrix.fromRows([
        [1, 0],
        [0, 1],
        [1, 1],
      ]),
    });
    // Heights 0, 1, 4 | 0, 3, 3 | 0, 4, 7: gaps 1, 0, 3.
    const poses = frame.poses(
      Matrix.fromRows([
        [4, 3],
        [0, 0],
        [1, 3],
      ]),
    );
    expect(poses.map(({ weight }) => weight)).to.deep.equal([1 / 4, 3 / 4]);
    expect([...poses[0].order]).to.deep.equal([1, 2, 0]);
    expect(separatorCount(100, 2)).to.equal(4951);
  });

  it("separators always separate distinct points, lattices and lines included", () => {
    const frame = separatorFrame({ random: RandomStream.fromSeed(4) });
    const grid = Matrix.fromRows([0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j])));
    expect(frame.poses(grid).length).to.equal(separatorCount(9, 2));
  });

  it("separators refuse points that coincide by name, or say so", () => {
    const twice = Matrix.fromRows([
      [1, 2],
      [0, 1],
      [1, 2],
    ]);
    const strict = separatorFrame({ random: RandomStream.fromSeed(4) });
    expect(() => strict.poses(twice)).to.throw(DomainError, "points 0 and 2 coincide");
    expect(separators.inspect(twice).findings.join()).to.contain("jumps here");
    expect(separators.inspect(twice).distance).to.equal(0);
    expect(separators.inspect(twice).stabiliser.order).to.equal(2n);
    expect(() => separatorFrame({})).to.throw(DomainError, "neither");
    const blind = separatorFrame({ directions: Matrix.fromRows([[1, 0]]) });
    expect(() =>
      blind.poses(
        Matrix.fromRows([
          [1, 0],
          [1, 1],
        ]),
      ),
    ).to.throw(DomainError, "none of the 1 directions");
  });

  it("smallest gaps survive in Float64 where float32 has none", () => {
    // Heights 1 and 1 + 2⁻³⁰ are one float32.
    const x = Matrix.fromRows([
      [1, 0],
      [1 + 2 ** -30, 5],
      [3, 1],
    ]);
    const frame = separatorFrame({
      directions: Matrix.fromRows([
        [1, 0],
        [0, 1],
      ]),
    });
    const [along] = frame.poses(x);
    expect(along.weight).to.be.closeTo(2 ** -30, 1e-17);
    expect([...along.order]).to.deep.equal([0, 1, 2]);
  });

  it("within a frame of rotations: S_n × SO(d), invariant and equivariant", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom(2, 3), fc.constantFrom(1, 2, 3), (seed, d, rank) => {
        const random = RandomStream.fromSeed(seed);
        const x = cloudOfRank(4, d, Math.min(rank, d), random);
        const order = random.permutation(4);
        const g = specialOrthogonalGroup(d).sample(random);
        const moved = permuted(x.multiply(g.transpose()), order);
        const orders =
          d === 2
            ? directionFrame()
            : separatorFrame({
                directions: new Matrix(6, d, RandomStream.fromSeed(5).normals(6 * d)),
                coinciding: "merge",
              });
        const frame = orderedFrame(weightedRotationFrame(d), orders);
        const invariant = average(backbone(4, d, 1), frame);
        expect(Math.abs(invariant(moved)[0] - invariant(x)[0])).to.be.below(1e-12);
        const output = bothOutputs(rowOutput, vectorOutput);
        const vectors = average(matrixBackbone(4, d, [4, d]), frame, output);
        const expected = permuted(vectors(x).multiply(g.transpose()), order);
        expect(vectors(moved).maxDifference(expected)).to.be.below(1e-12);
        const pose = frame.sample(x, random);
        expect(pose.weight).to.equal(1);
        const carried = permuted(pose.form.multiply(pose.element.transpose()), inverse(pose.order));
        expect(carried.maxDifference(x)).to.be.below(1e-12 * (1 + x.maxAbs()));
      }),
      { numRuns: 40 },
    );
  });
});

function inverse(order: Int32Array): number[] {
  const out: number[] = [];
  order.forEach((row, k) => {
    out[row] = k;
  });
  return out;
}
