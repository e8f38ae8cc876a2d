export { type BatchNormalisationOptions, batchNormalisation } from "./batch-normalisation.js";
export * from "./images/index.js";
export * from "./layer.js";
export { type LinearOptions, linear } from "./linear.js";
export { type Activation, type PerceptronOptions, perceptron } from "./perceptron.js";
export * from "./points/index.js";
export * from "./sorting/index.js";
export * from "./steerable/index.js";
export { straightThrough, withoutSlope } from "./straight-through.js";
