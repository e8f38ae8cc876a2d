export { type SparseEntry, SparseMatrix } from "./sparse-matrix.js";
