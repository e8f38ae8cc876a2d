import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  affineComposition,
  binomial,
  Matrix,
  MonomialBasis,
  MonomialList,
  monomialGradients,
  monomialLieMatrix,
  polynomialValue,
  RandomStream,
} from "../../../src/numerics/index.js";

const draw = (seed: number, rows: number, columns: number): Matrix =>
  new Matrix(
    rows,
    columns,
    RandomStream.fromSeed(seed)
      .split("points")
      .normals(rows * columns),
  );

describe("binomial", () => {
  it("is Pascal's triangle, with zeros beside it", () => {
    for (let n = 0; n < 40; n++) {
      for (let k = -2; k <= n + 2; k++) {
        const above = n === 0 ? Number(k === 0) : binomial(n - 1, k - 1) + binomial(n - 1, k);
        expect(binomial(n, k), `C(${n}, ${k})`).to.equal(above);
      }
    }
    expect(() => binomial(-1, 2)).to.throw(DomainError, /n = -1/);
    expect(() => binomial(3, 0.5)).to.throw(DomainError, /k = 0.5/);
  });
});

describe("MonomialList", () => {
  it("agrees with a basis on the same exponents", () => {
    const basis = new MonomialBasis(3, 4);
    const list = new MonomialList(3, basis.exponents);
    const points = draw(1, 5, 3);
    expect(list.values(points).maxDifference(basis.values(points))).to.be.below(1e-13);
    expect(list.name(7)).to.equal(basis.name(7));
    expect(list.indexOf([1, 0, 2])).to.equal(basis.indexOf([1, 0, 2]));
    expect(list.indexOf([5, 0, 0])).to.equal(-1);
  });

  it("has the gradient (y², 2xy) of xy² at (2, 3)", () => {
    const list = new MonomialList(2, [[1, 2]]);
    const gradient = monomialGradients(list, Matrix.fromRows([[2, 3]]));
    expect([...gradient]).to.deep.equal([9, 12]);
  });

  it("refuses what is no list of exponents", () => {
    expect(() => new MonomialList(2, [[1, 0], [1]])).to.throw(ShapeError, /exponents\[1\]/);
    expect(() => new MonomialList(1, [[1], [1]])).to.throw(DomainError, /once/);
    expect(() => new MonomialList(1, [[-1]])).to.throw(DomainError, /-1/);
    expect(() => new MonomialList(1, [[0.5]])).to.throw(DomainError, /0.5/);
    expect(() => new MonomialList(0, [])).to.throw(DomainError, /variables/);
    const list = new MonomialList(2, [[1, 0]]);
    expect(() => list.values(new Matrix(1, 3))).to.throw(ShapeError, /3 coordinates/);
  });
});

describe("monomialLieMatrix", () => {
  // ∇(x₁x₂) · (A x + b) by hand.
  it("differentiates x₁x₂ along A x + b", () => {
    const basis = new MonomialBasis(2, 2);
    const A = Matrix.fromRows([
      [2, 3],
      [5, 7],
    ]);
    const C = monomialLieMatrix(basis, A, [11, 13]).toDense();
    const column = C.column(basis.indexOf([1, 1]));
    const expected = new Map([
      ["2,0", 5],
      ["1,1", 2 + 7],
      ["0,2", 3],
      ["1,0", 13],
      ["0,1", 11],
    ]);
    basis.exponents.forEach((exponent, k) => {
      expect(column[k]).to.equal(expected.get(exponent.join()) ?? 0);
    });
  });

  it("agrees with gradients at points", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const basis = new MonomialBasis(3, 3);
        const A = draw(seed, 3, 3);
        const b = draw(seed + 1, 1, 3).data;
        const points = draw(seed + 2, 4, 3);
        const along = basis.values(points).multiply(monomialLieMatrix(basis, A, b).toDense());
        const gradients = monomialGradients(basis, points);
        for (let s = 0; s < 4; s++) {
          const v = A.apply(points.row(s)).map((value, i) => value + b[i]);
          for (let k = 0; k < basis.size; k++) {
            const at = (s * basis.size + k) * 3;
            const inner = v.reduce((sum, value, i) => sum + value * gradients[at + i], 0);
            expect(along.at(s, k)).to.be.closeTo(inner, 1e-9 * (1 + Math.abs(inner)));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("refuses monomials that leave, and other sizes", () => {
    const linear = new MonomialBasis(2, 1, 1);
    expect(() => monomialLieMatrix(linear, Matrix.zeros(2), [1, 0])).to.throw(
      DomainError,
      /exponents \(0, 0\)/,
    );
    expect(() => monomialLieMatrix(linear, Matrix.zeros(3))).to.throw(ShapeError, /3 × 3/);
    expect(() => monomialLieMatrix(linear, Matrix.zeros(2), [1])).to.throw(ShapeError, /length 1/);
  });
});

describe("affineComposition", () => {
  it("is the monomial behind the map", () => {
    const basis = new MonomialBasis(3, 4);
    const A = draw(5, 3, 3);
    const b = draw(6, 1, 3).data;
    const behind = affineComposition(A, b);
    const x = draw(7, 1, 3).row(0);
    const moved = new Matrix(
      1,
      3,
      A.apply(x).map((value, i) => value + b[i]),
    );
    const values = basis.values(moved).row(0);
    basis.exponents.forEach((exponent, k) => {
      const value = polynomialValue(behind(exponent), x);
      expect(value).to.be.closeTo(values[k], 1e-11 * (1 + Math.abs(values[k])));
    });
  });
});
