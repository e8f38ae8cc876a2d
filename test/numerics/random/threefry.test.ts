import { expect } from "chai";
import { threefryWords } from "../../../src/numerics/random/threefry.js";

describe("Threefry-2x32-20", () => {
  // The known answers of the Random123 distribution, file kat_vectors.
  const ones = 0xffffffff;
  const answers: [[number, number], [number, number], [number, number]][] = [
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [ones, ones],
      [ones, ones],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ];
  answers.forEach(([key, counter, expected], i) => {
    it(`gives known answer ${i + 1}`, () => {
      expect(Array.from(threefryWords(key, counter[0], counter[1], 1))).to.deep.equal(expected);
    });
  });

  it("gives each block by its counter alone, wherever the batch begins", () => {
    const many = threefryWords([7, 9], 100, 3, 23);
    for (const i of [0, 1, 5, 22]) {
      expect(Array.from(threefryWords([7, 9], 100 + i, 3, 1))).to.deep.equal(
        Array.from(many.subarray(2 * i, 2 * i + 2)),
      );
    }
  });
});
