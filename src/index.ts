export * from "./average/index.js";
export * from "./ensemble/index.js";
export * from "./errors.js";
export * from "./groups/index.js";
export { interruptSignal } from "./interrupt.js";
export * from "./lie-derivative/index.js";
export * from "./networks/index.js";
export * from "./numerics/index.js";
export * from "./workbench/index.js";
