export { type BatchNormalisationOptions, batchNormalisation } from "./batch-normalisation.js";
export * from "./images/index.js";
export * from "./layer.js";
export { type LinearOptions, linear } from "./linear.js";
export { type Activation, type PerceptronOptions, perceptron } from "./perceptron.js";
