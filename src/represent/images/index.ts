export { centredEncoder } from "./centred-encoder.js";
export * from "./circle/index.js";
export {
  CONVOLUTION_NETWORKS,
  type ConvolutionEncoderOptions,
  type ConvolutionNetwork,
  type ConvolutionStage,
  convolutionEncoder,
} from "./convolution-encoder.js";
export type { GrowingNetwork } from "./growing-network.js";
export {
  DECODER_NETWORKS,
  type ImageDecoderOptions,
  imageDecoder,
  type PixelPerceptron,
} from "./image-decoder.js";
export {
  type SteerableEncoder,
  type SteerableEncoderOptions,
  steerableEncoder,
} from "./steerable-encoder.js";
export {
  STEERABLE_NETWORKS,
  type SteerableNetwork,
  type SteerableStage,
} from "./steerable-network.js";
