export { KDTree, type Neighbours } from "./k-d-tree.js";
export {
  type NeighbourEmbeddingOptions,
  neighbourEmbedding,
  principalCoordinates,
} from "./neighbour-embedding.js";
