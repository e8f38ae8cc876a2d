export { type BodyAnswers, bodyAnswers, type PosedArrays } from "./body-answers.js";
export { type BodyBatchesOptions, bodyBatches } from "./body-batches.js";
export { type BodyNetworkOptions, bodyNetwork } from "./body-network.js";
export { type GraphBatchesOptions, graphBatches } from "./graph-batches.js";
export { type GraphNetworkOptions, graphNetwork } from "./graph-network.js";
export type { LayerActivation, Objective } from "./layers.js";
export { type PerceptronProgramOptions, perceptronProgram } from "./perceptron-program.js";
export { type SetNetworkOptions, setNetwork } from "./set-network.js";
