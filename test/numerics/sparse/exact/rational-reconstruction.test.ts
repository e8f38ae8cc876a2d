import { expect } from "chai";
import fc from "fast-check";
import {
  greatestCommonDivisor,
  integerSquareRoot,
  joinResidues,
  reconstructFraction,
} from "../../../../src/numerics/sparse/exact/rational-reconstruction.js";

const PRIME = 67108859n;
const OTHER = 67108837;

/** d⁻¹ modulo a prime, by Fermat. */
function inverse(d: bigint, prime: bigint): bigint {
  let [result, base] = [1n, ((d % prime) + prime) % prime];
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

describe("numerics/sparse/exact/rational-reconstruction", () => {
  const bound = integerSquareRoot((PRIME - 1n) / 2n);

  it("finds every fraction that is small enough again", () => {
    const size = Number(bound);
    fc.assert(
      fc.property(
        fc.integer({ min: -size, max: size }),
        fc.integer({ min: 1, max: size }),
        (n, d) => {
          const divisor = greatestCommonDivisor(BigInt(n), BigInt(d));
          const residue = (((BigInt(n) * inverse(BigInt(d), PRIME)) % PRIME) + PRIME) % PRIME;
          expect(reconstructFraction(residue, PRIME, bound)).to.deep.equal({
            numerator: BigInt(n) / divisor,
            denominator: BigInt(d) / divisor,
          });
        },
      ),
    );
  });

  it("joins residues by the Chinese remainder theorem", () => {
    const inverseOfModulus = Number(inverse(PRIME, BigInt(OTHER)));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: PRIME * BigInt(OTHER) - 1n }), (x) => {
        const joined = joinResidues(
          x % PRIME,
          PRIME,
          Number(x % BigInt(OTHER)),
          OTHER,
          inverseOfModulus,
        );
        expect(joined).to.equal(x);
      }),
    );
  });

  it("takes square roots down to the whole", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 300n }), (x) => {
        const root = integerSquareRoot(x);
        expect(root * root <= x && (root + 1n) * (root + 1n) > x).to.equal(true);
      }),
    );
  });
});
