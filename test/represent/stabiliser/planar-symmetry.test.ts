import { expect } from "chai";
import { planarSymmetry } from "../../../src/represent/index.js";

const FREQUENCIES = [1, 2, 3, 4, 6];
const turns = 2 * Math.PI;

/** v_m of rays at these angles: Σ (cos mφ, sin mφ) / number. */
const headsOfRays = (angles: readonly number[], frequencies = FREQUENCIES): Float64Array =>
  Float64Array.from(
    frequencies.flatMap((m) => [
      angles.reduce((sum, phi) => sum + Math.cos(m * phi), 0) / angles.length,
      angles.reduce((sum, phi) => sum + Math.sin(m * phi), 0) / angles.length,
    ]),
  );

describe("planarSymmetry", () => {
  for (const n of [1, 2, 3, 4, 6]) {
    it(`n equal rays: order ${n} and the angles of the rays`, () => {
      for (const first of [0, 0.1, 0.9, 3, 6]) {
        const rays = Array.from({ length: n }, (_, k) => first + (turns * k) / n);
        const { order, coset, sentence } = planarSymmetry(headsOfRays(rays), FREQUENCIES);
        expect(order).to.equal(n);
        const expected = rays.map((angle) => angle % turns).sort((a, b) => a - b);
        expect(coset.length).to.equal(n);
        coset.forEach((angle, k) => {
          expect(angle).to.be.closeTo(expected[k], 1e-12);
        });
        if (n > 1) expect(sentence).to.include(`C${n}-symmetric`);
        else expect(sentence).to.include("no symmetry");
      }
    });
  }

  it("a slight asymmetry counts when the share says so", () => {
    const rays = [0.4, 0.4 + Math.PI * 0.98];
    const heads = headsOfRays(rays);
    // |v_1| = sin(0.01π) ≈ 0.031 beside |v_2| ≈ 1.
    expect(planarSymmetry(heads, FREQUENCIES).order).to.equal(2);
    expect(planarSymmetry(heads, FREQUENCIES, { reliable: 0.02 }).order).to.equal(1);
  });

  it("two frequencies without common divisor fix the angle together", () => {
    for (const angle of [0.3, 2, 4, 6]) {
      const heads = headsOfRays([angle], [2, 3]);
      const { order, coset } = planarSymmetry(heads, [2, 3]);
      expect(order).to.equal(1);
      expect(coset[0]).to.be.closeTo(angle, 1e-12);
    }
  });

  it("round pictures have no angle, and five-fold ones look round to these frequencies", () => {
    for (const heads of [
      new Float64Array(10),
      headsOfRays([0, 1, 2, 3, 4].map((k) => (turns * k) / 5)),
    ]) {
      const { order, coset, sentence } = planarSymmetry(heads, FREQUENCIES);
      expect([order, coset.length]).to.deep.equal([Number.POSITIVE_INFINITY, 0]);
      expect(sentence).to.include("round");
    }
    const five = headsOfRays(
      [0, 1, 2, 3, 4].map((k) => 0.2 + (turns * k) / 5),
      [1, 5],
    );
    expect(planarSymmetry(five, [1, 5]).order).to.equal(5);
  });

  it("names what does not fit", () => {
    expect(() => planarSymmetry(new Float64Array(3), [1, 2])).to.throw("expected two for each");
    expect(() => planarSymmetry(new Float64Array(4), [2, 2])).to.throw("that rise");
    expect(() => planarSymmetry(Float64Array.of(1, 0, Number.NaN, 0), [1, 2])).to.throw(
      "heads[2] is NaN",
    );
  });
});
