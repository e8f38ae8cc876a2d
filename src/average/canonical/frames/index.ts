export { type FeaturedGraph, featuredGraph } from "./featured-graph.js";
export { type SpectralFrameOptions, spectralFrame } from "./spectral-frame.js";
export {
  type SpectralOrbitOptions,
  type SpectralOrbitPose,
  spectralOrbitFrame,
} from "./spectral-orbit-frame.js";
