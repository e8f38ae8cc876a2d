/** One call for each kind of thing whose symmetries can be asked for. */
import type {
  DiscreteElement,
  LieAction,
  LieDerivative,
  LieMatrixOptions,
} from "../lie-derivative/index.js";
import type { DifferentiableMap, Matrix } from "../numerics/index.js";
import { estimateTangents, type TangentEstimate, type TangentOptions } from "./cloud/tangents.js";
import { type DiscoverOptions, type Discovery, discover } from "./discovery.js";
import {
  type DiscreteCloudDefect,
  type DiscreteDefect,
  discreteDefects,
  discreteDefectsOfCloud,
} from "./discrete.js";
import { type DiscreteTableDefect, discreteDefectsOfTable } from "./discrete-table.js";
import { cloudEvidence, type SurfaceNormals, surfaceEvidence } from "./sources/cloud.js";
import { mapEvidence } from "./sources/map.js";
import { type ModelEvidenceOptions, modelEvidence, scalePoints } from "./sources/model.js";
import { type TableEvidenceOptions, tableEvidence } from "./sources/table.js";

/** A discovery with the discrete candidates of the same action beside it. */
export interface MapDiscovery extends Discovery {
  readonly discrete: readonly DiscreteDefect[];
}

/**
 * Symmetries of Σ w_a φ_a, exact. Discrete candidates are compared at points of [−1, 1]ᵐ; for spaces whose
 * models are no maps of the action's inputs (kernels), they are left out.
 * @throws ShapeError, DomainError as `modelEvidence`
 */
export function discoverInModel(
  derivative: LieDerivative,
  w: ArrayLike<number>,
  options: DiscoverOptions & ModelEvidenceOptions = {},
): MapDiscovery {
  const { action, space } = derivative;
  const isMap = space.inputs === action.inputs && space.outputs === action.outputs;
  const discrete =
    isMap && action.discrete.length > 0
      ? discreteDefects(space.model(w), action.discrete, scalePoints(action.inputs))
      : [];
  return { ...discover(modelEvidence(derivative, w, options), options), discrete };
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
): MapDiscovery {
  const evidence = mapEvidence(map, action, points, options);
  const elements =
    options.as === "vector field" ? action.discrete.map(turningItsField) : action.discrete;
  return {
    ...discover(evidence, { decision: { rule: "gap" }, ...options }),
    discrete: discreteDefects(map, elements, points),
  };
}

/** g with its linear part on the outputs too, as on tangent vectors. */
function turningItsField(element: DiscreteElement): DiscreteElement {
  return { ...element, output: element.linear, outputInverse: element.linearInverse };
}

/** Symmetries of a surface with known normals, (N · c) × m. */
export function discoverInSurface(
  surface: SurfaceNormals,
  action: LieAction,
  options: DiscoverOptions = {},
): Discovery {
  return discover(surfaceEvidence(surface, action), options);
}

export interface CloudDiscovery extends Discovery {
  readonly discrete: readonly DiscreteCloudDefect[];
  readonly tangents: TangentEstimate;
}

/** Symmetries of a cloud, N × m, and the tangents that they rest on. */
export function discoverInCloud(
  points: Matrix,
  action: LieAction,
  options: DiscoverOptions & { readonly tangents?: TangentOptions } = {},
): CloudDiscovery {
  const tangents = estimateTangents(points, options.tangents);
  return {
    ...discover(cloudEvidence(tangents, action), options),
    discrete: discreteDefectsOfCloud(tangents, action.discrete),
    tangents,
  };
}

export interface TableDiscovery extends Discovery {
  readonly discrete: readonly DiscreteTableDefect[];
}

/** Symmetries of the unknown map from inputs (N × m) to outputs (N × n). */
export function discoverInTable(
  inputs: Matrix,
  outputs: Matrix,
  action: LieAction,
  options: DiscoverOptions & TableEvidenceOptions = {},
): TableDiscovery {
  return {
    ...discover(tableEvidence(inputs, outputs, action, options), options),
    discrete: discreteDefectsOfTable(inputs, outputs, action.discrete),
  };
}
