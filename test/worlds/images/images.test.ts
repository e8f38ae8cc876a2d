import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  DataError,
  DomainError,
  imageSet,
  imagesTurnedBy,
  MNIST_FILES,
  MNIST_FOLDER,
  mnistImages,
  RandomStream,
  rotatedDigits,
  ShapeError,
  someImages,
  splitImages,
  turnedImages,
} from "../../../src/index.js";

const grey = (values: number[], height: number, width: number) =>
  imageSet({ values: Float64Array.from(values), height, width, channels: 1 });

describe("worlds/images/image-set", () => {
  it("takes numbers and bytes, and counts images and classes", () => {
    const bytes = Uint8Array.of(0, 51, 255, 102, 0, 0);
    const set = imageSet({ values: bytes, height: 1, width: 1, channels: 3, labels: [2, 0] });
    expect([set.count, set.classes, set.classNames]).deep.equal([2, 3, ["0", "1", "2"]]);
    expect([...set.values]).deep.equal([0, Math.fround(0.2), 1, Math.fround(0.4), 0, 0]);
    expect([...set.labels]).deep.equal([2, 0]);
    expect(grey([0.5], 1, 1).classes).equal(1);
  });

  it("names the place of what is out of range, and says what to do", () => {
    expect(() => grey([0, 0, 0, 0, 0, 0, 0, 255], 2, 2)).throw(
      DomainError,
      "image 1 is 255 at row 1, column 1; expected numbers from 0 to 1; divide",
    );
    expect(() => grey([0, Number.NaN], 1, 2)).throw(
      DomainError,
      "image 0 is NaN at row 0, column 1",
    );
    expect(() => grey([0, 0, 0], 2, 2)).throw(ShapeError, "got 3 values; expected a multiple of");
    expect(() => grey([], 2, 2)).throw(ShapeError, "got 0 values");
    expect(() => grey([0], 0, 2)).throw(DomainError, "height is 0");
    const one = { values: Uint8Array.of(1, 2), height: 1, width: 1, channels: 1 };
    expect(() => imageSet({ ...one, labels: [1] })).throw(ShapeError, "got 1 labels for 2 images");
    expect(() => imageSet({ ...one, labels: [0, 1.5] })).throw(DomainError, "labels[1] is 1.5");
    expect(() => imageSet({ ...one, labels: [0, 2], classNames: ["a", "b"] })).throw(
      DomainError,
      "from 0 to 1, the classes that have a name",
    );
  });

  it("splits into parts that share no image and miss none", () => {
    const set = grey([0, 0.125, 0.25, 0.375, 0.5], 1, 1);
    const { train, test } = splitImages(set, 3, RandomStream.fromSeed(1));
    expect([train.count, test.count]).deep.equal([3, 2]);
    expect([...train.values, ...test.values].sort()).deep.equal([...set.values]);
    expect([...someImages(set, [4, 0]).values]).deep.equal([0.5, 0]);
    expect(() => someImages(set, [0, 5])).throw(DomainError, "places[1] is 5");
    for (const training of [0, 5, 1.5]) {
      expect(() => splitImages(set, training, RandomStream.fromSeed(1))).throw(DomainError);
    }
  });
});

describe("worlds/images/turned-images", () => {
  it("a quarter turn is that of the array, counter-clockwise, to the bit", () => {
    const [height, width, channels] = [3, 3, 2];
    const values = Float64Array.from({ length: 18 }, (_, k) => k / 32);
    const turned = imagesTurnedBy(imageSet({ values, height, width, channels }), [0, 1]);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        for (let c = 0; c < 2; c++) {
          // The right-hand column becomes the upper row.
          const from = (column * 3 + (2 - row)) * 2 + c;
          expect(turned.values[(row * 3 + column) * 2 + c]).equal(values[from]);
        }
      }
    }
  });

  it("turns in turn add up, on smooth images: 0.7 and 0.5 are 1.2 to half a percent", () => {
    const side = 29;
    const values = Float64Array.from({ length: side * side }, (_, k) => {
      const [x, y] = [(k % side) - 17, Math.floor(k / side) - 12];
      return Math.exp(-(x * x + 2 * y * y) / 30);
    });
    const set = grey([...values], side, side);
    const by = (angle: number) => [Math.cos(angle), Math.sin(angle)];
    const twice = imagesTurnedBy(imagesTurnedBy(set, by(0.7)), by(0.5)).values;
    const once = imagesTurnedBy(set, by(1.2)).values;
    const square = twice.reduce((sum, v, k) => sum + (v - once[k]) ** 2, 0) / twice.length;
    expect(Math.sqrt(square)).below(0.005);
    expect(Math.max(...set.values.map((v, k) => Math.abs(v - once[k])))).above(0.3);
  });

  it("bilinear: by 45° the middle of 2 × 2 pixels has zeros around; sums of weights are at most 1", () => {
    const half = Math.SQRT1_2;
    const white = imagesTurnedBy(grey(Array(16).fill(1), 4, 4), [half, half]).values;
    white.forEach((value) => {
      expect(value).within(0, 1);
    });
    // The corner (−1.5, −1.5) comes from (0, −1.5 √2): above the upper row by 1.5 (√2 − 1).
    expect(white[0]).closeTo(1 - 1.5 * (Math.SQRT2 - 1), 1e-6);
    expect(white[5]).equal(1);
  });

  it("the angle of an image depends on the stream and its number alone", () => {
    const set = grey([0, 0.25, 0.5, 0.75, 1, 0.125], 1, 2);
    const all = turnedImages(set, RandomStream.fromSeed(4));
    const few = turnedImages(someImages(set, [0, 1]), RandomStream.fromSeed(4));
    expect([...few.directions]).deep.equal([...all.directions.subarray(0, 4)]);
    expect(all.directions[0]).not.equal(all.directions[2]);
    expect(() => imagesTurnedBy(set, [1, 0])).throw(ShapeError, "of 3 images");
    for (const wrong of [Number.NaN, 0.9]) {
      expect(() => imagesTurnedBy(set, [1, 0, 0, wrong, 1, 0])).throw(
        DomainError,
        `of image 1 is (0, ${wrong})`,
      );
    }
  });
});

describe("worlds/images/rotated-digits", () => {
  it("says where missing files go, and which way to bring them", () => {
    const folder = mkdtempSync(join(tmpdir(), "intertwine-digits-"));
    try {
      expect(() => rotatedDigits({ folder })).throw(DataError, "fetchMnist brings it");
      expect(() => mnistImages("other" as "test", folder)).throw(DomainError, '"other"');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  if (existsSync(join(MNIST_FOLDER, MNIST_FILES.test.images.name))) {
    it("8000 and 2000 of MNIST's test images, every class in both, fewer are the first", () => {
      const { train, test } = rotatedDigits({ seed: 1 });
      expect([train.count, test.count, train.height, train.width]).deep.equal([8000, 2000, 28, 28]);
      const counts = Array(10).fill(0);
      for (const label of [...train.labels, ...test.labels]) counts[label]++;
      // The published numbers of each digit in the test set.
      expect(counts).deep.equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
      const few = rotatedDigits({ seed: 1, training: 20, testing: 10 });
      expect([...few.train.values]).deep.equal([...train.values.subarray(0, 20 * 784)]);
      expect([...few.test.values]).deep.equal([...test.values.subarray(0, 10 * 784)]);
      expect(few.train.labels).not.deep.equal(rotatedDigits({ training: 20 }).train.labels);
      for (const options of [{ training: 8001 }, { testing: 0 }, { seed: -1 }]) {
        expect(() => rotatedDigits(options)).throw(DomainError);
      }
    });
  }
});
