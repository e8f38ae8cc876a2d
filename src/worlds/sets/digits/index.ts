export { type DigitCloudOptions, digitClouds, PIXEL_NOISE } from "./digit-clouds.js";
export { imageCloud, type MnistCloudOptions, mnistClouds } from "./mnist-clouds.js";
export { exchangedClouds, tremblingClouds } from "./moved-clouds.js";
export { DIGIT_STROKES } from "./strokes.js";
