export { type ConvolutionOptions, convolution } from "./convolution.js";
export { moveImages, turnImages } from "./turn-images.js";
