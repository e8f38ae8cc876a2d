export { entropy, mutualInformation, relativeEntropy } from "./information.js";
export { itakuraSaito } from "./itakura-saito.js";
