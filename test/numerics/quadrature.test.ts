import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import {
  gaussHermite,
  LARGEST_HERMITE_RULE,
  type Quadrature,
} from "../../src/numerics/quadrature.js";

const integrate = ({ nodes, weights }: Quadrature, f: (x: number) => number): number =>
  nodes.reduce((sum, node, k) => sum + weights[k] * f(node), 0);

/** E x^p for x ~ N(0, 1): (p − 1)!! for even p, 0 for odd. */
function normalMoment(p: number): number {
  let moment = p % 2 === 0 ? 1 : 0;
  for (let k = p - 1; k > 1; k -= 2) moment *= k;
  return moment;
}

describe("gaussHermite", () => {
  for (const n of [1, 2, 3, 5, 8, 20, 40]) {
    it(`integrates polynomials to degree ${2 * n - 1} exactly with ${n} nodes`, () => {
      const rule = gaussHermite(n);
      for (let p = 0; p < 2 * n; p++) {
        const size = normalMoment(p - (p % 2)) || 1;
        expect(integrate(rule, (x) => x ** p) / size).closeTo(normalMoment(p) / size, 2e-13 * n);
      }
    });
  }

  // Degree 2n: the n-point rule misses E x^{2n} by exactly n!.
  it("misses degree 2n by n!", () => {
    for (const [n, factorial] of [
      [1, 1],
      [2, 2],
      [4, 24],
      [6, 720],
    ]) {
      const missed = normalMoment(2 * n) - integrate(gaussHermite(n), (x) => x ** (2 * n));
      expect(missed / factorial).closeTo(1, 1e-10);
    }
  });

  // Zeros of x³ − 3x: 0 and ±√3, weights 2/3 and 1/6.
  it("has the known three-point rule", () => {
    const { nodes, weights } = gaussHermite(3);
    [-Math.sqrt(3), 0, Math.sqrt(3)].forEach((node, k) => {
      expect(nodes[k]).closeTo(node, 1e-15);
    });
    [1 / 6, 2 / 3, 1 / 6].forEach((weight, k) => {
      expect(weights[k]).closeTo(weight, 1e-15);
    });
  });

  it("pairs nodes as exactly ±, ascends, and weighs 1 in all, to the largest rule", () => {
    for (const n of [1, 2, 7, 64, 201, LARGEST_HERMITE_RULE]) {
      const { nodes, weights } = gaussHermite(n);
      for (let k = 0; k < n; k++) {
        expect(nodes[k] + nodes[n - 1 - k]).equal(0);
        expect(weights[k]).equal(weights[n - 1 - k]);
        expect(weights[k]).within(Number.MIN_VALUE, 1);
        if (k > 0) expect(nodes[k]).above(nodes[k - 1]);
      }
      expect(weights.reduce((sum, weight) => sum + weight, 0)).closeTo(1, 1e-14);
    }
  });

  // E cos(x) = exp(−1/2).
  it("integrates the cosine", () => {
    expect(integrate(gaussHermite(30), Math.cos)).closeTo(Math.exp(-0.5), 1e-15);
    expect(integrate(gaussHermite(200), Math.cos)).closeTo(Math.exp(-0.5), 1e-14);
  });

  it("refuses other counts", () => {
    for (const n of [0, -1, 1.5, Number.NaN, LARGEST_HERMITE_RULE + 1]) {
      expect(() => gaussHermite(n)).throw(DomainError, `n is ${n}`);
    }
  });
});
