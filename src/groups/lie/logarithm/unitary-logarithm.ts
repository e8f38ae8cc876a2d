/**
 * Logarithms of unitary matrices, given as (X, −Y; Y, X): g = V diag(e^{iθ}) V*, log g
 * = V diag(iθ) V* with θ ∈ (−π, π]. For SU(n) the angles must sum to 0: as many of the
 * largest as it takes are lowered by 2π, or of the smallest raised.
 */
import { DomainError } from "../../../errors.js";
import { ComplexMatrix, complexSchur, Matrix } from "../../../numerics/index.js";
import { ROTATION_TOLERANCE } from "./rotation-logarithm.js";

/** log g. @throws DomainError when g is not unitary; with `special` when its determinant is not 1 */
export function unitaryLogarithm(g: Matrix, special: boolean): Matrix {
  const n = g.rows / 2;
  requireUnitary(g, n);
  const { vectors, triangle } = complexSchur(ComplexMatrix.fromRealForm(g));
  const angles = Float64Array.from({ length: n }, (_, k) => {
    const [real, imaginary] = triangle.at(k, k);
    return Math.atan2(imaginary, real);
  });
  if (special) balance(angles);
  const rates = new ComplexMatrix(Matrix.zeros(n), Matrix.diagonal(angles));
  const { real, imaginary } = vectors.multiply(rates).multiply(vectors.conjugateTranspose());
  // The anti-Hermitian part, against rounding.
  const skew = real.subtract(real.transpose()).scale(0.5);
  const symmetric = imaginary.add(imaginary.transpose()).scale(0.5);
  const trace = special ? symmetric.trace() / n : 0;
  return new ComplexMatrix(skew, symmetric.add(Matrix.identity(n), -trace)).realForm();
}

function balance(angles: Float64Array): void {
  const total = angles.reduce((sum, angle) => sum + angle, 0);
  const turns = Math.round(total / (2 * Math.PI));
  if (Math.abs(total - 2 * Math.PI * turns) > ROTATION_TOLERANCE) {
    throw new DomainError(`its determinant has the phase ${total.toPrecision(5)}; expected 0`);
  }
  const order = Array.from(angles.keys()).sort(
    (a, b) => (angles[b] - angles[a]) * Math.sign(turns),
  );
  for (const k of order.slice(0, Math.abs(turns))) angles[k] -= 2 * Math.PI * Math.sign(turns);
}

function requireUnitary(g: Matrix, n: number): void {
  const defect = g
    .transpose()
    .multiply(g)
    .maxDifference(Matrix.identity(2 * n));
  const structure = ComplexMatrix.fromRealForm(g).realForm().maxDifference(g);
  if (!(Math.max(defect, structure) <= ROTATION_TOLERANCE)) {
    throw new DomainError(
      `it is not unitary: gᵀ g differs from I by ${defect.toPrecision(3)} and g from (X, −Y; Y, X) by ${structure.toPrecision(3)}`,
    );
  }
}
