/**
 * The invariant subspace of a cluster of eigenvalues, in real arithmetic.
 *
 * | symbol | meaning                                                             |
 * | μ      | the cluster's mean, with its conjugate                              |
 * | B      | M − μ for a real mean, (M − Re μ)² + (Im μ)² for a pair             |
 * | E      | the `count` right singular vectors of B^p that belong to its smallest singular values |
 *
 * The laws: M E ⊂ E, and the projector P on E along the other invariant
 * subspaces commutes with M.
 */
import { columnRange, singularValueDecomposition } from "../linear-algebra/index.js";
import { Matrix } from "../matrix.js";
import { inverseMatrix } from "../matrix-functions/index.js";
import type { EigenvalueCluster } from "./eigenvalue-clusters.js";

/** Powers beyond this lose more in the other subspaces than they win in Jordan blocks. */
const HIGHEST_POWER = 4;

/** Orthonormal columns that span the invariant subspace of `cluster`, n × cluster.count. */
export function invariantSubspace(M: Matrix, cluster: EigenvalueCluster): Matrix {
  const n = M.rows;
  const B = annihilator(M, cluster);
  const blocks = cluster.imaginary > 0 ? cluster.count / 2 : cluster.count;
  let power = B;
  for (let p = 1; p < Math.min(blocks, HIGHEST_POWER); p++) power = power.multiply(B);
  const { V } = singularValueDecomposition(power);
  return columnRange(V, n - cluster.count, n);
}

/** The n × n projector on the invariant subspace of `cluster` along the others. */
export function spectralProjector(M: Matrix, cluster: EigenvalueCluster): Matrix {
  const right = invariantSubspace(M, cluster);
  const left = invariantSubspace(M.transpose(), cluster);
  const inverse = inverseMatrix(left.transpose().multiply(right));
  return right.multiply(inverse).multiply(left.transpose());
}

/** B, divided by its Frobenius norm. */
function annihilator(M: Matrix, { real, imaginary }: EigenvalueCluster): Matrix {
  const identity = Matrix.identity(M.rows);
  const shifted = M.add(identity, -real);
  const B = imaginary > 0 ? shifted.multiply(shifted).add(identity, imaginary ** 2) : shifted;
  const norm = B.frobeniusNorm();
  return norm === 0 ? B : B.scale(1 / norm);
}
