export { type Accelerated, accelerate, type ModelOfLayers } from "./accelerate.js";
export {
  type BatchOptions,
  type BatchOrder,
  batches,
  batchOrder,
  type Column,
} from "./batches.js";
export { type ClipOptions, type Clipped, clipByGlobalNorm } from "./clipping.js";
export type {
  Evaluation,
  EvaluationRecord,
  TrainingRecord,
  TrainingResult,
  TrainingStep,
  TrainOptions,
} from "./options.js";
export {
  cosineDecay,
  exponentialDecay,
  linearDecay,
  piecewiseConstant,
  type Schedule,
  warmup,
} from "./schedules.js";
export {
  type EachOptions,
  minimizeEach,
  networkAt,
  type SideBySide,
  sideBySide,
} from "./side-by-side.js";
export { type CheckpointParts, loadCheckpoint, saveCheckpoint } from "./state/checkpoint.js";
export type { TrainedParts, Variables } from "./state/snapshot.js";
export { loadWeights, type WeightsOptions } from "./state/weights.js";
export { train } from "./train.js";
