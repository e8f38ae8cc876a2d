export { type CircleEncoder, type CircleEncoderOptions, circleEncoder } from "./circle-encoder.js";
export {
  CIRCLE_NETWORKS,
  type CircleNetwork,
  type RingNetwork,
  type SteerableCircleNetwork,
} from "./circle-network.js";
export type { PictureSpectrumOptions } from "./picture-spectrum.js";
export { type VectorImageDecoderOptions, vectorImageDecoder } from "./vector-image-decoder.js";
export { type VectorImageEncoderOptions, vectorImageEncoder } from "./vector-image-encoder.js";
