export {
  type CallSeconds,
  type CallSecondsOptions,
  type Calls,
  callSeconds,
} from "./call-seconds.js";
export { combinations } from "./combinations.js";
export { exponent } from "./exponent.js";
export { leastOf } from "./least-of.js";
export { type LinePanelNames, type LinePanelOptions, linePanels } from "./line-panels.js";
export { linesOverSeeds, medianOverSeeds, overSeeds } from "./over-seeds.js";
export { pivot } from "./pivot.js";
export { matching } from "./select.js";
export { worstOf } from "./worst-of.js";
