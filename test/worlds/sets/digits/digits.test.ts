import { gzipSync } from "node:zlib";
import { expect } from "chai";
import {
  DataError,
  DIGIT_STROKES,
  DomainError,
  digitClouds,
  exchangedClouds,
  imageCloud,
  MNIST_FILES,
  mnistClouds,
  PIXEL_NOISE,
  RandomStream,
  ShapeError,
  someClouds,
  tremblingClouds,
} from "../../../../src/index.js";
import { folderOfFiles, SMALL_IDX } from "../../data-files/small-idx.js";

describe("digit clouds", () => {
  it("come in parts that share their memory", () => {
    const all = digitClouds(30, RandomStream.fromSeed(2), { points: 4 });
    const part = someClouds(all, 10, 25);
    expect([part.count, part.labels.length, part.values.length]).to.deep.equal([15, 15, 120]);
    expect(part.values[0]).to.equal(all.values[80]);
    expect(part.labels[3]).to.equal(3);
    for (const [start, end] of [
      [5, 5],
      [-1, 3],
      [0, 31],
      [0.5, 3],
    ]) {
      expect(() => someClouds(all, start, end)).to.throw(DomainError, "of 30 clouds");
    }
  });

  it("hold 100 points of each of ten digits, inside the image, float32 or Float64", () => {
    const set = digitClouds(200, RandomStream.fromSeed(1));
    expect(set.values).to.be.instanceOf(Float32Array);
    expect(set.values.length).to.equal(200 * 100 * 2);
    expect([...set.labels.subarray(0, 12)]).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    const inside = set.values.filter((v) => v > -0.1 && v < 1.1).length;
    expect(inside / set.values.length).to.be.above(0.99);
    const double = digitClouds(3, RandomStream.fromSeed(1), { precision: "double", points: 100 });
    expect(double.values).to.be.instanceOf(Float64Array);
    double.values.forEach((v, k) => {
      expect(Math.fround(v)).to.equal(set.values[k]);
    });
  });

  it("are about 0.62 × 0.72 wide and high before scales of 0.75 to 1.1, the middle at a half", () => {
    const { values, labels } = digitClouds(2000, RandomStream.fromSeed(2));
    // Zeros: an ellipse of width 0.84 and height 1 of the box; a point uniform in arc length on an ellipse
    // is close to uniform in angle, of variance r²/2 along each half axis.
    let [sum, rows, columns, count] = [0, 0, 0, 0];
    labels.forEach((label, k) => {
      if (label !== 0) return;
      for (let i = 0; i < 100; i++) {
        const [column, row] = values.subarray(200 * k + 2 * i, 200 * k + 2 * i + 2);
        sum += row + column;
        rows += (row - 0.5) ** 2;
        columns += (column - 0.5) ** 2;
        count++;
      }
    });
    expect(sum / count).to.be.closeTo(1, 0.02);
    expect(Math.sqrt(rows / count)).to.be.closeTo((0.5 * 0.72 * 0.925) / Math.SQRT2, 0.04);
    expect(Math.sqrt(columns / count)).to.be.closeTo((0.42 * 0.62 * 0.925) / Math.SQRT2, 0.04);
  });

  it("depend on the seed and the number of the cloud alone; their points come in no order", () => {
    const many = digitClouds(30, RandomStream.fromSeed(5));
    const few = digitClouds(7, RandomStream.fromSeed(5));
    expect([...few.values]).to.deep.equal([...many.values.subarray(0, few.values.length)]);
    expect(digitClouds(7, RandomStream.fromSeed(6)).values).to.not.deep.equal(few.values);
    // The correlation of neighbours in the list, over 3000 pairs.
    let [products, squares] = [0, 0];
    for (let k = 0; k < 30; k++) {
      const rows = Array.from({ length: 100 }, (_, i) => many.values[200 * k + 2 * i]);
      const mean = rows.reduce((a, b) => a + b, 0) / 100;
      for (let i = 1; i < 100; i++) {
        products += (rows[i] - mean) * (rows[i - 1] - mean);
        squares += (rows[i] - mean) ** 2;
      }
    }
    expect(Math.abs(products / squares)).to.be.below(5 / Math.sqrt(3000));
  });

  it("are the same clouds with (row, column) for (x, y)", () => {
    const plane = digitClouds(5, RandomStream.fromSeed(5)).values;
    const image = digitClouds(5, RandomStream.fromSeed(5), { coordinates: "row column" }).values;
    plane.forEach((v, k) => {
      expect(image[k ^ 1]).to.equal(v);
    });
    expect(() => digitClouds(1, RandomStream.fromSeed(1), { coordinates: "yx" as never })).to.throw(
      DomainError,
      '"yx"',
    );
  });

  it("have two ways to write 1, 4 and 7", () => {
    expect(DIGIT_STROKES.map((ways) => ways.length)).to.deep.equal([1, 2, 1, 1, 2, 1, 1, 2, 1, 1]);
  });

  it("refuse sizes that are none", () => {
    expect(() => digitClouds(0, RandomStream.fromSeed(1))).to.throw(DomainError, "count is 0");
    expect(() => digitClouds(1, RandomStream.fromSeed(1), { points: 1.5 })).to.throw(
      DomainError,
      "points is 1.5",
    );
  });
});

