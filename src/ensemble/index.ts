export {
  type DataLaw,
  type FixedData,
  fixedData,
  type SampledLaw,
  sampledLaw,
  type TeacherLaw,
  teacherLaw,
} from "./data-law.js";
export { quadratureData, symmetrisedData } from "./deterministic-data.js";
export * from "./distance/index.js";
export { type PopulationProblem, populationDrift, populationRisk } from "./drift.js";
export {
  ensembleModel,
  evaluateRisk,
  freshSamples,
  modelRisk,
  predictions,
  type Risk,
  type WeightedSamples,
} from "./evaluation.js";
export { type IdentityDeviations, identityDeviations } from "./identities.js";
export { type ModelCalls, modelCalls } from "./model-calls.js";
export { averagedMean, ensembleMean } from "./network.js";
export {
  type EnsembleOptions,
  type EnsembleSettings,
  ensembleSettings,
  type Start,
} from "./options.js";
export { relativeMeanDistances } from "./parallel/distances.js";
export {
  type SchemeCell,
  type SchemeDistance,
  schemeDistances,
} from "./parallel/scheme-distances.js";
export {
  type FleetControl,
  type FleetProgress,
  trainEnsembles,
} from "./parallel/train-ensembles.js";
export { SCHEME_LABELS, SCHEMES, type Scheme } from "./scheme.js";
export { initialParticles } from "./start.js";
export { predictedLeak } from "./subspace/leak.js";
export { withLeadingResidual } from "./subspace/residual.js";
export {
  type DirectionRule,
  findInvariantSubspace,
  LEAK_FACTOR,
  type SubspaceSearch,
  type SubspaceSearchOptions,
  type SubspaceSearchStep,
} from "./subspace/search.js";
export { type FixingElement, pointwiseStabiliser } from "./subspace/stabiliser.js";
export {
  assertJointlyEquivariant,
  type JointSymmetry,
  jointSymmetry,
  noSymmetry,
} from "./symmetry.js";
export { matrixTeacher, type TeacherKind } from "./teacher.js";
export type { EnsembleRun, Snapshot } from "./training/run.js";
export { storePath, trainEnsemble } from "./training/train-ensemble.js";
export { EnsembleTrainer } from "./training/trainer.js";
export type { Activation } from "./unit/activation.js";
export { deepUnit } from "./unit/deep-unit.js";
export { hiddenLayerUnit, matrixUnit, uvUnit } from "./unit/perceptron-unit.js";
export { type ScalarFunction, scalarUnit } from "./unit/scalar-unit.js";
export { singlePrecision } from "./unit/single-precision.js";
export type { Unit } from "./unit/unit.js";
