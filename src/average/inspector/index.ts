export { formDistance } from "./form-distance.js";
export { inspectFrame } from "./inspect-frame.js";
export type { Movement } from "./moved-clouds.js";
export { type FrameJump, type FrameProbe, type ProbeOptions, probeFrame } from "./probe-frame.js";
export { type ScanLengths, scanLengths } from "./scan-lengths.js";
