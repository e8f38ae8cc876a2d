export { type PointDecoderOptions, pointDecoder } from "./point-decoder.js";
export { type PointEncoderOptions, pointEncoder } from "./point-encoder.js";
export { type NetworkSize, POINT_NETWORK_SIZES, type PointNetworkSize } from "./point-sizes.js";
