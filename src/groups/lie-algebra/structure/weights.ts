/**
 * Weights of a family of real matrices that a complex basis makes triangular at once,
 * as commuting ones are, and those of a solvable algebra.
 *
 * | symbol  | name                | meaning                                             |
 * | z       |                     | a generic combination of the family                 |
 * | P_j     |                     | projector on the j-th generalised eigenspace of z   |
 * | N_j     |                     | (z − Re μ_j) / Im μ_j on that space                  |
 * | λ_j(y)  | real, imaginary     | tr yP_j / m_j and −tr yN_jP_j / m_j                   |
 * | m_j     | multiplicity        | dimension of the space, both conjugates counted      |
 */
import {
  type EigenvalueCluster,
  eigenvalueClusters,
  eigenvalues,
  Matrix,
  RandomStream,
  spectralProjector,
} from "../../../numerics/index.js";

export interface Weight {
  /** Re λ_j and Im λ_j of each member of the family; the sign of all imaginary parts is free. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  readonly multiplicity: number;
  readonly projector: Matrix;
}

const TRIES = 8;

export function weights(family: readonly Matrix[], tolerance: number): Weight[] {
  if (family.length === 0 || family[0].rows === 0) return [];
  const { z, clusters } = mostSeparated(family, tolerance);
  return clusters.map((cluster) => {
    const { real: a, imaginary: b, count } = cluster;
    const projector = spectralProjector(z, cluster);
    const turn =
      b > 0 ? projector.multiply(z.add(Matrix.identity(z.rows), -a)).scale(1 / b) : undefined;
    return {
      real: Float64Array.from(family, (y) => y.multiply(projector).trace() / count),
      imaginary: Float64Array.from(family, (y) =>
        turn === undefined ? 0 : -y.multiply(turn).trace() / count,
      ),
      multiplicity: count,
      projector,
    };
  });
}

/** How far eigenvalues are linked to clusters: wide enough for Jordan blocks of size three. */
export function clusterReach(tolerance: number): number {
  return Math.min(0.1, Math.max(1e-3, Math.cbrt(tolerance)));
}

function mostSeparated(
  family: readonly Matrix[],
  tolerance: number,
): { z: Matrix; clusters: EigenvalueCluster[] } {
  const random = RandomStream.fromSeed(0).split("weights");
  const candidates = Array.from({ length: TRIES }, () => {
    const factors = random.normals(family.length);
    const z = family.reduce(
      (sum, y, k) => sum.add(y, factors[k] / Math.hypot(...factors)),
      Matrix.zeros(family[0].rows),
    );
    const values = eigenvalues(z);
    const largest = Math.max(...values.real.map((x, k) => Math.hypot(x, values.imaginary[k])));
    // Where every element is nilpotent the eigenvalues are all noise: one cluster at 0.
    const reach = clusterReach(tolerance);
    const size = largest >= 3 * reach * z.frobeniusNorm() ? largest : z.frobeniusNorm();
    return { z, clusters: eigenvalueClusters(values, reach * size) };
  });
  // A conjugate pair is two values: a pair that has met at 0 is one.
  const distinct = (clusters: readonly EigenvalueCluster[]): number =>
    clusters.reduce((sum, { imaginary }) => sum + (imaginary > 0 ? 2 : 1), 0);
  return candidates.reduce((best, next) =>
    distinct(next.clusters) > distinct(best.clusters) ? next : best,
  );
}
