import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import {
  Matrix,
  nullSpace,
  RandomStream,
  SparseMatrix,
  sparseNullSpace,
} from "../../../src/numerics/index.js";
import { wholeMatrices } from "./matrices.js";

const sparse = SparseMatrix.fromDense;

describe("numerics/sparse/sparse-null-space", () => {
  it("agrees with the dense null space", () => {
    fc.assert(
      fc.property(wholeMatrices(7), wholeMatrices(7), (A, B) => {
        const whole = A.directSum(B);
        const found = sparseNullSpace(sparse(whole));
        const expected = nullSpace(whole);
        expect(found.rank).to.equal(expected.rank);
        expect(found.singularValues.length).to.equal(expected.singularValues.length);
        found.singularValues.forEach((value, k) => {
          expect(value).to.be.closeTo(expected.singularValues[k], 1e-12 * (1 + value));
        });
        const projector = (basis: Matrix): Matrix => basis.multiply(basis.transpose());
        const difference = projector(found.basis).maxDifference(projector(expected.basis));
        expect(difference).to.be.below(1e-9);
        const gram = found.basis.transpose().multiply(found.basis);
        expect(gram.maxDifference(Matrix.identity(found.basis.columns))).to.be.below(1e-12);
      }),
    );
  });

  it("compresses many rows without squaring them", () => {
    // singular values 1 and 10⁻⁹ by construction: through AᵀA the small one would drown at 10⁻⁸
    const random = RandomStream.fromSeed(2);
    const m = 500;
    const q = new Matrix(m, 1, random.normals(m));
    const unit = q.scale(1 / q.frobeniusNorm());
    const other = new Matrix(m, 1, random.normals(m));
    const rest = other.add(unit, -unit.transpose().multiply(other).at(0, 0));
    const normal = rest.scale(1 / rest.frobeniusNorm());
    const A = new Matrix(m, 2);
    for (let i = 0; i < m; i++) {
      A.row(i)[0] = unit.at(i, 0) + 1e-9 * normal.at(i, 0);
      A.row(i)[1] = unit.at(i, 0) - 1e-9 * normal.at(i, 0);
    }
    // columns u ± 10⁻⁹ v with u ⟂ v of length one: values √2 and √2 · 10⁻⁹
    const { singularValues, rank } = sparseNullSpace(sparse(A), { tolerance: 1e-12 });
    expect(rank).to.equal(2);
    expect(singularValues[1] / Math.SQRT2).to.be.closeTo(1e-9, 1e-14);
  });

  it("has one tolerance for all components", () => {
    const A = sparse(Matrix.diagonal([1, 1e-6, 1e-13, 0]));
    const found = sparseNullSpace(A);
    expect(found.rank).to.equal(2);
    expect(found.components).to.equal(3);
    expect(found.largestComponent).to.equal(1);
    expect(found.gap.kept).to.equal(1e-6);
    expect(found.gap.dropped).to.equal(1e-13);
    expect(found.basis.toRows().map((row) => row.map(Math.abs))).to.deep.equal([
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(sparseNullSpace(A, { tolerance: 1e-3 }).rank).to.equal(1);
  });

  it("has an answer for zero and empty matrices, and refuses a bad tolerance", () => {
    expect(sparseNullSpace(SparseMatrix.fromEntries(3, 2, [])).basis.columns).to.equal(2);
    expect(sparseNullSpace(SparseMatrix.fromEntries(0, 2, [])).basis.columns).to.equal(2);
    expect(sparseNullSpace(SparseMatrix.identity(3)).basis.columns).to.equal(0);
    expect(() => sparseNullSpace(SparseMatrix.identity(3), { tolerance: 1 })).to.throw(
      DomainError,
      "tolerance",
    );
  });

  it("refuses a component that no dense decomposition takes", () => {
    const n = 8001;
    const A = SparseMatrix.fromEntries(
      1,
      n,
      Array.from({ length: n }, (_, j) => [0, j, 1] as const),
    );
    expect(() => sparseNullSpace(A)).to.throw(DomainError, "8001");
  });
});
