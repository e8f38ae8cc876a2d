export { average } from "./average.js";
export * from "./batch/index.js";
export {
  countForms,
  differentForms,
  frameOfForms,
  reducedGraphFrame,
  type SharedForm,
} from "./bridge.js";
export * from "./canonical/index.js";
export * from "./continuity/index.js";
export { elementsFrame } from "./elements-frame.js";
export { type Frame, invariantOutput, type OutputAction, type Pose } from "./frame.js";
export type { FrameReport } from "./frame-report.js";
export { type GroupPose, groupFrame, representedOutput } from "./group-frame.js";
export * from "./inspector/index.js";
export * from "./minimal/index.js";
export { type MonteCarloOptions, monteCarloFrame } from "./monte-carlo-frame.js";
export * from "./output/index.js";
export * from "./permutation/index.js";
export * from "./principal/index.js";
export * from "./trials/index.js";
export * from "./weighted/index.js";
export type { Averageable } from "./weighted-mean.js";
