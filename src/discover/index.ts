export { type SnappedSymmetry, snapSymmetry } from "./algebra.js";
export * from "./barcode/index.js";
export * from "./bottleneck/index.js";
export {
  type CertifyOptions,
  certifySymmetry,
  type FittedModel,
  type SymmetryCertificate,
} from "./certify/certify.js";
export { fittedModel } from "./certify/fitted-model.js";
export * from "./channel/index.js";
export type { IntrinsicDimension } from "./cloud/intrinsic-dimension.js";
export type { LocalFrame } from "./cloud/local-frame.js";
export {
  estimateTangents,
  type TangentEstimate,
  type TangentOptions,
} from "./cloud/tangents.js";
export {
  type CloudDiscovery,
  discoverInCloud,
  discoverInMap,
  discoverInModel,
  discoverInSurface,
  discoverInTable,
  type MapDiscovery,
  type TableDiscovery,
} from "./discover-in.js";
export { type DiscoverOptions, type Discovery, discover } from "./discovery.js";
export {
  type DiscreteCloudDefect,
  type DiscreteDefect,
  discreteDefects,
  discreteDefectsOfCloud,
} from "./discrete.js";
export { type DiscreteTableDefect, discreteDefectsOfTable } from "./discrete-table.js";
export * from "./equivariance/index.js";
export type { BootstrapConfidence, BootstrapInterval } from "./evidence/bootstrap.js";
export {
  type DecisionRule,
  decideSymmetries,
  FLOOR_FACTOR,
  FLOOR_RESOLUTION,
  LEAST_GAP,
  type SymmetryDecision,
} from "./evidence/decision.js";
export type { Finding, FindingKind, LieEvidence } from "./evidence/lie-evidence.js";
export type { SpuriousSymmetry } from "./evidence/spurious.js";
export { cloudEvidence, type SurfaceNormals, surfaceEvidence } from "./sources/cloud.js";
export { type MapEvidenceOptions, mapEvidence } from "./sources/map.js";
export { type ModelEvidenceOptions, modelEvidence } from "./sources/model.js";
export { type TableEvidenceOptions, tableEvidence } from "./sources/table.js";
export { withUnknownOutput } from "./unknown-output.js";
