import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { gaussLegendre } from "../../src/numerics/index.js";

describe("numerics/gauss-legendre", () => {
  it("has the nodes and weights of the tables for n = 1, 2, 3", () => {
    expect(Array.from(gaussLegendre(1).nodes)).to.deep.equal([0]);
    const two = gaussLegendre(2);
    expect(two.nodes[1]).to.be.closeTo(1 / Math.sqrt(3), 2e-16);
    expect(two.weights[0]).to.be.closeTo(0.5, 3e-16);
    const three = gaussLegendre(3);
    expect(three.nodes[2]).to.be.closeTo(Math.sqrt(0.6), 2e-16);
    expect(three.weights[1]).to.be.closeTo(4 / 9, 1e-15);
  });

  it("integrates powers to degree 2n − 1, and not 2n", () => {
    for (const n of [1, 2, 5, 12, 40]) {
      const { nodes, weights } = gaussLegendre(n);
      const moment = (k: number) => nodes.reduce((sum, x, i) => sum + weights[i] * x ** k, 0);
      // Mean of x^k over [−1, 1].
      const exact = (k: number) => (k % 2 === 0 ? 1 / (k + 1) : 0);
      for (let k = 0; k < 2 * n; k++) expect(moment(k)).to.be.closeTo(exact(k), 1e-14);
      // The error at 2n is the squared norm of the monic P_n; below rounding from n = 27 on.
      if (n <= 12) expect(Math.abs(moment(2 * n) - exact(2 * n))).to.be.above(1e-8);
    }
  });

  it("is symmetric and ascending for many nodes", () => {
    const { nodes, weights } = gaussLegendre(1024);
    for (let k = 0; k < 1024; k++) {
      expect(nodes[k]).to.equal(-nodes[1023 - k]);
      if (k > 0) expect(nodes[k]).to.be.above(nodes[k - 1]);
    }
    expect(weights.reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-12);
  });

  it("refuses numbers of nodes that are none", () => {
    for (const n of [0, 1.5, 1025, Number.NaN]) {
      expect(() => gaussLegendre(n)).to.throw(DomainError, /gaussLegendre: n is/);
    }
  });
});
