import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import { matrixGroup } from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { icosahedralGroup } from "./small-groups.js";

const rotation = (angle: number) =>
  Matrix.fromRows([
    [Math.cos(angle), -Math.sin(angle)],
    [Math.sin(angle), Math.cos(angle)],
  ]);

describe("groups/matrix-group", () => {
  it("closes rotations by 2π/n and a reflection to order 2n, in any basis", () => {
    const shear = Matrix.fromRows([
      [1, 30],
      [0, 1],
    ]);
    const unshear = Matrix.fromRows([
      [1, -30],
      [0, 1],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (n, sheared) => {
        const generators = [rotation((2 * Math.PI) / n), Matrix.diagonal([1, -1])];
        const inBasis = generators.map((a) => (sheared ? shear.multiply(a).multiply(unshear) : a));
        expect(matrixGroup("D", inBasis).order).to.equal(2 * n);
      }),
    );
  });

  it("keeps the elements of a long closure apart", () => {
    const group = matrixGroup("C20000", [rotation((2 * Math.PI) / 20_000)]);
    expect(group.order).to.equal(20_000);
    const g = group.elements[12_345];
    expect(group.equals(group.compose(g, group.inverse(g)), group.identity)).to.equal(true);
  });

  it("finds elements within the tolerance and nothing else", () => {
    const group = icosahedralGroup();
    const g = group.elements[17];
    const nudge = (size: number) =>
      g.add(
        Matrix.fromRows([
          [1, -1, 1],
          [-1, 1, -1],
          [1, -1, 1],
        ]),
        size,
      );
    expect(group.indexOf(nudge(1e-9))).to.equal(17);
    expect(() => group.indexOf(nudge(1e-7))).to.throw(DomainError, /not among the 60 elements/);
    expect(group.equals(nudge(1e-3), nudge(2e-3))).to.equal(false);
    expect(() => group.indexOf(nudge(Number.NaN))).to.throw(DomainError, /not among/);
    expect(() => group.indexOf(Matrix.identity(2))).to.throw(DomainError, /not among/);
    expect(group.indexOf(nudge(1e-9))).to.equal(17);
  });

  it("finds every element back, wherever rounding moved it", () => {
    const group = icosahedralGroup();
    const signs = RandomStream.fromSeed(12);
    group.elements.forEach((g, k) => {
      const moved = g.clone();
      for (let i = 0; i < 9; i++) moved.data[i] += signs.integer(2) === 0 ? -8e-9 : 8e-9;
      expect(group.indexOf(moved)).to.equal(k);
    });
  });

  it("makes the trivial group of the identity", () => {
    expect(matrixGroup("e", [Matrix.identity(3)]).order).to.equal(1);
  });

  it("does not share its elements with the caller's matrices", () => {
    const swap = Matrix.fromRows([
      [0, 1],
      [1, 0],
    ]);
    const group = matrixGroup("C2", [swap]);
    swap.data.fill(7);
    expect(group.generators[0].toRows()).to.deep.equal([
      [0, 1],
      [1, 0],
    ]);
  });

  it("refuses matrices that generate no finite group", () => {
    const group = (rows: number[][]) => () => matrixGroup("G", [Matrix.fromRows(rows)]);
    expect(
      group([
        [1, 1],
        [0, 1],
      ]),
    ).to.throw(DomainError, /more than 100000/);
    expect(() => matrixGroup("G", [rotation(1)])).to.throw(DomainError, /more than 100000/);
    expect(group([[2]])).to.throw(DomainError, /grow beyond all bounds/);
    expect(group([[0.5]])).to.throw(DomainError, /no inverse/);
  });

  it("refuses matrices that cannot be inverted, by name", () => {
    const swap = Matrix.fromRows([
      [0, 1],
      [1, 0],
    ]);
    expect(() => matrixGroup("G", [])).to.throw(DomainError, /no generator/);
    expect(() =>
      matrixGroup("G", [
        swap,
        Matrix.fromRows([
          [1, 2],
          [2, 4],
        ]),
      ]),
    ).to.throw(DomainError, /generators\[1\] has rank 1 of 2/);
    expect(() => matrixGroup("G", [swap, Matrix.identity(3)])).to.throw(
      ShapeError,
      /generators\[1\] is 3 × 3/,
    );
    expect(() => matrixGroup("G", [Matrix.zeros(2, 3)])).to.throw(ShapeError, /2 × 3/);
    expect(() => matrixGroup("G", [Matrix.zeros(0)])).to.throw(ShapeError, /0 × 0/);
    expect(() => matrixGroup("G", [Matrix.diagonal([1, Number.NaN])])).to.throw(
      DomainError,
      /entry \(1, 1\) of generators\[0\] is NaN/,
    );
  });
});
