export { type DigitCloudOptions, digitClouds, PIXEL_NOISE } from "./digit-clouds.js";
export { type IdxArray, readIdx } from "./idx.js";
export {
  type DataFile,
  imageCloud,
  MNIST_FILES,
  MNIST_FOLDER,
  MNIST_SOURCE,
  type MnistCloudOptions,
  type MnistImages,
  type MnistPart,
  mnistClouds,
  readMnist,
} from "./mnist-clouds.js";
export { exchangedClouds, tremblingClouds } from "./moved-clouds.js";
export { DIGIT_STROKES } from "./strokes.js";
