export { type EigenvalueCluster, eigenvalueClusters } from "./eigenvalue-clusters.js";
export { type Eigenvalues, eigenvalues } from "./eigenvalues.js";
export { invariantSubspace, spectralProjector } from "./invariant-subspace.js";
