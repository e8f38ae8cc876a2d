export * from "./actions/index.js";
export type {
  Autoencoder,
  CodeEncoder,
  Decoder,
  Distance,
  Encoding,
  PoseEncoder,
  SampleShape,
} from "./autoencoder.js";
export { type ClassicalAutoencoderParts, classicalAutoencoder } from "./classical-autoencoder.js";
export { crossEntropyOfLogits, crossEntropyOfRows, squaredError } from "./distances.js";
export {
  type EquivariantAutoencoder,
  type EquivariantAutoencoderParts,
  equivariantAutoencoder,
  type InvariantKind,
  type VectorDecoder,
  type VectorEncoder,
  vectorInvariants,
} from "./equivariant-autoencoder.js";
export { type FramedEncoderParts, framedEncoder } from "./framed-encoder.js";
export { GroupAutoencoder, type GroupAutoencoderParts } from "./group-autoencoder.js";
export * from "./images/index.js";
export * from "./measure/index.js";
export { type OrbitEncoderOptions, orbitEncoder } from "./orbit-encoder.js";
export * from "./points/index.js";
export * from "./poses/index.js";
export {
  type QuotientAutoencoder,
  type QuotientAutoencoderParts,
  quotientAutoencoder,
} from "./quotient-autoencoder.js";
export * from "./sets/index.js";
export * from "./stabiliser/index.js";
