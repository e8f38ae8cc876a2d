export {
  type AlignmentFloor,
  type AlignmentFloorOptions,
  alignmentFloor,
} from "./alignment-floor.js";
export { codesOf } from "./codes.js";
export {
  type LabelledCodes,
  type NeighbourOptions,
  nearestNeighbourAccuracy,
  type ShareOfRight,
  shareOfRight,
} from "./nearest-neighbour-accuracy.js";
export { type OrbitMeasureOptions, type OrbitMeasures, orbitMeasures } from "./orbit-measures.js";
export { validPermutationShare } from "./valid-permutations.js";
