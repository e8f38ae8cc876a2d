import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { dot, Matrix, SparseMatrix, singularValues } from "../../../src/numerics/index.js";
import { LieOperator } from "../../../src/promote/solver/lie-operator.js";
import {
  gaussian,
  largestDifference,
  normals,
  randomOperator,
  sparse,
  translations,
} from "../examples.js";

describe("LieOperator", () => {
  it("and its adjoint agree: ⟨L(w), X⟩ = ⟨w, Lᵀ(X)⟩", () => {
    const operator = randomOperator(1, 3, 4, 6);
    const [w, X] = [normals(2, 6), normals(3, operator.rows * 3)];
    expect(dot(operator.apply(w), X)).to.be.closeTo(dot(w, operator.adjoint(X)), 1e-11);
  });

  it("has wᵀ H w = ‖L(w)‖²", () => {
    const operator = randomOperator(4, 3, 4, 6);
    const w = normals(5, 6);
    const L = operator.apply(w);
    expect(dot(w, operator.gram().apply(w))).to.be.closeTo(dot(L, L), 1e-9);
  });

  it("keeps the singular values of R [C₁w …] although it compresses R", () => {
    const blocks = [1, 2, 3].map((seed) => sparse(gaussian(seed, 4, 6)));
    const R = gaussian(9, 7, 4);
    const w = normals(10, 6);
    const columns = blocks.map((block) => Array.from(R.apply(block.apply(w))));
    const expected = singularValues(Matrix.fromRows(columns));
    const operator = LieOperator.from(blocks, 6, R);
    expect(operator.rows).to.equal(4);
    expect(largestDifference(singularValues(operator.matrix(w)), expected)).to.be.below(1e-12);
  });

  it("drops coefficients that no generator reaches: ∂x and ∂y of quadratics are linear", () => {
    const derivative = translations(2, 2);
    const operator = LieOperator.from(derivative.blocks, 6, derivative.root());
    expect([operator.coefficients, operator.rows, operator.generators]).to.eql([3, 3, 2]);
  });

  it("is empty for an algebra without generators", () => {
    const operator = LieOperator.from([], 4);
    expect(operator.apply(normals(1, 4))).to.have.length(0);
    expect(operator.gram().maxAbs()).to.equal(0);
  });

  it("refuses blocks and roots of other shapes", () => {
    const block = SparseMatrix.fromEntries(2, 3, [[0, 0, 1]]);
    expect(() => LieOperator.from([block], 4)).to.throw(ShapeError, /block 0 is 2 × 3/);
    expect(() => LieOperator.from([block], 3, Matrix.identity(3))).to.throw(ShapeError, /root/);
  });
});
