export { type JetArrays, jetArrays } from "./jet-arrays.js";
export {
  backgroundJet,
  invariantMass,
  type JetOptions,
  type Jets,
  jetMomenta,
  MOST_CONSTITUENTS,
  topJet,
  topJets,
} from "./jets.js";
export { type Momentum, type Parton, partonShower } from "./parton-shower.js";
export { TOP_MASS, topDecay, W_MASS } from "./top-decay.js";
