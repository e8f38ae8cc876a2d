export {
  type CanonicalLabelling,
  canonicalLabelling,
  type LabellingOptions,
  type LabellingStatistics,
} from "./canonical-labelling.js";
export { isIsomorphic, isomorphism } from "./isomorphism.js";
