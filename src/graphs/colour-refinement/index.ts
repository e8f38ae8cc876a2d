export { type StableColouring, stableColouring, wlEquivalent } from "./stable-colouring.js";
