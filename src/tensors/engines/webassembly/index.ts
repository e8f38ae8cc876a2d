export type { AllocatorOptions } from "./allocator.js";
export { PieceAllocator } from "./allocator.js";
export type { TensorsAllocator } from "./run-operation.js";
export { OperationRunner } from "./run-operation.js";
export type { WebAssemblyEngineOptions } from "./web-assembly-engine.js";
export { webAssemblyEngine } from "./web-assembly-engine.js";
