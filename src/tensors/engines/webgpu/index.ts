export type { OpenGpu, WebGpuEngine, WebGpuEngineOptions } from "./web-gpu-engine.js";
export { webGpuEngine } from "./web-gpu-engine.js";
export type { WebGpuCounts, WebGpuPlan } from "./web-gpu-plan.js";
