export { BRACKET_FLOOR, bracket, closureResidual } from "./bracket.js";
export type { RankEvidence } from "./decisions.js";
export {
  type GeneratedAlgebra,
  type GeneratedAlgebraOptions,
  generatedAlgebra,
} from "./generated-algebra.js";
export type {
  AlgebraFactor,
  AlgebraIdentity,
  NamedAlgebra,
  OpenSpan,
} from "./identify/algebra-identity.js";
export type { Bianchi, BianchiType } from "./identify/bianchi.js";
export { type IdentifyOptions, identifyAlgebra } from "./identify/identify-algebra.js";
export type { OneParameterKind, Realisation } from "./identify/realisation.js";
export {
  MATCH_TOLERANCE,
  type MatchOptions,
  matchSubalgebra,
  type SubalgebraCandidate,
  type SubalgebraMatch,
} from "./snap/match-subalgebra.js";
export type { KillingSignature } from "./structure/radical.js";
export {
  algebraElement,
  CLOSURE_TOLERANCE,
  killingForm,
  type StructureConstants,
  type StructureConstantsOptions,
  structureConstants,
} from "./structure-constants.js";
