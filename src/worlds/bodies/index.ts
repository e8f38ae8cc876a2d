export {
  type BodySequenceOptions,
  type BodySequences,
  bodySequence,
  bodySequencesOf,
  bodyTrajectory,
  type SingleBodySequences,
  STEPS_PER_FRAME,
  singlePrecisionBodies,
  startOfSequence,
} from "./body-sequences.js";
export { ChargedBodies, type ChargedBodiesOptions } from "./charged-bodies.js";
export { type BodyControl, chargedBodySequences } from "./generate-bodies.js";
export { type BodyMotion, movedBodies } from "./moved-bodies.js";
export { type PublishedPart, publishedBodySequences } from "./published-bodies.js";
