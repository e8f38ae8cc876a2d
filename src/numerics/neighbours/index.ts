export { KDTree, type Neighbours } from "./k-d-tree.js";
