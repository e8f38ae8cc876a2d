import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import { areaUnderCurve, backgroundRejection } from "../../../src/numerics/index.js";

const scores = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });

describe("numerics/ranking", () => {
  it("areaUnderCurve is the share of pairs in order, ties by half", () => {
    fc.assert(
      fc.property(scores, scores, (signal, background) => {
        const pairs = signal.flatMap((s) => background.map((b) => (Math.sign(s - b) + 1) / 2));
        const share = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
        expect(areaUnderCurve(signal, background)).closeTo(share, 1e-12);
        expect(areaUnderCurve(background, signal)).closeTo(1 - share, 1e-12);
      }),
    );
  });

  it("backgroundRejection cuts where enough signal is left", () => {
    const signal = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const background = [0, 0, 0, 0, 5.5, 6, 6.5, 7.5];
    // Three of ten: cut 8. Half: cut 6, which keeps three of eight.
    expect(backgroundRejection(signal, background, 0.3)).equal(Number.POSITIVE_INFINITY);
    expect(backgroundRejection(signal, background, 0.5)).closeTo(8 / 3, 1e-15);
    expect(backgroundRejection(signal, background, 1)).equal(2);
    expect(backgroundRejection([1, 1, 1], [1, 0], 0.3)).equal(2);
  });

  it("names bad input", () => {
    expect(() => areaUnderCurve([], [1])).throw(DomainError, "signal has no scores");
    expect(() => areaUnderCurve([1], [0, Number.NaN])).throw(DomainError, "background[1]");
    expect(() => backgroundRejection([1], [1], 0)).throw(DomainError, "efficiency is 0");
  });
});
