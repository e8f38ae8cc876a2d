export type { NewGenerator, SymmetryBar } from "./bars.js";
export {
  barcodeOfCounts,
  type CountBarcode,
  type CountBarcodeOptions,
  INDEPENDENCE_LEVEL,
  longestPlateau,
} from "./counts.js";
export { type DefectOptions, type EquivarianceDefect, equivarianceDefect } from "./defect.js";
export { type SubgroupLattice, subgroupLattice } from "./groups/lattice.js";
export type { NamedGroup } from "./groups/named-group.js";
export { type HardPartition, hardPartition } from "./hard-partition.js";
export type { BarcodePoint } from "./path/barcode-point.js";
export type { BetaRange } from "./path/beta-range.js";
export type { PathControl } from "./path/path-sampler.js";
export {
  type PairDefect,
  type SoftEquivarianceOptions,
  type SoftEquivariances,
  softEquivariances,
} from "./soft-equivariances.js";
export {
  type BarcodeOptions,
  type BarcodeStep,
  type BriefStretch,
  type SymmetryBarcode,
  symmetryBarcode,
} from "./symmetry-barcode.js";
