import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  determinant,
  eigenvalues,
  inverseMatrix,
  linearSolve,
  Matrix,
  RandomStream,
  singularValues,
} from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(7);
const normal = (n: number, m = n) => new Matrix(n, m, random.normals(n * m));

describe("numerics/matrix-functions/linear-solve", () => {
  it("solves A X = B to rounding, also where the first pivot is 0", () => {
    for (const n of [1, 2, 5, 20]) {
      const A = normal(n);
      if (n > 1) A.data[0] = 0;
      const X = normal(n, 3);
      const solved = linearSolve(A, A.multiply(X));
      expect(A.multiply(solved).maxDifference(A.multiply(X))).to.be.below(1e-13 * n);
    }
  });

  it("inverts the Hilbert matrix of order 4 to its whole-number inverse", () => {
    const H = Matrix.fromRows([0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => 1 / (i + j + 1))));
    const exact = [
      [16, -120, 240, -140],
      [-120, 1200, -2700, 1680],
      [240, -2700, 6480, -4200],
      [-140, 1680, -4200, 2800],
    ];
    // Condition number 1.6e4.
    expect(inverseMatrix(H).maxDifference(Matrix.fromRows(exact)) / 6480).to.be.below(1e-11);
  });

  it("has the determinants of permutations, triangles, products and Vandermonde's matrix", () => {
    const swap = Matrix.fromRows([
      [0, 1],
      [1, 0],
    ]);
    expect(determinant(swap)).to.equal(-1);
    expect(determinant(Matrix.diagonal([2, -3, 5]))).to.equal(-30);
    const points = [1, 2, 4, 7];
    const vandermonde = Matrix.fromRows(points.map((x) => [1, x, x * x, x ** 3]));
    // Π_{i<j} (x_j − x_i) = 1·3·6 · 2·5 · 3.
    expect(determinant(vandermonde)).to.be.closeTo(540, 1e-11);
    const [A, B] = [normal(5), normal(5)];
    expect(determinant(A.multiply(B))).to.be.closeTo(determinant(A) * determinant(B), 1e-11);
    expect(determinant(Matrix.zeros(0))).to.equal(1);
    expect(determinant(Matrix.zeros(2))).to.equal(0);
  });

  it("refuses results beyond Float64, naming who was called", () => {
    const tiny = Matrix.identity(2).scale(2 ** -1060);
    expect(() => inverseMatrix(tiny)).to.throw(
      DomainError,
      /^inverseMatrix: the inverse is beyond/,
    );
    expect(() => linearSolve(tiny, Matrix.identity(2))).to.throw(
      DomainError,
      /^linearSolve: the sol/,
    );
    expect(() => determinant(Matrix.diagonal([1e200, 1e200]))).to.throw(DomainError, /beyond/);
    expect(determinant(Matrix.diagonal([1e-200, 1e-200]))).to.equal(0);
    expect(() => inverseMatrix(Matrix.zeros(2))).to.throw(DomainError, /^inverseMatrix: .*pivot 0/);
  });

  it("says what to pass instead of nested arrays", () => {
    const rows = [[1]] as unknown as Matrix;
    const nothing = undefined as unknown as Matrix;
    for (const takes of [inverseMatrix, determinant, singularValues, eigenvalues]) {
      expect(() => takes(rows)).to.throw(ShapeError, /A is an array; .*Matrix\.fromRows/);
      expect(() => takes(nothing)).to.throw(ShapeError, /A is undefined/);
    }
  });

  it("refuses matrices that are singular or not square, and NaN", () => {
    const singular = Matrix.fromRows([
      [1, 2],
      [2, 4],
    ]);
    expect(() => inverseMatrix(singular)).to.throw(DomainError, /no inverse/);
    expect(() => inverseMatrix(Matrix.zeros(2, 3))).to.throw(ShapeError, /2 × 3/);
    expect(() => linearSolve(Matrix.identity(2), Matrix.zeros(3, 1))).to.throw(
      ShapeError,
      /3 rows/,
    );
    expect(() => determinant(new Matrix(1, 1, Float64Array.of(Number.NaN)))).to.throw(
      DomainError,
      /\(0, 0\) is NaN/,
    );
  });
});
