export { CANONICAL_RULES, type FailureRatios, failureRatios } from "./failure-ratios.js";
export { signCounterexample } from "./sign-counterexample.js";
export {
  randomSetNetwork,
  signInvariantNetwork,
  signPatternFrame,
} from "./sign-invariant-network.js";
