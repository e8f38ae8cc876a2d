import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { Matrix, numericalDifferentiable } from "../../src/numerics/index.js";

describe("numericalDifferentiable", () => {
  it("differentiates sin(x) y² and exp(x y) to 1e-11", () => {
    const map = numericalDifferentiable(([x, y]) => [Math.sin(x) * y * y, Math.exp(x * y)], 2, 2);
    const points = Matrix.fromRows([
      [0.3, -0.7],
      [-1.2, 0.4],
    ]);
    const got = map.jacobians(points);
    for (let i = 0; i < 2; i++) {
      const [x, y] = points.row(i);
      const e = Math.exp(x * y);
      const expected = [Math.cos(x) * y * y, 2 * y * Math.sin(x), y * e, x * e];
      expected.forEach((value, k) => {
        expect(got[4 * i + k]).to.be.closeTo(value, 1e-11);
      });
      expect(map.values(points).at(i, 1)).to.equal(e);
    }
  });

  it("keeps relative accuracy far from the origin", () => {
    const map = numericalDifferentiable(([x]) => x ** 3, 1, 1);
    expect(map.jacobians(Matrix.fromRows([[1e4]]))[0] / 3e8).to.be.closeTo(1, 1e-11);
  });

  it("refuses values and points that do not fit", () => {
    const f = numericalDifferentiable((x) => Math.sqrt(x[0]), 1, 1);
    expect(() => f.values(Matrix.fromRows([[-1]]))).to.throw(DomainError, /NaN/);
    expect(() => f.values(Matrix.fromRows([[1, 2]]))).to.throw(ShapeError, /2 coordinates/);
    expect(() =>
      numericalDifferentiable(() => [1, 2], 1, 1).values(Matrix.fromRows([[0]])),
    ).to.throw(ShapeError, /2 numbers/);
    expect(() => numericalDifferentiable(() => 1, 1, 1, { step: 0 })).to.throw(DomainError, /step/);
  });
});
