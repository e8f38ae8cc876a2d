export { type VectorImageDecoderOptions, vectorImageDecoder } from "./vector-image-decoder.js";
export { type VectorImageEncoderOptions, vectorImageEncoder } from "./vector-image-encoder.js";
export {
  type CircleNetwork,
  type RingNetwork,
  type SteerableVectorNetwork,
  VECTOR_NETWORKS,
} from "./vector-network.js";
