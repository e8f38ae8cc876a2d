export { type ProgramInputs, ProgramKernel } from "./machine/kernel.js";
export { trainPrograms } from "./parallel/train-programs.js";
export type { LinearOptions } from "./record/elementwise.js";
export type {
  OperationName,
  Parameter,
  ParameterStart,
  ProgramData,
  Shape,
  Tensor,
} from "./record/node.js";
export { Program, program } from "./record/program.js";
export {
  type BatchMaker,
  type BatchRequest,
  type PortableMaker,
  plainBatches,
  type SampleArrays,
} from "./training/batch-maker.js";
export { bestSoFar } from "./training/best-so-far.js";
export {
  type AdamProgramOptions,
  type DescentOptions,
  type OptimiserOptions,
  type OptimiserSettings,
  optimiserSettings,
  type RateChange,
  type Schedule,
} from "./training/optimiser.js";
export { ProgramTrainer } from "./training/program-trainer.js";
export type { ProgramParameters, ProgramRecord } from "./training/saved-state.js";
export type { ProgramTraining, ProgramTrainingSettings } from "./training/settings.js";
export { type StepSecondsOptions, stepSeconds } from "./training/step-seconds.js";
export { programTrainer, StepTrainer, type StepTrainerOptions } from "./training/step-trainer.js";
export { type ProgramOutcome, type ProgramRun, trainProgram } from "./training/train-program.js";
export { TrainedProgram } from "./training/trained-program.js";
