export { type BlurPoolOptions, blurPool } from "./blur-pool.js";
export { fieldNormalisation } from "./field-normalisation.js";
export { type KernelBasis, kernelBasis } from "./kernel-basis.js";
export { type NormReluOptions, normRelu } from "./norm-relu.js";
export {
  type ChannelBlock,
  channelBlocks,
  channelsOf,
  type PlanarField,
  type PlanarFields,
  scalars,
} from "./planar-fields.js";
export { roundWindow } from "./round-window.js";
export {
  type SteerableConvolutionOptions,
  steerableConvolution,
} from "./steerable-convolution.js";
