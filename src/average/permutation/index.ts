export type { ColouringOptions } from "./coloured-input.js";
export {
  type AttributedGraph,
  type GraphInput,
  type GraphPose,
  graphFrame,
} from "./graph-frame.js";
export { pairOutput, rowOutput } from "./permutation-outputs.js";
export * from "./product/index.js";
export { type SortedRowsOptions, sortedRowsFrame } from "./sorted-rows.js";
export * from "./spectral/index.js";
