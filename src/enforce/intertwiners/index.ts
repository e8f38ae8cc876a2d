export { IntertwinerSpace } from "./intertwiner-space.js";
export { intertwiners } from "./intertwiners.js";
export type { IntertwinerOptions, InvariantEvidence } from "./invariant-tensors.js";
