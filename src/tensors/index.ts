export type { Coverage } from "./backend/index.js";
export { coverage, INTERTWINE, registerIntertwine } from "./backend/index.js";
export * from "./derivatives/index.js";
export * from "./devices/index.js";
export { einsum } from "./einsum.js";
export * from "./gradients/index.js";
export * from "./noise/index.js";
export * from "./plan/index.js";
export * from "./record/index.js";
