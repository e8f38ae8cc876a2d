export type { CompressedRows } from "./compressed-rows.js";
export {
  type ExactCertificate,
  ExactNullSpace,
  type ExactNullSpaceOptions,
  exactNullSpace,
} from "./exact/exact-null-space.js";
export { denominatorOf, LARGEST_DENOMINATOR } from "./exact/rational-entries.js";
export type { ExactArithmetic } from "./exact/whole-vectors.js";
export { kroneckerSum } from "./kronecker-sum.js";
export { type SparseEntry, SparseMatrix } from "./sparse-matrix.js";
export {
  LARGEST_SPARSE_COMPONENT,
  type SparseNullSpace,
  sparseNullSpace,
} from "./sparse-null-space.js";
