import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../../src/errors.js";
import {
  PRIME_BOUND,
  PrimeField,
  wordPrimes,
} from "../../../../src/numerics/sparse/exact/prime-field.js";

const [first, second] = wordPrimes();
const field = new PrimeField(first);
const residues = fc.integer({ min: 0, max: first - 1 });

describe("numerics/sparse/exact/prime-field", () => {
  it("starts with the two largest primes below 2^26", () => {
    // 2^26 − 5 and 2^26 − 27, from the tables of primes just below powers of two
    expect([first, second]).to.deep.equal([PRIME_BOUND - 5, PRIME_BOUND - 27]);
  });

  it("computes as BigInt does", () => {
    const p = BigInt(first);
    fc.assert(
      fc.property(residues, residues, residues, (a, b, c) => {
        expect(BigInt(field.multiply(a, b))).to.equal((BigInt(a) * BigInt(b)) % p);
        const target = Float64Array.of(a, c);
        field.addMultiple(target, Float64Array.of(c, a), b, 0);
        expect(BigInt(target[0])).to.equal((BigInt(a) + BigInt(b) * BigInt(c)) % p);
        expect(BigInt(target[1])).to.equal((BigInt(c) + BigInt(b) * BigInt(a)) % p);
        if (a !== 0) expect(field.multiply(a, field.inverse(a))).to.equal(1);
        expect(field.reduce(a + field.negate(a))).to.equal(0);
      }),
      { numRuns: 2000, examples: [[first - 1, first - 1, first - 1]] },
    );
  });

  it("takes negative whole numbers, and refuses to invert zero", () => {
    expect(field.residue(-1)).to.equal(first - 1);
    expect(field.residue(-first)).to.equal(0);
    expect(() => field.inverse(0)).to.throw(DomainError, "no inverse");
  });
});
