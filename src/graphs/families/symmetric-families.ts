/** Families with transitive groups of known order: cycles, cubes, schemes of words and of subsets. */
import { Graph } from "../graph.js";
import type { Edge } from "../graph-arguments.js";

/** K_n; |Aut| = n!. */
export function completeGraph(n: number): Graph {
  return where(n, () => true);
}

/** Vertices 0 … n − 1; i and j are joined when ±(i − j) mod n is among the steps. */
export function circulantGraph(n: number, steps: readonly number[]): Graph {
  return where(n, (i, j) => steps.some((s) => (i - j - s) % n === 0 || (i - j + s) % n === 0));
}

/** C_n, n ≥ 3; |Aut| = 2n. */
export function cycleGraph(n: number): Graph {
  return circulantGraph(n, [1]);
}

/** K_{m,n}; |Aut| = m! n!, twice that for m = n. */
export function completeBipartiteGraph(m: number, n: number): Graph {
  return where(m + n, (i, j) => i < m !== j < m);
}

/**
 * Words of `length` letters out of `letters`, joined when they differ in one place;
 * |Aut| = length! (letters!)^length. Two letters: the cube, |Aut| = 2^d d!.
 */
export function hammingGraph(length: number, letters: number): Graph {
  const n = letters ** length;
  const edges: Edge[] = [];
  for (let word = 0; word < n; word++) {
    for (let place = 1; place < n; place *= letters) {
      const letter = Math.floor(word / place) % letters;
      for (let other = letter + 1; other < letters; other++) {
        edges.push([word, word + (other - letter) * place]);
      }
    }
  }
  return Graph.fromEdges(n, edges);
}

/** Subsets of k out of n, joined when they share `common`; common = 0 is Kneser's graph. */
export function subsetGraph(n: number, k: number, common: number): Graph {
  const subsets: number[] = [];
  for (let bits = 0; bits < 2 ** n; bits++) if (ones(bits) === k) subsets.push(bits);
  return where(subsets.length, (i, j) => ones(subsets[i] & subsets[j]) === common);
}

/** J(n, k): subsets of k that share k − 1; |Aut| = n!, twice that for n = 2k > 2. */
export function johnsonGraph(n: number, k: number): Graph {
  return subsetGraph(n, k, k - 1);
}

/** rows × columns squares of a board, joined along rows and columns; a torus when `wrapped`. */
export function gridGraph(rows: number, columns: number, wrapped = false): Graph {
  const edges: Edge[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (wrapped || j + 1 < columns)
        edges.push([i * columns + j, i * columns + ((j + 1) % columns)]);
      if (wrapped || i + 1 < rows) edges.push([i * columns + j, ((i + 1) % rows) * columns + j]);
    }
  }
  return Graph.fromEdges(rows * columns, edges);
}

function where(n: number, joined: (i: number, j: number) => boolean): Graph {
  const edges: Edge[] = [];
  for (let j = 0; j < n; j++) for (let i = 0; i < j; i++) if (joined(j, i)) edges.push([i, j]);
  return Graph.fromEdges(n, edges);
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
