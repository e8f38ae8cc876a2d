import { expect } from "chai";
import fc from "fast-check";
import { firstPiece } from "../../../../src/kernel/server/output/text-pieces.js";
import { TokenBucket } from "../../../../src/kernel/server/output/token-bucket.js";
import { toCodePoints, toCodeUnits } from "../../../../src/kernel/server/requests/offsets.js";

describe("a token bucket", () => {
  // Each of up to 100 amounts may come a thousandth of a unit too early.
  it("lets through at most burst + rate · t in any t seconds", () => {
    const step = fc.record({
      amount: fc.integer({ min: 1, max: 50 }),
      idle: fc.nat({ max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const bucket = new TokenBucket(20, 50, 0);
        const taken: { at: number; amount: number }[] = [];
        let now = 0;
        for (const { amount, idle } of steps) {
          now += idle;
          now += bucket.wait(amount, now);
          expect(bucket.wait(amount, now)).to.equal(0);
          bucket.take(amount, now);
          taken.push({ at: now, amount });
        }
        for (const [i, first] of taken.entries()) {
          let sum = 0;
          for (const { at, amount } of taken.slice(i)) {
            sum += amount;
            expect(sum).to.be.at.most(50 + (20 * (at - first.at)) / 1000 + 0.2);
          }
        }
      }),
    );
  });

  it("lets what is larger than the burst pass when it is full, on credit", () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect(bucket.wait(100, 0)).to.equal(0);
    bucket.take(100, 0);
    // 95 owed and 1 wanted, at 10 a second.
    expect(bucket.wait(1, 0)).to.equal(9600);
    bucket.refill();
    expect(bucket.wait(1, 0)).to.equal(0);
  });
});

describe("pieces of a text", () => {
  it("are together the text, whole characters, and never end between CR and LF", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\r", "\n", "𝔾", "é") });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 8 }), (whole, limit) => {
        const pieces: string[] = [];
        for (let rest = whole; rest !== ""; rest = rest.slice(pieces.at(-1)?.length)) {
          pieces.push(firstPiece(rest, limit));
          expect(pieces.at(-1)?.length).to.be.within(1, limit);
        }
        expect(pieces.join("")).to.equal(whole);
        for (const [i, piece] of pieces.entries()) {
          expect(Buffer.from(piece).toString()).to.equal(piece);
          expect(piece.endsWith("\r") && pieces[i + 1]?.startsWith("\n")).to.not.equal(true);
        }
      }),
    );
  });
});

describe("offsets", () => {
  it("count code points one way and code units the other", () => {
    expect(toCodeUnits("a𝔾b", 2)).to.equal(3);
    expect(toCodePoints("a𝔾b", 3)).to.equal(2);
    expect(toCodeUnits("ab", 9)).to.equal(2);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, seed) => {
        const points = [...text];
        const n = points.length === 0 ? 0 : seed % (points.length + 1);
        expect(toCodeUnits(text, n)).to.equal(points.slice(0, n).join("").length);
        expect(toCodePoints(text, toCodeUnits(text, n))).to.equal(n);
      }),
    );
  });
});
