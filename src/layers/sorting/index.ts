export { assignmentMatrix } from "./assignment-matrix.js";
export { permutationEntropy } from "./permutation-entropy.js";
export { ranks, type SortOrder, sortingMatrix } from "./ranks.js";
export { hardSinkhorn, type SinkhornOptions, sinkhorn } from "./sinkhorn.js";
export { hardSort, type SoftSortOptions, softSort } from "./soft-sort.js";
