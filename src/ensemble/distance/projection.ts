/**
 * Distance from a law to its projection on a subspace, such as the fixed points E^G.
 *
 * | symbol    | name here | shape                                                 |
 * | ν         | cloud     | N × D, rows are particles                             |
 * | P         | projector | D × D, orthogonal: P = Pᵀ = P²                        |
 * | P_#ν      | projectedCloud(cloud, P)  | N × D                                 |
 *
 * Law: W₂²(ν, P_#ν) = E‖z − Pz‖². Any coupling pays at least the part of z that is
 * orthogonal to the image of P, and the coupling z ↦ Pz pays no more.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { requireFinite } from "../../numerics/linear-algebra/finite-matrix.js";
import { Matrix } from "../../numerics/matrix.js";
import { requireCloud } from "./cloud.js";
import { relativeTo, secondMoment } from "./wasserstein.js";

/** How far P − Pᵀ and P² − P may be from 0, entry by entry; P has norm 0 or 1. */
const PROJECTOR_TOLERANCE = 1e-10;

/** The law of Pz: every particle projected. @throws ShapeError, DomainError for what is no law or no orthogonal projector */
export function projectedCloud(cloud: Matrix, projector: Matrix): Matrix {
  requireProjector("projectedCloud", cloud, projector);
  return cloud.multiply(projector.transpose());
}

/**
 * W₂²(ν, P_#ν) = E‖z − Pz‖² by its closed form: no assignment is solved.
 * @throws ShapeError when P is not D × D or the cloud is empty; DomainError when P is not
 * an orthogonal projector, and for NaN or Infinity
 */
export function distanceToProjection(cloud: Matrix, projector: Matrix): number {
  requireProjector("distanceToProjection", cloud, projector);
  return meanSquaredResidual(cloud, projector);
}

/**
 * RMD²(ν, P_#ν) = E‖z − Pz‖² / (2·E‖z‖² + 2·E‖Pz‖²): ½ when all mass is orthogonal to the
 * image of P, 0 when none is, and 0 where the denominator is below 1e-12.
 * @throws what distanceToProjection throws
 */
export function relativeDistanceToProjection(cloud: Matrix, projector: Matrix): number {
  requireProjector("relativeDistanceToProjection", cloud, projector);
  const projected = projectedCloud(cloud, projector);
  return relativeTo(secondMoment(cloud) + secondMoment(projected), () =>
    meanSquaredResidual(cloud, projector),
  );
}

function meanSquaredResidual(cloud: Matrix, projector: Matrix): number {
  const complement = Matrix.identity(cloud.columns).subtract(projector);
  const residual = cloud.multiply(complement.transpose());
  return secondMoment(residual) / 2;
}

function requireProjector(caller: string, cloud: Matrix, projector: Matrix): void {
  requireCloud(caller, "cloud", cloud);
  const dimension = cloud.columns;
  if (projector.rows !== dimension || projector.columns !== dimension) {
    throw new ShapeError(
      `${caller}: got a projector of ${projector.rows} × ${projector.columns} for particles of dimension ${dimension}; expected ${dimension} × ${dimension}.`,
    );
  }
  requireFinite(caller, "projector", projector);
  const asymmetry = projector.maxDifference(projector.transpose());
  const change = projector.multiply(projector).maxDifference(projector);
  if (asymmetry > PROJECTOR_TOLERANCE || change > PROJECTOR_TOLERANCE) {
    throw new DomainError(
      `${caller}: got a projector P with |P − Pᵀ| = ${asymmetry.toExponential(1)} and |P² − P| = ${change.toExponential(1)}; expected an orthogonal projector (both at most ${PROJECTOR_TOLERANCE}), for which alone the closed form holds. For an oblique one compare the clouds with wasserstein2Squared.`,
    );
  }
}
