/**
 * Permutations of the vertices that leave a symmetric matrix alone, and what they leave of it.
 *
 * | symbol    | name here            | meaning                                       |
 * | Stab(M)   | matrixStabiliser     | {σ : M_σ(i)σ(j) = M_ij}, by its generators    |
 * | O         | orbitClasses         | the vertices that it exchanges                |
 * | {σ W}     | rowOrbit             | all matrices that it makes of W by moving rows |
 */
import {
  type CanonicalLabelling,
  canonicalLabelling,
  Graph,
  weightedGraph,
} from "../../../graphs/index.js";
import { Matrix } from "../../../numerics/index.js";
import { CLASS_TOLERANCE, equalRowClasses, refinedClasses, tupleClasses } from "./node-classes.js";

export interface MatrixSymmetry extends CanonicalLabelling {
  /** Whose automorphisms these are: classes of the matrix's entries as colours of arcs. */
  readonly graph: Graph;
}

/**
 * Stab(M) with a canonical order of the vertices, which is the same for every order of them up
 * to Stab(M).
 * @param matrix n × n, symmetric
 * @param colours vertices of two colours are never exchanged
 * @param tolerance entries nearer than this are equal
 */
export function matrixStabiliser(
  matrix: Matrix,
  colours?: ArrayLike<number>,
  tolerance: number = CLASS_TOLERANCE,
): MatrixSymmetry {
  const { graph } = weightedGraph(matrix, {
    tolerance: Math.min(1, tolerance / (matrix.maxAbs() || 1)),
    loops: true,
    colours,
  });
  return { ...canonicalLabelling(graph), graph };
}

/** The orbits as classes, numbered alike for every order of the vertices. */
export function orbitClasses({ orbits, order }: CanonicalLabelling): {
  classes: Int32Array;
  count: number;
} {
  const first = new Int32Array(orbits.length).fill(-1);
  for (let k = order.length - 1; k >= 0; k--) first[orbits[order[k]]] = k;
  return tupleClasses(Array.from(orbits, (orbit) => [first[orbit]]));
}

/** W with row i at place image[i]. */
export function movedRows(W: Matrix, image: ArrayLike<number>): Matrix {
  const out = new Matrix(W.rows, W.columns);
  for (let i = 0; i < W.rows; i++) out.data.set(W.row(i), image[i] * W.columns);
  return out;
}

/** The generator that moves W's rows the most, when any does by more than `tolerance`. */
export function movingGenerator(
  W: Matrix,
  generators: readonly Int32Array[],
  tolerance: number,
): Int32Array | undefined {
  let most = tolerance;
  let found: Int32Array | undefined;
  for (const generator of generators) {
    const moved = movedRows(W, generator).maxDifference(W);
    if (moved > most) {
      most = moved;
      found = generator;
    }
  }
  return found;
}

/**
 * The different matrices σ W for σ in the group of the generators, W itself first; undefined
 * when there are more than `limit`.
 */
export function rowOrbit(
  W: Matrix,
  generators: readonly Int32Array[],
  limit: number,
  tolerance: number = CLASS_TOLERANCE,
): Matrix[] | undefined {
  const { classes } = equalRowClasses(W, tolerance);
  const identity = Int32Array.from({ length: W.rows }, (_, i) => i);
  const seen = new Set([classes.join()]);
  const sources = [identity];
  for (let k = 0; k < sources.length; k++) {
    for (const generator of generators) {
      const source = new Int32Array(W.rows);
      for (let i = 0; i < W.rows; i++) source[generator[i]] = sources[k][i];
      const name = source.map((row) => classes[row]).join();
      if (seen.has(name)) continue;
      if (sources.length === limit) return undefined;
      seen.add(name);
      sources.push(source);
    }
  }
  return sources.map((source) => {
    const out = new Matrix(W.rows, W.columns);
    source.forEach((row, i) => {
      out.data.set(W.row(row), i * W.columns);
    });
    return out;
  });
}

/** How many matrices `rowOrbit` has, by the orders of two groups and without listing. */
export function rowOrbitSize(
  W: Matrix,
  { graph, groupOrder }: MatrixSymmetry,
  tolerance: number = CLASS_TOLERANCE,
): bigint {
  const rows = equalRowClasses(W, tolerance).classes;
  const colours = refinedClasses(graph.colours, rows).classes;
  const fixing = canonicalLabelling(
    Graph.fromAdjacency(graph.adjacency(), { colours, loops: true }),
  );
  return groupOrder / fixing.groupOrder;
}
