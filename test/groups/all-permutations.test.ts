import { expect } from "chai";
import { allPermutations, symmetricGroup } from "../../src/groups/index.js";
import { RandomStream } from "../../src/numerics/index.js";

describe("allPermutations", () => {
  it("composes and inverts as the listed group does", () => {
    const [all, listed] = [allPermutations(4), symmetricGroup(4)];
    for (const a of listed.elements) {
      expect(all.inverse(a)).to.deep.equal(listed.inverse(a));
      for (const b of listed.elements) {
        expect(all.compose(a, b)).to.deep.equal(listed.compose(a, b));
        expect(all.equals(a, b)).to.equal(listed.equals(a, b));
      }
    }
  });

  it("draws each of 3! about as often", () => {
    const random = RandomStream.fromSeed(1);
    const counts = new Map<string, number>();
    for (let k = 0; k < 6000; k++) {
      const key = allPermutations(3).sample(random).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    // Deviation √(6000 · 5/36) ≈ 29.
    for (const count of counts.values()) expect(count).to.be.closeTo(1000, 150);
  });

  it("names sizes that are none", () => {
    for (const n of [0, 1.5, Number.NaN]) {
      expect(() => allPermutations(n)).to.throw("whole number from 1 on");
    }
  });
});
