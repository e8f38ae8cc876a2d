export { type StableColouring, stableColouring, wlEquivalent } from "./stable-colouring.js";
export { undecidedPairs } from "./undecided-pairs.js";
