export { type ConvolutionOptions, convolution } from "./convolution.js";
export { type ImageStage, leastSide, sideAfter } from "./image-stage.js";
export { moveImages, turnImages } from "./turn-images.js";
