export {
  type ComplexBackbone,
  complexPerceptron,
  normalisedComplexPerceptron,
} from "./complex-backbones.js";
export type { Backbone } from "./dense-layer.js";
export {
  adjacencyPerceptron,
  type GraphBackboneOptions,
  identifiedGraphNetwork,
} from "./graph-backbones.js";
export {
  mixingPerceptron,
  normalisedMixingPerceptron,
  normalisedPointPerceptron,
  type PointIsomorphismOptions,
  pointConvolution,
  pointIsomorphism,
  pointPerceptron,
} from "./point-backbones.js";
