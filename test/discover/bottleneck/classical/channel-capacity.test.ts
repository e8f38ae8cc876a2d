import { expect } from "chai";
import fc from "fast-check";
import { channel, channelCapacity } from "../../../../src/discover/index.js";
import { AbortedError, DomainError } from "../../../../src/errors.js";
import { entropy, Matrix, mutualInformation } from "../../../../src/numerics/index.js";

/** C. E. Shannon 1948; T. M. Cover and J. A. Thomas, Elements of Information Theory, chapter 7. */
describe("channelCapacity", () => {
  it("of the binary symmetric channel is log 2 − h(ε)", () => {
    for (const e of [0, 0.1, 0.37, 0.5]) {
      const { capacity, gap } = channelCapacity(
        channel([
          [1 - e, e],
          [e, 1 - e],
        ]),
      );
      expect(capacity).to.be.closeTo(Math.LN2 - entropy([e, 1 - e]), 1e-12);
      expect(gap).to.be.below(1e-12);
    }
  });

  it("of the erasure channel is (1 − ε) log 2", () => {
    const { capacity } = channelCapacity(
      channel(
        [
          [0.7, 0.3, 0],
          [0, 0.3, 0.7],
        ],
        { inputLaw: [0.9, 0.1] },
      ),
    );
    expect(capacity).to.be.closeTo(0.7 * Math.LN2, 1e-12);
  });

  it("of the Z-channel is log(1 + (1 − ε) ε^(ε / (1 − ε)))", () => {
    for (const e of [0.1, 0.5, 0.9]) {
      const { capacity, gap } = channelCapacity(
        channel([
          [1, 0],
          [e, 1 - e],
        ]),
      );
      expect(capacity).to.be.closeTo(Math.log(1 + (1 - e) * e ** (e / (1 - e))), 1e-11);
      expect(gap).to.be.below(1e-11);
    }
  });

  it("of the noisy typewriter with 26 letters is log 13, though many input laws attain it", () => {
    const rows = Array.from({ length: 26 }, (_, x) =>
      Array.from({ length: 26 }, (_, y) => (y === x || y === (x + 1) % 26 ? 0.5 : 0)),
    );
    expect(channelCapacity(channel(rows)).capacity).to.be.closeTo(Math.log(13), 1e-12);
  });

  it("is 0 for equal rows, and the same with inputs given twice or never used", () => {
    expect(
      channelCapacity(
        channel([
          [0.2, 0.8],
          [0.2, 0.8],
        ]),
      ).capacity,
    ).to.be.closeTo(0, 1e-14);
    const twice = channel(
      [
        [1, 0],
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      { inputLaw: [0.5, 0.5, 0] },
    );
    expect(channelCapacity(twice).capacity).to.be.closeTo(Math.log(1 + 0.5 * 0.5), 1e-11);
  });

  it("leaves out an input that is a mixture of others", () => {
    const { capacity, inputLaw } = channelCapacity(
      channel([
        [0.9, 0.1],
        [0.1, 0.9],
        [0.4, 0.6],
      ]),
    );
    expect(capacity).to.be.closeTo(Math.LN2 - entropy([0.1, 0.9]), 1e-12);
    expect(inputLaw[2]).to.be.below(1e-9);
  });

  it("is attained, and no input law has more", () => {
    const rows = fc.array(
      fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
      { minLength: 3, maxLength: 3 },
    );
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (raw, other) => {
          const made = channel(Matrix.fromRows(raw.map(normalised)));
          const { capacity, upperBound, gap, inputLaw } = channelCapacity(made);
          expect(gap).to.be.below(1e-9);
          expect(informationOf(made.kernel, inputLaw)).to.be.closeTo(capacity, 1e-12);
          expect(informationOf(made.kernel, normalised(other))).to.be.at.most(upperBound + 1e-13);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("names what is wrong", () => {
    const made = channel([
      [1, 0],
      [0, 1],
    ]);
    const broken = { ...made, kernel: new Matrix(2, 2, Float64Array.of(1, 0, 0.5, 0.4)) };
    expect(() => channelCapacity(broken)).to.throw(DomainError, /row 1 of the kernel sums to 0\.9/);
    expect(() => channelCapacity(made, { signal: AbortSignal.abort() })).to.throw(AbortedError);
  });
});

function normalised(raw: number[]): number[] {
  const sum = raw.reduce((a, b) => a + b);
  return raw.map((p) => p / sum);
}

function informationOf(kernel: Matrix, law: ArrayLike<number>): number {
  return mutualInformation(Matrix.diagonal(law).multiply(kernel));
}
