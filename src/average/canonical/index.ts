export * from "./comparison/index.js";
export * from "./frames/index.js";
export * from "./rules/index.js";
export * from "./spaces/index.js";
