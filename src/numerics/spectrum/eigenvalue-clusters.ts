/**
 * Eigenvalues that noise or a Jordan block has pulled apart, taken together:
 * the mean of a cluster is as exact as the matrix, its members only to ε^(1/k).
 */
import type { Eigenvalues } from "./eigenvalues.js";

export interface EigenvalueCluster {
  real: number;
  /** Not negative: a cluster with a positive one stands for itself and its conjugate. */
  imaginary: number;
  /** How many eigenvalues: of a conjugate pair both are counted. */
  count: number;
}

/**
 * Eigenvalues of a real matrix that can be linked by steps of at most `reach`.
 * A value within `reach` / 2 of the real axis counts as real. Clusters come by
 * descending modulus.
 */
export function eigenvalueClusters(values: Eigenvalues, reach: number): EigenvalueCluster[] {
  const points = Array.from(values.real, (real, k) => ({
    real,
    imaginary: Math.abs(values.imaginary[k]) <= reach / 2 ? 0 : Math.abs(values.imaginary[k]),
  }));
  const open = new Set(points.keys());
  const clusters: EigenvalueCluster[] = [];
  for (const start of points.keys()) {
    if (!open.delete(start)) continue;
    const members = [start];
    for (let m = 0; m < members.length; m++) {
      const here = points[members[m]];
      for (const other of open) {
        const there = points[other];
        const near = Math.hypot(there.real - here.real, there.imaginary - here.imaginary) <= reach;
        if (near && (there.imaginary === 0) === (here.imaginary === 0)) {
          open.delete(other);
          members.push(other);
        }
      }
    }
    const mean = (part: "real" | "imaginary"): number =>
      members.reduce((sum, k) => sum + points[k][part], 0) / members.length;
    clusters.push({ real: mean("real"), imaginary: mean("imaginary"), count: members.length });
  }
  return clusters.sort((a, b) => modulus(b) - modulus(a));
}

function modulus(cluster: EigenvalueCluster): number {
  return Math.hypot(cluster.real, cluster.imaginary);
}
