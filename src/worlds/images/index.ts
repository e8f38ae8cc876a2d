export type { ImageFit } from "./decode-image.js";
export { type FolderImages, type ImageFolderOptions, imageFolder } from "./image-folder.js";
export {
  type ImageSet,
  type ImageSize,
  imageSet,
  type OwnImages,
  someImages,
  splitImages,
} from "./image-set.js";
export {
  fetchMnist,
  MNIST_FILES,
  MNIST_FOLDER,
  MNIST_SOURCE,
  type MnistImages,
  type MnistPart,
  readMnist,
} from "./mnist.js";
export {
  mnistImages,
  type RotatedDigits,
  type RotatedDigitsOptions,
  rotatedDigits,
} from "./rotated-digits.js";
export { type StrokeImageOptions, strokeImages } from "./stroke-images.js";
export { imagesTurnedBy, type TurnedImages, turnedImages } from "./turned-images.js";
