import { expect } from "chai";
import { DomainError, digitClouds, RandomStream, strokeImages } from "../../../src/index.js";

describe("worlds/images/stroke-images", () => {
  it("have ink where the clouds of the same digits have their points, and little elsewhere", () => {
    const random = RandomStream.fromSeed(3);
    const images = strokeImages(50, random);
    const clouds = digitClouds(50, random);
    expect([...images.labels]).deep.equal([...clouds.labels]);
    let [onInk, points, ink] = [0, 0, 0];
    for (let k = 0; k < 50; k++) {
      const image = images.values.subarray(784 * k, 784 * (k + 1));
      ink += image.reduce((sum, value) => sum + value, 0) / 784 / 50;
      for (let i = 0; i < 100; i++) {
        const at = 200 * k + 2 * i;
        const [column, row] = [clouds.values[at], clouds.values[at + 1]].map((x) =>
          Math.floor(28 * x),
        );
        if (column < 0 || row < 0 || column > 27 || row > 27) continue;
        points++;
        if (image[28 * row + column] > 0.3) onInk++;
      }
    }
    // The points tremble by half a pixel about the middle of strokes of 2 to 3.
    expect(onInk / points).above(0.95);
    expect(ink).within(0.05, 0.2);
  });

  it("are between 0 and 1, of any side, and depend on the stream and their number alone", () => {
    const few = strokeImages(3, RandomStream.fromSeed(1), { side: 16 });
    const many = strokeImages(20, RandomStream.fromSeed(1), { side: 16 });
    expect([few.height, few.width, few.values.length]).deep.equal([16, 16, 768]);
    expect([...few.values]).deep.equal([...many.values.subarray(0, 768)]);
    expect([Math.min(...many.values), Math.max(...many.values)]).deep.equal([0, 1]);
    expect(() => strokeImages(0, RandomStream.fromSeed(1))).throw(DomainError, "count is 0");
    expect(() => strokeImages(1, RandomStream.fromSeed(1), { side: 7 })).throw(
      DomainError,
      "side is 7",
    );
  });
});
