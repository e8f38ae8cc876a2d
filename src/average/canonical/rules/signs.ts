/**
 * One of u and −u, chosen alike for every order of the vertices (Ma et al. 2024, Algorithm 1).
 *
 * | symbol | name here | meaning                                              |
 * | u      | vector    | n numbers, known up to its sign                      |
 * | c      | classes   | vertices with equal |u_i|, ascending                 |
 * | s_c    |           | Σ_{i ∈ c} u_i + 10 Σ_i u_i: the first that is not 0 decides |
 *
 * Law: a choice exists exactly when the multisets {u_i} and {−u_i} differ, and this rule
 * finds it: when every s_c = 0, their sum says that Σ_i u_i = 0, and then every class sums to 0.
 */
import { gapClusters } from "../../../numerics/index.js";
import { CLASS_TOLERANCE, refinedClasses } from "./node-classes.js";

const OFFSET = 10;

export interface SignDecision {
  /** The factor that makes the vector canonical; 0 when nothing decides. */
  readonly sign: 1 | -1 | 0;
  /** |s_c| of the class that decided; 0 when none did. */
  readonly decision: number;
  /** The smallest gap between two classes of |u_i|. */
  readonly separation: number;
}

/**
 * The sign of `vector` by its own entries; of vertices that `colours` tells apart, by each
 * colour's entries.
 * @param tolerance entries nearer than this are equal; sums below it are 0
 */
export function canonicalSign(
  vector: ArrayLike<number>,
  options: { tolerance?: number; colours?: ArrayLike<number> } = {},
): SignDecision {
  const { tolerance = CLASS_TOLERANCE, colours } = options;
  const clusters = gapClusters(Float64Array.from(vector, Math.abs), tolerance);
  const { classes, count } = colours ? refinedClasses(clusters.classes, colours) : clusters;
  const sums = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < vector.length; i++) {
    sums[classes[i]] += vector[i];
    total += vector[i];
  }
  for (const sum of sums) {
    const s = sum + OFFSET * total;
    if (Math.abs(s) > tolerance) {
      return { sign: s > 0 ? 1 : -1, decision: Math.abs(s), separation: clusters.separation };
    }
  }
  return { sign: 0, decision: 0, separation: clusters.separation };
}

/**
 * A permutation σ (i ↦ σ[i]) with u_σ(i) = −u_i for all i that keeps colours: it shows that no
 * rule can choose a sign. Undefined where the multisets differ.
 */
export function negatingPermutation(
  vector: ArrayLike<number>,
  options: { tolerance?: number; colours?: ArrayLike<number> } = {},
): Int32Array | undefined {
  const { tolerance = CLASS_TOLERANCE, colours } = options;
  const colour = (i: number) => (colours ? colours[i] : 0);
  const vertices = Array.from(vector, (_, i) => i);
  const ascending = [...vertices].sort((a, b) => colour(a) - colour(b) || vector[a] - vector[b]);
  const descending = [...vertices].sort((a, b) => colour(a) - colour(b) || vector[b] - vector[a]);
  const image = new Int32Array(vector.length);
  for (let k = 0; k < ascending.length; k++) {
    if (Math.abs(vector[ascending[k]] + vector[descending[k]]) > tolerance) return undefined;
    image[ascending[k]] = descending[k];
  }
  return image;
}
