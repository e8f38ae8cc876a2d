export * from "./errors.js";
export * from "./numerics/index.js";
