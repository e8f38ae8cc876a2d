/**
 * Classes of vertices that a projector tells apart (Ma et al. 2024), by gaps, never by decimals.
 *
 * | rule       | key of vertex i              | names in the paper                   |
 * | "map"      | P_ii                         | MAP: ‖P e_i‖ = √P_ii                 |
 * | "fa"       | P_ii                         | FA-lap                               |
 * | "oap-hash" | Σ_j P_ij³ + P_ii             | OAP, the hash of its code            |
 * | "oap"      | (P_ii, sorted P_ij for j ≠ i) | OAP as defined                       |
 *
 * Law: a reordering of the vertices reorders the classes with them. The code of the paper
 * keeps 5 digits of the hash or 14 decimals of P_ii: a value at a boundary then changes its
 * class under a reordering, or vertices that a symmetry exchanges are split by rounding.
 */
import { gapClusters, type Matrix } from "../../../numerics/index.js";

/** Entries of a projector nearer than this are equal. */
export const CLASS_TOLERANCE = 1e-8;

export type KeyRule = "map" | "fa" | "oap-hash" | "oap";

export interface NodeClasses {
  /** Class of each vertex, numbered from 0 by ascending key. */
  readonly classes: Int32Array;
  readonly count: number;
  /** The smallest difference of numbers that any decision rested on; Infinity without one. */
  readonly separation: number;
}

/** @param P n × n */
export function nodeClasses(
  P: Matrix,
  rule: KeyRule,
  tolerance: number = CLASS_TOLERANCE,
): NodeClasses {
  if (rule === "oap") return byRows(P, tolerance);
  const keys = Float64Array.from({ length: P.rows }, (_, i) => {
    if (rule !== "oap-hash") return P.at(i, i);
    return P.row(i).reduce((sum, value) => sum + value ** 3, P.at(i, i));
  });
  return gapClusters(keys, tolerance);
}

/** Rows of whole numbers, numbered by their lexicographic order. */
export function tupleClasses(
  tuples: readonly ArrayLike<number>[],
): Omit<NodeClasses, "separation"> {
  const order = Int32Array.from(tuples, (_, k) => k).sort((a, b) => compare(tuples[a], tuples[b]));
  const classes = new Int32Array(tuples.length);
  let count = tuples.length === 0 ? 0 : 1;
  for (let k = 1; k < order.length; k++) {
    if (compare(tuples[order[k - 1]], tuples[order[k]]) !== 0) count++;
    classes[order[k]] = count - 1;
  }
  return { classes, count };
}

/** The classes of `first`, split by those of `second`. */
export function refinedClasses(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): Omit<NodeClasses, "separation"> {
  return tupleClasses(Array.from(first, (key, i) => [key, second[i]]));
}

/** Rows of V (n × k) that agree column by column are one class. */
export function equalRowClasses(V: Matrix, tolerance: number = CLASS_TOLERANCE): NodeClasses {
  let separation = Number.POSITIVE_INFINITY;
  const columns = Array.from({ length: V.columns }, (_, k) => {
    const clusters = gapClusters(V.column(k), tolerance);
    separation = Math.min(separation, clusters.separation);
    return clusters.classes;
  });
  const tuples = Array.from({ length: V.rows }, (_, i) => columns.map((classes) => classes[i]));
  return { ...tupleClasses(tuples), separation };
}

function byRows(P: Matrix, tolerance: number): NodeClasses {
  const n = P.rows;
  const { classes: colour, separation } = gapClusters(P.data, tolerance);
  const tuples = Array.from({ length: n }, (_, i) => {
    const own = colour[i * n + i];
    const others = colour.slice(i * n, (i + 1) * n).sort();
    return [own, ...others];
  });
  return { ...tupleClasses(tuples), separation };
}

function compare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return 0;
}
