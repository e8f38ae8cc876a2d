import { expect } from "chai";
import fc from "fast-check";
import {
  relativeMeanDistance,
  secondMoment,
  subsampledCloud,
  wasserstein2Squared,
} from "../../../src/ensemble/distance/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

const gaussian = (n: number, dimension: number, label: string): Matrix =>
  new Matrix(
    n,
    dimension,
    RandomStream.fromSeed(11)
      .split(label)
      .normals(n * dimension),
  );
const translated = (cloud: Matrix, by: readonly number[]): Matrix =>
  Matrix.fromRows(cloud.toRows().map((row) => row.map((x, d) => x + by[d])));
const shuffled = (cloud: Matrix): Matrix =>
  Matrix.fromRows(
    RandomStream.fromSeed(2)
      .permutation(cloud.rows)
      .map((i) => cloud.row(i)),
  );

describe("wasserstein2Squared", () => {
  it("is ‖t‖² between a cloud and its translation by t", () => {
    const cloud = gaussian(120, 4, "cloud");
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (t) => {
          const expected = t.reduce((sum, x) => sum + x * x, 0);
          expect(wasserstein2Squared(cloud, shuffled(translated(cloud, t)))).to.be.closeTo(
            expected,
            1e-12,
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it("scales with the square: W₂²(aμ, bμ) = (a − b)² E‖Z‖² for a, b ≥ 0", () => {
    // Any coupling pays a²E‖Z‖² + b²E‖Z‖² − 2ab E⟨Z, Z′⟩, and E⟨Z, Z′⟩ ≤ E‖Z‖².
    const cloud = gaussian(90, 3, "scaled");
    const moment = secondMoment(cloud) / 2;
    expect(wasserstein2Squared(cloud.scale(2), shuffled(cloud.scale(0.5)))).to.be.closeTo(
      2.25 * moment,
      1e-12,
    );
  });

  it("compares quantiles in one dimension, also for N against mN", () => {
    // 0 and 6 against 1, 2, 3, 4: halves of the mass, (1 + 4 + 9 + 4)/4.
    const two = Matrix.fromRows([[6], [0]]);
    const four = Matrix.fromRows([[3], [1], [4], [2]]);
    expect(wasserstein2Squared(two, four)).to.equal((1 + 4 + 9 + 4) / 4);
    expect(wasserstein2Squared(four, two)).to.equal((1 + 4 + 9 + 4) / 4);
  });

  it("is 0 between a cloud and the same law with each particle counted three times", () => {
    const cloud = gaussian(40, 2, "law");
    const thrice = Matrix.fromRows([...cloud.toRows(), ...cloud.toRows(), ...cloud.toRows()]);
    expect(wasserstein2Squared(cloud, thrice)).to.equal(0);
  });

  it("to a single particle is the mean squared distance to it", () => {
    const cloud = gaussian(50, 3, "many");
    const point = Matrix.fromRows([[1, -2, 0.5]]);
    const expected =
      cloud
        .toRows()
        .reduce((sum, [a, b, c]) => sum + (a - 1) ** 2 + (b + 2) ** 2 + (c - 0.5) ** 2, 0) / 50;
    expect(wasserstein2Squared(point, cloud)).to.be.closeTo(expected, 1e-12);
    expect(wasserstein2Squared(point, Matrix.fromRows([[1, 1, 4.5]]))).to.equal(9 + 16);
  });

  it("is symmetric and its root obeys the triangle inequality", () => {
    const [a, b, c] = ["a", "b", "c"].map((label) => gaussian(60, 2, label));
    const ab = wasserstein2Squared(a, b);
    expect(wasserstein2Squared(b, a)).to.be.closeTo(ab, 1e-13);
    expect(Math.sqrt(ab)).to.be.at.most(
      Math.sqrt(wasserstein2Squared(a, c)) + Math.sqrt(wasserstein2Squared(c, b)),
    );
  });

  it("refuses sizes that do not divide, other dimensions, empty clouds, NaN and overflow", () => {
    const cloud = gaussian(6, 2, "cloud");
    expect(() => wasserstein2Squared(cloud, gaussian(4, 2, "x"))).to.throw(
      ShapeError,
      /6 and 4 particles.*whole multiple.*subsampledCloud/,
    );
    expect(() => wasserstein2Squared(cloud, gaussian(6, 3, "x"))).to.throw(ShapeError, "2 and 3");
    expect(() => wasserstein2Squared(cloud, new Matrix(0, 2))).to.throw(ShapeError, "cloudB");
    const broken = cloud.clone();
    broken.data[7] = NaN;
    expect(() => wasserstein2Squared(broken, cloud)).to.throw(DomainError, "cloudA(3, 1) is NaN");
    expect(() => wasserstein2Squared(cloud, cloud.scale(1e200))).to.throw(DomainError, "1e+150");
  });
});

describe("relativeMeanDistance", () => {
  it("divides by M₂(μ) + M₂(ν), twice the mean squares", () => {
    // W₂² = 25, E‖Z‖² = 0 and 25: 25 / (0 + 50).
    expect(relativeMeanDistance(Matrix.fromRows([[0, 0]]), Matrix.fromRows([[3, 4]]))).to.equal(
      0.5,
    );
    expect(
      secondMoment(
        Matrix.fromRows([
          [3, 4],
          [0, 0],
        ]),
      ),
    ).to.equal(25);
  });

  it("reaches 1 for opposite points and never passes it", () => {
    expect(relativeMeanDistance(Matrix.fromRows([[1, 2]]), Matrix.fromRows([[-1, -2]]))).to.equal(
      1,
    );
    const point = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 2,
      maxLength: 2,
    });
    const cloud = fc
      .array(point, { minLength: 5, maxLength: 5 })
      .map((rows) => Matrix.fromRows(rows));
    fc.assert(
      fc.property(cloud, cloud, (a, b) => {
        expect(relativeMeanDistance(a, b)).to.be.within(0, 1 + 1e-12);
      }),
    );
  });

  it("is 0 where both clouds are at 0", () => {
    expect(relativeMeanDistance(new Matrix(3, 2), new Matrix(3, 2))).to.equal(0);
    expect(relativeMeanDistance(new Matrix(1, 1), Matrix.fromRows([[4e-7]]))).to.equal(0);
    expect(relativeMeanDistance(new Matrix(1, 1), Matrix.fromRows([[4e-6]]))).to.equal(0.5);
  });
});

describe("subsampledCloud", () => {
  it("keeps different particles of the cloud, the same ones for the same stream", () => {
    const cloud = Matrix.fromRows(Array.from({ length: 30 }, (_, i) => [i, -i]));
    const drawn = subsampledCloud(cloud, 12, RandomStream.fromSeed(5));
    const kept = [...drawn.column(0)];
    expect(new Set(kept).size).to.equal(12);
    expect(kept.map((x) => -x)).to.deep.equal([...drawn.column(1)]);
    expect(subsampledCloud(cloud, 12, RandomStream.fromSeed(5))).to.deep.equal(drawn);
    expect(subsampledCloud(cloud, 30, RandomStream.fromSeed(5))).to.deep.equal(cloud);
    for (const count of [0, 31, 1.5]) {
      expect(() => subsampledCloud(cloud, count, RandomStream.fromSeed(5))).to.throw(ShapeError);
    }
  });
});
