/**
 * The principal logarithm log A: exp(log A) = A with all eigenvalues of log A in
 * the strip |Im z| < π. It exists, and is real and unique, for a real matrix without
 * eigenvalues on the closed negative real axis.
 *
 * Far from I: A = U T U* (complex Schur form), log A = U log(T) U*
 * (`triangularLogarithm`). Near I, ‖X‖₁ ≤ 0.264 for X = A − I, the approximant
 * r_7(X) of log(I + X) itself, so that a small logarithm keeps its relative accuracy.
 */
import { DomainError } from "../../errors.js";
import { gaussLegendre } from "../gauss-legendre.js";
import { requireSquare } from "../linear-algebra/finite-matrix.js";
import { Matrix } from "../matrix.js";
import { type Complex, ComplexMatrix, modulus } from "./complex-matrix.js";
import { complexSchur, unitOf } from "./complex-schur.js";
import { linearSolve } from "./linear-solve.js";
import { matrixExponential, oneNorm } from "./matrix-exponential.js";
import { NEAR_IDENTITY, PADE_DEGREE, triangularLogarithm } from "./triangular-logarithm.js";

/** Eigenvalues nearer to the negative axis than this, in units of n ‖A‖, lie on it. */
const AXIS_ROUNDING = 8 * Number.EPSILON;
/** ‖exp(log A) − A‖ / ‖A‖ beyond which an ill-conditioned logarithm is refused. */
export const LOGARITHM_TOLERANCE = 1e-6;

/**
 * log A for a real square matrix.
 * @throws ShapeError unless A is square; DomainError for NaN and Infinity, when A is
 *   singular, when an eigenvalue is negative, or so near to the negative axis that
 *   rounding decides, naming the eigenvalue
 */
export function matrixLogarithm(matrix: Matrix): Matrix {
  const size = requireSquare("matrixLogarithm", "A", matrix);
  if (size === 0) return matrix.clone();
  const unit = unitOf(new ComplexMatrix(matrix));
  if (unit !== 1) {
    return matrixLogarithm(matrix.scale(1 / unit)).add(Matrix.identity(size), Math.log(unit));
  }
  const rest = matrix.subtract(Matrix.identity(size));
  if (oneNorm(rest) <= NEAR_IDENTITY) return padeLogarithm(rest);
  const { vectors, triangle } = complexSchur(matrix);
  const scale = isTriangular(matrix) ? 0 : size * matrix.frobeniusNorm();
  for (let k = 0; k < size; k++) requireOffAxis(triangle.at(k, k), AXIS_ROUNDING * scale);
  const result = realPart(vectors, triangularLogarithm(triangle));
  const residual = matrixExponential(result).subtract(matrix).frobeniusNorm();
  if (!(residual <= LOGARITHM_TOLERANCE * matrix.frobeniusNorm())) {
    throw new DomainError(
      `matrixLogarithm: the logarithm of this ${size} × ${size} matrix is lost in rounding (exp of it is off by ${(residual / matrix.frobeniusNorm()).toPrecision(3)} of the matrix); expected eigenvalues farther from the closed negative real axis.`,
    );
  }
  return result;
}

/** r_7(X) = Σ_j w_j X (I + x_j X)⁻¹ with the nodes of Gauss–Legendre on [0, 1]. */
function padeLogarithm(rest: Matrix): Matrix {
  const { nodes, weights } = gaussLegendre(PADE_DEGREE);
  const identity = Matrix.identity(rest.rows);
  return nodes.reduce(
    (sum, node, j) => sum.add(linearSolve(identity.add(rest, (node + 1) / 2), rest), weights[j]),
    Matrix.zeros(rest.rows),
  );
}

function requireOffAxis(eigenvalue: Complex, rounding: number): void {
  if (modulus(eigenvalue) <= rounding) {
    throw new DomainError(
      `matrixLogarithm: the matrix is singular (an eigenvalue is ${eigenvalue[0]}); expected an invertible matrix.`,
    );
  }
  if (eigenvalue[0] <= 0 && Math.abs(eigenvalue[1]) <= rounding) {
    throw new DomainError(
      `matrixLogarithm: the eigenvalue ${eigenvalue[0]} lies on the negative real axis, so that there is no principal logarithm; expected none there.`,
    );
  }
}

/** Re(U L U*). */
function realPart(vectors: ComplexMatrix, middle: ComplexMatrix): Matrix {
  return vectors.multiply(middle).multiply(vectors.conjugateTranspose()).real;
}

function isTriangular(matrix: Matrix): boolean {
  for (let i = 1; i < matrix.rows; i++) {
    for (let j = 0; j < i; j++) if (matrix.at(i, j) !== 0) return false;
  }
  return true;
}
