import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { circleGroup, type Group, haarQuadrature, symmetricGroup } from "../../src/groups/index.js";
import type { Matrix } from "../../src/numerics/index.js";

/** Σ w cos kφ and Σ w sin kφ over the rule with n points. */
function moments(points: number, k: number): [number, number] {
  const { elements, weights } = haarQuadrature(circleGroup(), points);
  let [cosine, sine] = [0, 0];
  elements.forEach((g, i) => {
    const phi = Math.atan2(g.at(1, 0), g.at(0, 0));
    cosine += weights[i] * Math.cos(k * phi);
    sine += weights[i] * Math.sin(k * phi);
  });
  return [cosine, sine];
}

describe("groups/haar", () => {
  it("is uniform on a finite group, whatever points says", () => {
    const group = symmetricGroup(3);
    for (const points of [undefined, 4]) {
      const { elements, weights } = haarQuadrature(group, points);
      expect(elements).to.equal(group.elements);
      expect(Array.from(weights)).to.deep.equal(new Array(6).fill(1 / 6));
    }
  });

  it("integrates trigonometric polynomials of degree below n exactly on SO(2), and not degree n", () => {
    for (const n of [1, 2, 5, 12]) {
      expect(moments(n, 0)[0]).to.be.closeTo(1, 1e-14);
      for (let k = 1; k < n; k++) {
        const [cosine, sine] = moments(n, k);
        expect(cosine).to.be.closeTo(0, 1e-14);
        expect(sine).to.be.closeTo(0, 1e-14);
      }
      expect(moments(n, n)[0]).to.be.closeTo(1, 1e-13);
    }
  });

  it("refuses SO(2) without points or with a wrong number", () => {
    expect(() => haarQuadrature(circleGroup())).to.throw(DomainError, /number of points.*SO\(2\)/);
    for (const points of [0, -3, 2.5, Number.NaN]) {
      expect(() => haarQuadrature(circleGroup(), points)).to.throw(DomainError, /whole number ≥ 1/);
    }
  });

  it("refuses a group that has no rule", () => {
    const { quadrature: _, ...bare } = circleGroup();
    const group: Group<Matrix> = bare;
    expect(() => haarQuadrature(group, 8)).to.throw(DomainError, /brings no quadrature/);
  });
});
