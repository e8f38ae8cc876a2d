/** Graphs that are hard to tell apart: of Latin squares, and of Cai, Fürer and Immerman. */
import { DomainError } from "../../errors.js";
import { Graph } from "../graph.js";
import type { Edge } from "../graph-arguments.js";

/**
 * The cells of a Latin square, n² vertices, joined when they share row, column or symbol;
 * strongly regular (n², 3n − 3, n, 6).
 * @param square n rows of n symbols 0 … n − 1
 * @throws DomainError when a row or a column has a symbol twice
 */
export function latinSquareGraph(square: readonly (readonly number[])[]): Graph {
  const n = square.length;
  for (let i = 0; i < n; i++) {
    const column = new Set(square.map((row) => row[i]));
    if (new Set(square[i]).size !== n || square[i].length !== n || column.size !== n) {
      throw new DomainError(
        `latinSquareGraph: row or column ${i} is no row of ${n} different symbols.`,
      );
    }
  }
  const edges: Edge[] = [];
  const cell = (k: number): readonly [number, number, number] => {
    const i = Math.floor(k / n);
    return [i, k % n, square[i][k % n]];
  };
  for (let k = 0; k < n * n; k++) {
    for (let l = 0; l < k; l++) {
      const [a, b] = [cell(k), cell(l)];
      if (a.some((part, place) => part === b[place])) edges.push([l, k]);
    }
  }
  return Graph.fromEdges(n * n, edges);
}

/** The table of addition mod n: a Latin square. */
export function cyclicSquare(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i + j) % n));
}

/**
 * The graphs of Cai, Fürer & Immerman (1992) over a base: each edge becomes two vertices, each
 * vertex v a vertex for each subset of its edges of even size (odd size at the vertices in
 * `twisted`), joined to the second vertex of the edges in the subset and the first of the others.
 * Over a connected base, an even and an odd number of twists give two graphs that are not
 * isomorphic, and colour refinement does not see it.
 *
 * With `coloured`, the vertices of each gadget have a colour of their own and
 * |Aut| = 2^(edges − vertices + components of the base).
 * @throws DomainError for a degree over 16
 */
export function cfiGraph(
  base: Graph,
  { twisted = [], coloured = false }: { twisted?: readonly number[]; coloured?: boolean } = {},
): Graph {
  const ends: (readonly [number, number])[] = [];
  const incident: number[][] = Array.from({ length: base.vertices }, () => []);
  for (let v = 0; v < base.vertices; v++) {
    for (let a = base.offsets[v]; a < base.offsets[v + 1]; a++) {
      const w = base.neighbours[a];
      if (w <= v) continue;
      incident[v].push(ends.length);
      incident[w].push(ends.length);
      ends.push([v, w]);
    }
  }
  const edges: Edge[] = [];
  const colours: number[] = ends.flatMap((_, e) => (coloured ? [e, e] : [0, 0]));
  for (let v = 0; v < base.vertices; v++) {
    if (incident[v].length > 16) {
      throw new DomainError(
        `cfiGraph: vertex ${v} of the base has degree ${incident[v].length}; expected at most 16.`,
      );
    }
    const parity = twisted.filter((t) => t === v).length % 2;
    for (let subset = 0; subset < 2 ** incident[v].length; subset++) {
      const inside = incident[v].map((_, k) => (subset >> k) & 1);
      if (inside.reduce((sum, bit) => sum + bit, 0) % 2 !== parity) continue;
      inside.forEach((bit, k) => {
        edges.push([colours.length, 2 * incident[v][k] + bit]);
      });
      colours.push(coloured ? ends.length + v : 0);
    }
  }
  return Graph.fromEdges(colours.length, edges, { colours });
}
