/** What of a cloud lies outside a subspace, and in which direction most of it does. */
import { DomainError } from "../../errors.js";
import { Matrix, symmetricEigen, type Vector } from "../../numerics/index.js";

export interface ResidualDirections {
  /** Eigenvalues of the residuals' uncentred covariance (1/N) Σ r_i r_iᵀ, descending. */
  spectrum: Vector;
  /** Its top eigenvector, length D. */
  top: Vector;
  /** The mean residual, length D. */
  mean: Vector;
  /** Share of the residuals' energy that their mean carries. */
  meanShare: number;
}

/** Of r_i = θ_i − P θ_i, for P the projector on the basis' span (D × dim, orthonormal). */
export function residualDirections(cloud: Matrix, basis: Matrix): ResidualDirections {
  const residual = cloud.subtract(cloud.multiply(basis).multiply(basis.transpose()));
  const D = residual.columns;
  const covariance = residual
    .transpose()
    .multiply(residual)
    .scale(1 / residual.rows);
  const { values, vectors } = symmetricEigen(covariance);
  const mean = new Float64Array(D);
  for (let i = 0; i < residual.rows; i++) {
    for (let q = 0; q < D; q++) mean[q] += residual.at(i, q) / residual.rows;
  }
  const energy = covariance.trace();
  const meanEnergy = mean.reduce((sum, value) => sum + value ** 2, 0);
  return {
    spectrum: values.slice().reverse(),
    top: vectors.column(D - 1),
    mean,
    meanShare: energy === 0 ? 0 : meanEnergy / energy,
  };
}

/**
 * The basis with one more column: the direction in which most of the cloud lies outside
 * its span. With a basis of two vectors these are axes for a picture of the cloud.
 * @param basis D × dim, orthonormal
 * @throws DomainError when the cloud lies in the span
 */
export function withLeadingResidual(basis: Matrix, cloud: Matrix): Matrix {
  const { spectrum, top } = residualDirections(cloud, basis);
  if (!(spectrum[0] > 0)) {
    throw new DomainError(
      `withLeadingResidual: all ${cloud.rows} particles lie in the span of the ${basis.columns} basis vectors; expected some that do not.`,
    );
  }
  return withDirection(basis, top);
}

/** E ⊕ span(v): v made orthogonal to E twice, so that rounding does not stay. */
export function withDirection(basis: Matrix, direction: Vector): Matrix {
  let v = new Matrix(direction.length, 1, direction.slice());
  for (let pass = 0; pass < 2; pass++) {
    v = v.subtract(basis.multiply(basis.transpose().multiply(v)));
    v = v.scale(1 / v.frobeniusNorm());
  }
  const out = new Matrix(basis.rows, basis.columns + 1);
  for (let q = 0; q < basis.rows; q++) {
    out.data.set(basis.row(q), q * out.columns);
    out.data[(q + 1) * out.columns - 1] = v.data[q];
  }
  return out;
}
