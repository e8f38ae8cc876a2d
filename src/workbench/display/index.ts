export type { Displayable, MimeBundle } from "./bundle.js";
export { bundleOf, displayMetadataMethod, displayMethod } from "./bundle.js";
export { DisplayHandle, display, markdown } from "./display.js";
export { matrixFormula } from "./formula.js";
export type { Placement } from "./host.js";
export { hostHook } from "./host.js";
export type { Progress, ProgressOptions, ProgressState } from "./progress.js";
export { progress } from "./progress.js";
export { type ReportedProgress, showProgress } from "./show-progress.js";
