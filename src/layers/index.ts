export * from "./layer.js";
export { type LinearOptions, linear } from "./linear.js";
