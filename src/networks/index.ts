export { ACTIVATION_NAMES, type ActivationName, requireTwiceDifferentiable } from "./activation.js";
export * from "./architecture/index.js";
export * from "./backbone/index.js";
export type { Initialisation } from "./initialisation.js";
export { type AdamStep, PerceptronKernel } from "./kernel.js";
export {
  type PerceptronFleetControl,
  type PerceptronFleetProgress,
  trainPerceptrons,
} from "./parallel/train-perceptrons.js";
export { type ParameterGradientSeeds, Perceptron } from "./perceptron.js";
export * from "./program/index.js";
export type { GradientTerm, PortableTerm, TermReading } from "./training/gradient-term.js";
export {
  type AdamOptions,
  type AdamSettings,
  adamSettings,
  adamStep,
} from "./training/optimiser.js";
export type { TrainingRecord, TrainingState } from "./training/saved-state.js";
export type { PerceptronTraining } from "./training/settings.js";
export {
  type PerceptronRun,
  trainPerceptron,
} from "./training/train-perceptron.js";
export { PerceptronTrainer } from "./training/trainer.js";
