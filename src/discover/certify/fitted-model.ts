/**
 * Least squares in a whole space of models, with the covariance that certification needs:
 * ŵ = (ΘᵀΘ)⁻¹ Θᵀ Y, Σ = σ̂² (ΘᵀΘ)⁻¹, σ̂² = ‖Y − Θ ŵ‖² / ν, ν = N n − P.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { ModelSpace } from "../../lie-derivative/index.js";
import {
  Matrix,
  RANK_TOLERANCE,
  requireFinite,
  singularValueDecomposition,
} from "../../numerics/index.js";

import type { FittedModel } from "./certify.js";

/**
 * @param values N × n, with independent errors of one variance
 * @throws ShapeError for tables of different lengths; DomainError for NaN, no more equations than
 *   parameters, or points that leave some undetermined
 */
export function fittedModel(
  space: ModelSpace,
  points: Matrix,
  values: Matrix,
): Required<FittedModel> {
  if (values.rows !== points.rows || values.columns !== space.outputs) {
    throw new ShapeError(
      `fittedModel: got ${values.rows} × ${values.columns} values at ${points.rows} points; expected ${points.rows} × ${space.outputs}.`,
    );
  }
  requireFinite("fittedModel", "points", points);
  requireFinite("fittedModel", "values", values);
  const freedom = values.data.length - space.parameters;
  if (freedom < 1) {
    throw new DomainError(
      `fittedModel: ${values.data.length} equations for ${space.parameters} parameters leave nothing to estimate the noise from; expected more samples than unknowns. Take a smaller space.`,
    );
  }
  const design = space.design(points);
  const { U, values: sigma, V } = singularValueDecomposition(design, { thin: true });
  if (!(sigma[sigma.length - 1] > RANK_TOLERANCE * sigma[0])) {
    throw new DomainError(
      `fittedModel: the points do not determine all ${space.parameters} parameters of "${space.name}"; expected points that lie on no algebraic set of its degree.`,
    );
  }
  const inverse = V.multiply(Matrix.diagonal(sigma.map((value) => 1 / value)));
  const parameters = inverse.apply(U.transpose().apply(values.data));
  const fitted = design.apply(parameters);
  const residual = fitted.reduce((sum, value, k) => sum + (values.data[k] - value) ** 2, 0);
  return {
    parameters,
    covariance: inverse.multiply(inverse.transpose()).scale(residual / freedom),
    freedom,
  };
}
