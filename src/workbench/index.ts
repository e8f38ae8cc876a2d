export { projectPath } from "../project.js";
export * from "./claims/index.js";
export * from "./display/index.js";
export * from "./experiment/index.js";
export * from "./figure/index.js";
export type { RunRecord } from "./run-record.js";
export { runRecord } from "./run-record.js";
export * from "./table/index.js";
