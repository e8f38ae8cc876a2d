import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { MersenneTwister } from "../../../src/numerics/index.js";

describe("MersenneTwister", () => {
  it("has the known words: the 10,000th of the seed 5489 is 4123659995", () => {
    const random = new MersenneTwister(5489);
    expect(random.word()).to.equal(3499211612);
    for (let k = 2; k < 10_000; k++) random.word();
    expect(random.word()).to.equal(4123659995);
  });

  it("draws as NumPy 2.4 does after numpy.random.seed(43)", () => {
    const random = new MersenneTwister(43);
    const uniforms = [0.11505456638977896, 0.6090665392794814, 0.13339096418598828];
    for (const expected of uniforms) expect(random.uniform()).to.equal(expected);
    const normals = [
      ...[-0.762324775442468, -1.1440117988208052, 0.406094210414111],
      ...[0.8780990348347582, -0.4713833167038588],
    ];
    for (const expected of normals) expect(random.normal()).to.be.closeTo(expected, 1e-15);
  });

  it("refuses seeds that NumPy refuses", () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) {
      expect(() => new MersenneTwister(seed)).to.throw(DomainError, `seed is ${seed}`);
    }
  });
});
