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
export type { Coordinates, OneParameterKind, Realisation } from "./identify/realisation.js";
export { type CanonicalGenerators, canonicalGenerators } from "./snap/canonical-generators.js";
export {
  MATCH_TOLERANCE,
  type MatchOptions,
  matchSubalgebra,
  type SubalgebraCandidate,
  type SubalgebraMatch,
} from "./snap/match-subalgebra.js";
export {
  type FrameOptions,
  type OrthogonalFrame,
  orthogonalFrame,
} from "./snap/orthogonal-frame.js";
export {
  type RationalBasis,
  type RationalBasisOptions,
  rationalBasis,
} from "./snap/rational-basis.js";
export {
  type SnapOptions,
  type SnappedAlgebra,
  snapToCanonical,
} from "./snap/snap-to-canonical.js";
export type { KillingSignature } from "./structure/radical.js";
export {
  CLOSURE_TOLERANCE,
  killingForm,
  type StructureConstants,
  type StructureConstantsOptions,
  structureConstants,
} from "./structure-constants.js";
