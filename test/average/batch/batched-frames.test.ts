/** The oracle is the frame of one cloud, which is other code, in other order, without lanes. */
import { expect } from "chai";
import fc from "fast-check";
import { minimalOrthogonalFrame } from "../../../src/average/minimal/orthogonal/orthogonal-frame.js";
import { minimalPseudoOrthogonalFrame } from "../../../src/average/minimal/pseudo-orthogonal/pseudo-orthogonal-frame.js";
import { pointOutput, vectorOutput } from "../../../src/average/output/index.js";
import { orthogonalGroup } from "../../../src/groups/index.js";
import { batchedFrames, carryBack, DomainError, Matrix, ShapeError } from "../../../src/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { degenerateCloud, offsetsOf, stacked } from "./clouds.js";

const families = [
  { family: "O", special: false, centred: false },
  { family: "SO", special: true, centred: false },
  { family: "E", special: false, centred: true },
  { family: "SE", special: true, centred: true },
] as const;

/** An axis that follows from the orientation is computed in another way. */
const ORIENTED = 1e-15;

describe("batchedFrames", () => {
  for (const { family, special, centred } of families) {
    for (const dimension of [1, 2, 3, 4, 5, 8]) {
      it(`${family}(${dimension}): the frame of each cloud, whatever its rank and its neighbours`, () => {
        const frame = minimalOrthogonalFrame(dimension, { special, centred });
        fc.assert(
          fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, count) => {
            const random = RandomStream.fromSeed(seed);
            const clouds = Array.from({ length: count }, () => degenerateCloud(dimension, random));
            const offsets = offsetsOf(clouds);
            const batch = { coordinates: stacked(clouds), dimension, offsets };
            const found = batchedFrames(family, batch, { forms: "new" });
            const values = stacked(clouds.map((cloud) => normals(cloud.rows, dimension, random)));
            const vectors = carryBack(found, values, "vectors");
            const points = carryBack(found, values, "points");
            clouds.forEach((cloud, k) => {
              const [pose] = frame.poses(cloud);
              expect(found.ranks[k]).to.equal(pose.rank);
              const { rows, kept, dropped } = pose.basis!;
              const place = k * dimension;
              expect([...found.rows.subarray(place, place + pose.rank)]).to.deep.equal([...rows]);
              expect([found.kept[k], found.dropped[k]]).to.deep.equal([kept, dropped]);
              expect([...found.shifts.subarray(place, place + dimension)]).to.deep.equal([
                ...pose.shift,
              ]);
              const bound = special && pose.rank === dimension - 1 ? ORIENTED : 0;
              const axes = found.axes.subarray(k * dimension ** 2, (k + 1) * dimension ** 2);
              expect(difference(axes, pose.carry.data)).to.be.at.most(bound);
              const [start, end] = [offsets[k] * dimension, offsets[k + 1] * dimension];
              expect(difference(found.forms!.subarray(start, end), pose.form.data)).to.equal(0);
              const value = new Matrix(cloud.rows, dimension, values.slice(start, end));
              const slack = 64 * bound + 4e-15;
              const vector = vectorOutput.restore(pose, value).data;
              expect(difference(vectors.subarray(start, end), vector)).to.be.at.most(slack);
              const point = pointOutput.restore(pose, value).data;
              const size = 1 + Math.max(0, ...pose.shift.map(Math.abs));
              expect(difference(points.subarray(start, end), point)).to.be.at.most(slack * size);
            });
          }),
          { numRuns: 40 },
        );
      });
    }
  }

  for (const dimension of [2, 4, 5]) {
    it(`O(1,${dimension - 1}): the frame of each cloud, time-like, light-like and space-like`, () => {
      const frame = minimalPseudoOrthogonalFrame(1, dimension - 1);
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 7 }), (seed, count) => {
          const random = RandomStream.fromSeed(seed);
          const clouds = Array.from({ length: count }, () => momenta(dimension, random));
          const offsets = offsetsOf(clouds);
          const batch = { coordinates: stacked(clouds), dimension, offsets };
          const found = batchedFrames("O(1,q)", batch, { forms: "in place" });
          clouds.forEach((cloud, k) => {
            const [pose] = frame.poses(cloud);
            expect(found.ranks[k]).to.equal(pose.rank);
            const { rows, kept, dropped } = pose.basis!;
            const place = k * dimension;
            expect([...found.rows.subarray(place, place + rows.length)]).to.deep.equal([...rows]);
            expect([found.kept[k], found.dropped[k]]).to.deep.equal([kept, dropped]);
            const axes = found.axes.subarray(k * dimension ** 2, (k + 1) * dimension ** 2);
            expect(difference(axes, pose.carry.data)).to.equal(0);
            const forms = batch.coordinates.subarray(
              offsets[k] * dimension,
              offsets[k + 1] * dimension,
            );
            expect(difference(forms, pose.form.data)).to.equal(0);
          });
        }),
        { numRuns: 60 },
      );
    });
  }

  it("gives the same numbers for a batch of many chunks and for its clouds in turn", () => {
    const random = RandomStream.fromSeed(5);
    const coordinates = random.normals(3000 * 32 * 3);
    const all = batchedFrames("SE", { coordinates, dimension: 3, size: 32 }, { forms: "new" });
    for (const k of [0, 1, 340, 341, 342, 2999]) {
      const one = coordinates.slice(k * 96, (k + 1) * 96);
      const alone = batchedFrames("SE", { coordinates: one, dimension: 3, size: 32 });
      expect(all.axes.slice(9 * k, 9 * k + 9)).to.deep.equal(alone.axes);
      expect(all.shifts.slice(3 * k, 3 * k + 3)).to.deep.equal(alone.shifts);
    }
  });

  it("writes forms in place, and takes Float32 coordinates for what they are", () => {
    const random = RandomStream.fromSeed(6);
    const single = Float32Array.from(random.normals(7 * 5 * 3));
    const double = Float64Array.from(single);
    const options = { precision: "single", forms: "new" } as const;
    const expected = batchedFrames("O", { coordinates: double, dimension: 3, size: 5 }, options);
    const found = batchedFrames(
      "O",
      { coordinates: single, dimension: 3, size: 5 },
      { forms: "in place" },
    );
    expect(found.forms).to.equal(single);
    expect(found.axes).to.deep.equal(expected.axes);
    expect(single).to.deep.equal(Float32Array.from(expected.forms!));
    batchedFrames(
      "O",
      { coordinates: double, dimension: 3, size: 5 },
      { ...options, forms: "in place" },
    );
    expect(double).to.deep.equal(expected.forms);
    const room = new Float32Array(single.length);
    batchedFrames("O", { coordinates: single, dimension: 3, size: 5 }, { forms: room });
    expect(() =>
      batchedFrames(
        "O",
        { coordinates: single, dimension: 3, size: 5 },
        { forms: room.subarray(1) },
      ),
    ).to.throw(ShapeError, "room for 104 numbers");
  });

  it("scales what squares would overflow or lose", () => {
    const random = RandomStream.fromSeed(7);
    const plain = random.normals(2 * 4 * 3);
    const expected = batchedFrames("SE", { coordinates: plain, dimension: 3, size: 4 });
    for (const exponent of [-1000, -600, 600, 1018]) {
      const unit = 2 ** exponent;
      const coordinates = plain.map((x, k) => (k < 12 ? unit * x : x));
      const found = batchedFrames("SE", { coordinates, dimension: 3, size: 4 }, { forms: "new" });
      expect(found.axes, `2^${exponent}`).to.deep.equal(expected.axes);
      expect(found.shifts[0]).to.equal(unit * expected.shifts[0]);
    }
  });

  it("names the cloud, the point and the coordinate that is not finite", () => {
    const coordinates = RandomStream.fromSeed(8).normals(1000 * 4 * 3);
    coordinates[(777 * 4 + 2) * 3 + 1] = Number.NaN;
    expect(() => batchedFrames("O", { coordinates, dimension: 3, size: 4 })).to.throw(
      DomainError,
      "cloud 777, point 2, coordinate 1 is NaN",
    );
    coordinates[0] = Number.NEGATIVE_INFINITY;
    expect(() => batchedFrames("E", { coordinates, dimension: 3, size: 4 })).to.throw(
      DomainError,
      "cloud 0, point 0, coordinate 0 is -Infinity",
    );
  });

  it("refuses what is no batch, and groups that it does not know", () => {
    const coordinates = new Float64Array(24);
    const batch = { coordinates, dimension: 3, size: 4 };
    expect(() => batchedFrames("O", { ...batch, size: 5 })).to.throw(ShapeError, "no whole number");
    expect(() => batchedFrames("O", { ...batch, offsets: [0, 8] })).to.throw(ShapeError, "both");
    expect(() => batchedFrames("O", { coordinates, dimension: 3, offsets: [0, 7] })).to.throw(
      ShapeError,
      "from 0 to 8",
    );
    expect(() => batchedFrames("O", { coordinates, dimension: 3, offsets: [0, 6, 5, 8] })).to.throw(
      ShapeError,
      "offsets[2] is 5 after 6",
    );
    expect(() => batchedFrames("O", { ...batch, dimension: 12, size: 2 })).to.throw(
      DomainError,
      "minimalFrame",
    );
    expect(() => batchedFrames(orthogonalGroup(2), batch)).to.throw(ShapeError, '"O(2)"');
    expect(() => batchedFrames("U" as "O", batch)).to.throw(DomainError, 'got "U"');
    expect(batchedFrames(orthogonalGroup(3), batch).ranks).to.deep.equal(new Uint8Array(2));
  });
});

/** Massless, massive or any vectors; some span less, some repeat. */
function momenta(dimension: number, random: RandomStream): Matrix {
  const cloud = degenerateCloud(dimension, random);
  const kind = random.integer(3);
  for (let i = 0; i < cloud.rows; i++) {
    const row = cloud.row(i);
    if (kind < 2) row[0] = Math.hypot(kind, ...row.subarray(1));
  }
  return cloud;
}

function normals(rows: number, columns: number, random: RandomStream): Matrix {
  return new Matrix(rows, columns, random.normals(rows * columns));
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).to.equal(b.length);
  let largest = 0;
  for (let k = 0; k < a.length; k++) {
    const gap = Math.abs(a[k] - b[k]);
    largest = gap <= largest ? largest : gap;
  }
  return largest;
}
