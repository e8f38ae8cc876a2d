export {
  type DigitMultisetOptions,
  digitMultisets,
  type MultisetSplit,
  type Multisets,
  permutedCopies,
} from "./digit-multisets.js";
export { MultisetRanks } from "./multiset-rank.js";
export { oneHotSets } from "./one-hot-sets.js";
export { multisetsOf, type OwnMultisetOptions } from "./own-multisets.js";