describe("clouds that were moved a little", () => {
  const set = { ...digitClouds(2, RandomStream.fromSeed(4), { points: 4 }), count: 2 };
  set.values.set([0.5, 1, 0.25, 2, 0.75, 3, 0.375, 4]);

  it("exchange the first coordinates of the two points that are nearest there", () => {
    const { clouds, moves } = exchangedClouds(set);
    // Gaps 0.125, 0.125 and 0.25: the first of the least.
    expect([...clouds.values.subarray(0, 8)]).to.deep.equal([0.5, 1, 0.375, 2, 0.75, 3, 0.25, 4]);
    expect(moves[0]).to.be.closeTo(Math.SQRT2 / 8, 1e-15);
    const distance = Math.hypot(...clouds.values.subarray(8).map((v, k) => v - set.values[8 + k]));
    expect(moves[1]).to.be.closeTo(distance, 1e-8).and.above(0);
    const wall = { ...set, values: set.values.map((v, k) => (k % 2 ? v : 1)) };
    expect([...exchangedClouds(wall).moves]).to.deep.equal([0, 0]);
    expect(exchangedClouds(wall).clouds.values).to.deep.equal(wall.values);
  });

  it("tremble with the deviation that is asked for", () => {
    const large = digitClouds(50, RandomStream.fromSeed(4));
    const moved = tremblingClouds(large, 0.1, RandomStream.fromSeed(5));
    const squares = moved.values.map((v, k) => (v - large.values[k]) ** 2);
    const square = squares.reduce((sum, v) => sum + v, 0) / squares.length;
    // Four standard deviations of the mean of 10 000 squares.
    expect(square).to.be.closeTo(0.01, 4 * 0.01 * Math.sqrt(2 / 10_000));
    expect(tremblingClouds(large, 0, RandomStream.fromSeed(5)).values).to.deep.equal(large.values);
    expect(() => tremblingClouds(large, -1, RandomStream.fromSeed(5))).to.throw(DomainError);
  });
});

describe("clouds of images", () => {
  it("lie on the ink, (row, column) over the side, with noise of a fifth of a pixel", () => {
    const image = new Uint8Array(28 * 28);
    image[28 * 7 + 21] = 255;
    const cloud = imageCloud(image, 28, 2000, RandomStream.fromSeed(1));
    let [rows, columns, spread] = [0, 0, 0];
    for (let i = 0; i < 2000; i++) {
      rows += cloud[2 * i] / 2000;
      columns += cloud[2 * i + 1] / 2000;
      spread += (cloud[2 * i] - 0.25) ** 2 / 2000;
    }
    expect(rows).to.be.closeTo(0.25, (5 * PIXEL_NOISE) / Math.sqrt(2000));
    expect(columns).to.be.closeTo(0.75, (5 * PIXEL_NOISE) / Math.sqrt(2000));
    expect(Math.sqrt(spread)).to.be.closeTo(PIXEL_NOISE, 0.1 * PIXEL_NOISE);
    expect(() => imageCloud(new Uint8Array(4), 2, 3, RandomStream.fromSeed(1))).to.throw(
      DomainError,
      "all 0",
    );
    expect(() => imageCloud(new Uint8Array(5).fill(1), 2, 3, RandomStream.fromSeed(1))).to.throw(
      ShapeError,
      "got 5 bytes; expected 2 × 2 = 4",
    );
  });

  it("keep a pixel with the probability value / 256", () => {
    // Two pixels of 64 and 255: the faint one is kept in a quarter of the draws, and then has half of the points.
    const image = Uint8Array.of(64, 255, 0, 0);
    const random = RandomStream.fromSeed(3);
    let faint = 0;
    for (let k = 0; k < 400; k++) {
      const cloud = imageCloud(image, 2, 50, random.split(k));
      for (let i = 0; i < 50; i++) if (cloud[2 * i + 1] < 0.25) faint++;
    }
    expect(faint / 20000).to.be.closeTo(1 / 8, 5 * Math.sqrt(3 / 64 / 400 / 1));
  });
});

describe("files of MNIST", () => {
  const { folder, put } = folderOfFiles();

  it("are known by their hash, and a missing one says where it comes from", () => {
    expect(() => mnistClouds("train", RandomStream.fromSeed(1), { folder })).to.throw(
      DataError,
      "cvdf-datasets/mnist/train-images-idx3-ubyte.gz",
    );
    put(MNIST_FILES.test.images.name, gzipSync(SMALL_IDX));
    expect(() => mnistClouds("test", RandomStream.fromSeed(1), { folder })).to.throw(
      DataError,
      "altered",
    );
  });
});
