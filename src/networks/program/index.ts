export { type ProgramInputs, ProgramKernel } from "./machine/kernel.js";
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
  type AdamProgramOptions,
  type DescentOptions,
  type OptimiserOptions,
  type OptimiserSettings,
  optimiserSettings,
  type RateChange,
  type Schedule,
} from "./training/optimiser.js";
export { programTrainer, StepTrainer, type StepTrainerOptions } from "./training/step-trainer.js";
