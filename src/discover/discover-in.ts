/** One call for each kind of thing whose symmetries can be asked for. */
import type { LieAction, LieDerivative, LieMatrixOptions } from "../lie-derivative/index.js";
import type { DifferentiableMap, Matrix } from "../numerics/index.js";
import { estimateTangents, type TangentEstimate, type TangentOptions } from "./cloud/tangents.js";
import { type DiscoverOptions, type Discovery, discover } from "./discovery.js";
import { cloudEvidence, type SurfaceNormals, surfaceEvidence } from "./sources/cloud.js";
import { mapEvidence } from "./sources/map.js";
import { type ModelEvidenceOptions, modelEvidence } from "./sources/model.js";
import { type TableEvidenceOptions, tableEvidence } from "./sources/table.js";

/** Symmetries of Σ w_a φ_a, exact. @throws ShapeError, DomainError as `modelEvidence` */
export function discoverInModel(
  derivative: LieDerivative,
  w: ArrayLike<number>,
  options: DiscoverOptions & ModelEvidenceOptions = {},
): Discovery {
  return discover(modelEvidence(derivative, w, options), options);
}

/**
 * Symmetries of a map at points. By default the widest gap decides, since a trained map has
 * none exactly; say `decision: { rule: "exact" }` for one that is known to rounding.
 */
export function discoverInMap(
  map: DifferentiableMap,
  action: LieAction,
  points: Matrix,
  options: DiscoverOptions & LieMatrixOptions = {},
): Discovery {
  return discover(mapEvidence(map, action, points, options), {
    decision: { rule: "gap" },
    ...options,
  });
}

/** Symmetries of a surface with known normals, (N · c) × m. */
export function discoverInSurface(
  surface: SurfaceNormals,
  action: LieAction,
  options: DiscoverOptions = {},
): Discovery {
  return discover(surfaceEvidence(surface, action), options);
}

/** Symmetries of a cloud, N × m, and the tangents that they rest on. */
export function discoverInCloud(
  points: Matrix,
  action: LieAction,
  options: DiscoverOptions & { readonly tangents?: TangentOptions } = {},
): Discovery & { readonly tangents: TangentEstimate } {
  const tangents = estimateTangents(points, options.tangents);
  return { ...discover(cloudEvidence(tangents, action), options), tangents };
}

/** Symmetries of the unknown map from inputs (N × m) to outputs (N × n). */
export function discoverInTable(
  inputs: Matrix,
  outputs: Matrix,
  action: LieAction,
  options: DiscoverOptions & TableEvidenceOptions = {},
): Discovery {
  return discover(tableEvidence(inputs, outputs, action, options), options);
}
