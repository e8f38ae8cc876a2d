/**
 * Partitions of letters into clusters, chosen for the least sum of what the clusters contribute.
 *
 * | symbol | name here    | shape                                              |
 * | j_a    | rows         | n × m, what a letter brings; a cluster has the sum |
 * | φ      | contribution | of a cluster's sum                                 |
 */
import { AbortedError } from "../../../errors.js";
import type { Matrix, Vector } from "../../../numerics/index.js";

/** A letter moves for a gain above this, relative to 1 + |objective|. */
const GAINS = 1e-13;

export type Contribution = (cluster: Vector) => number;
export interface Partition {
  /** n, numbered as they first appear. */
  readonly clusters: Int32Array;
  /** Partitions, or moves, that were measured. */
  readonly tried: number;
}

/** All partitions, by restricted growth: a letter joins a cluster that is there or opens the next. */
export function bestPartition(rows: Matrix, contribution: Contribution): Partition {
  const n = rows.rows;
  const clusters = new Int32Array(n);
  const sums: Vector[] = [];
  let best: Int32Array = clusters;
  let least = Infinity;
  let tried = 0;
  const place = (letter: number): void => {
    if (letter === n) {
      tried++;
      const objective = sums.reduce((sum, cluster) => sum + contribution(cluster), 0);
      if (objective < least) {
        least = objective;
        best = clusters.slice();
      }
      return;
    }
    for (let c = 0; c <= sums.length; c++) {
      const before = sums[c];
      const isNew = before === undefined;
      sums[c] = isNew ? rows.row(letter) : plus(before, rows.row(letter));
      clusters[letter] = c;
      place(letter + 1);
      if (isNew) {
        sums.pop();
        break;
      }
      sums[c] = before;
    }
  };
  place(0);
  return { clusters: best, tried };
}

/** From a cluster for each letter down to one, moving letters at each number of clusters. */
export function agglomeratedPartition(
  rows: Matrix,
  contribution: Contribution,
  { signal, caller }: { signal?: AbortSignal; caller: string },
): Partition {
  let clusters: Int32Array = Int32Array.from({ length: rows.rows }, (_, letter) => letter);
  let best = clusters;
  let least = Infinity;
  let tried = 0;
  for (let count = rows.rows; count >= 1; count--) {
    if (signal?.aborted) {
      throw new AbortedError(`${caller}: stopped at ${count} clusters.`);
    }
    const moved = withMoves(rows, clusters, contribution);
    tried += moved.tried;
    if (moved.objective < least) {
      least = moved.objective;
      best = moved.clusters;
    }
    clusters = withCheapestJoin(rows, clusters, contribution);
  }
  return { clusters: best, tried };
}

function sumsOf(rows: Matrix, clusters: Int32Array): Vector[] {
  const sums: Vector[] = [];
  clusters.forEach((c, letter) => {
    sums[c] = sums[c] === undefined ? rows.row(letter).slice() : plus(sums[c], rows.row(letter));
  });
  return sums;
}

function withMoves(rows: Matrix, start: Int32Array, contribution: Contribution) {
  const clusters = start.slice();
  const sums = sumsOf(rows, clusters);
  const parts = sums.map(contribution);
  const empty = new Float64Array(rows.columns);
  let objective = parts.reduce((sum, part) => sum + part, 0);
  let tried = 0;
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (let letter = 0; letter < rows.rows; letter++) {
      const home = clusters[letter];
      const row = rows.row(letter);
      const without = plus(sums[home], row, -1);
      const left = contribution(without);
      let target = home;
      let gain = GAINS * (1 + Math.abs(objective));
      for (let c = 0; c < sums.length; c++) {
        if (c === home) continue;
        tried++;
        const saved = parts[home] + parts[c] - left - contribution(plus(sums[c], row));
        if (saved > gain) {
          gain = saved;
          target = c;
        }
      }
      if (target === home) continue;
      const isAlone = !clusters.some((c, other) => c === home && other !== letter);
      sums[home] = isAlone ? empty : without;
      sums[target] = plus(sums[target], row);
      parts[home] = isAlone ? 0 : left;
      parts[target] = contribution(sums[target]);
      clusters[letter] = target;
      objective -= gain;
      isMoving = true;
    }
  }
  return { clusters, objective: parts.reduce((sum, part) => sum + part, 0), tried };
}

function withCheapestJoin(rows: Matrix, clusters: Int32Array, contribution: Contribution) {
  const sums = sumsOf(rows, clusters);
  const parts = sums.map(contribution);
  let pair = [0, 0];
  let least = Infinity;
  for (let c = 1; c < sums.length; c++) {
    for (let b = 0; b < c; b++) {
      const rise = contribution(plus(sums[b], sums[c])) - parts[b] - parts[c];
      if (rise < least) {
        least = rise;
        pair = [b, c];
      }
    }
  }
  return inOrder(clusters.map((c) => (c === pair[1] ? pair[0] : c)));
}

function plus(one: Vector, other: Vector, factor = 1): Vector {
  return one.map((j, y) => Math.max(0, j + factor * other[y]));
}

/** The same partition with the clusters numbered as they first appear. */
export function inOrder(clusters: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return clusters.map((c) => numbers.get(c) ?? numbers.set(c, numbers.size).size - 1);
}
