export * from "./actions/index.js";
export type {
  Autoencoder,
  CodeEncoder,
  Decoder,
  Distance,
  Encoding,
  PoseEncoder,
} from "./autoencoder.js";
export { type ClassicalAutoencoderParts, classicalAutoencoder } from "./classical-autoencoder.js";
export { crossEntropyOfRows, squaredError } from "./distances.js";
export { GroupAutoencoder, type GroupAutoencoderParts } from "./group-autoencoder.js";
export * from "./points/index.js";
export * from "./poses/index.js";
