export { chamferDistance } from "./chamfer-distance.js";
export {
  type MarkedPointErrorOptions,
  markedPointError,
  moveMarkedPoints,
} from "./marked-points.js";
export { type PointDecoderOptions, pointDecoder } from "./point-decoder.js";
export { type PointEncoderOptions, pointEncoder } from "./point-encoder.js";
export { type NetworkSize, POINT_NETWORK_SIZES, type PointNetworkSize } from "./point-sizes.js";
