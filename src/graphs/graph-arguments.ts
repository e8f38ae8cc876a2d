/** Edges, matrices and colours as callers give them, checked and made arcs. */
import { DomainError, ShapeError } from "../errors.js";
import type { Matrix } from "../numerics/index.js";
import { type Arcs, arcsFromList, withoutRepeats } from "./arcs.js";

/** [tail, head] or [tail, head, colour]. */
export type Edge = readonly [tail: number, head: number, colour?: number];

export interface GraphOptions {
  /** Default false: an edge i, j is an arc each way. */
  readonly directed?: boolean;
  /** One whole number ≥ 0 for each vertex; vertices of two colours are never exchanged. */
  readonly colours?: ArrayLike<number>;
  /** Whether an edge may join a vertex to itself; default false. */
  readonly loops?: boolean;
}

/** @throws as `Graph.fromEdges` */
export function arcsOfEdges(
  vertices: number,
  edges: Iterable<Edge>,
  { directed = false, loops = false }: GraphOptions,
): Arcs {
  requireWhole(() => "Graph.fromEdges: the number of vertices", vertices, 0);
  const tails: number[] = [];
  const heads: number[] = [];
  const arcColours: number[] = [];
  let index = 0;
  for (const [tail, head, colour = 1] of edges) {
    if (!(isVertex(tail, vertices) && isVertex(head, vertices))) {
      throw new DomainError(
        `Graph.fromEdges: edge ${index} (${tail}, ${head}) names vertex ${isVertex(tail, vertices) ? head : tail}; expected 0 … ${vertices - 1}.`,
      );
    }
    requireWhole(
      () => `Graph.fromEdges: the colour of edge ${index} (${tail}, ${head})`,
      colour,
      1,
    );
    if (tail === head && !loops) {
      throw new DomainError(
        `Graph.fromEdges: edge ${index} (${tail}, ${head}) is a loop; expected none. Allow them with { loops: true }.`,
      );
    }
    tails.push(tail);
    heads.push(head);
    arcColours.push(colour);
    if (!directed && tail !== head) {
      tails.push(head);
      heads.push(tail);
      arcColours.push(colour);
    }
    index++;
  }
  const [arcs, conflict] = withoutRepeats(arcsFromList(vertices, tails, heads, arcColours));
  if (arcs === undefined) {
    throw new DomainError(
      `Graph.fromEdges: edge (${conflict}) is given twice, with two colours; expected one.`,
    );
  }
  return arcs;
}

/** @throws as `Graph.fromAdjacency` */
export function arcsOfAdjacency(
  adjacency: Matrix,
  { directed = false, loops = false }: GraphOptions,
): Arcs {
  const n = adjacency.rows;
  if (adjacency.columns !== n) {
    throw new ShapeError(
      `Graph.fromAdjacency: got a ${n} × ${adjacency.columns} matrix; expected a square one.`,
    );
  }
  const offsets = new Int32Array(n + 1);
  const neighbours: number[] = [];
  const arcColours: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const colour = adjacency.at(i, j);
      requireWhole(() => `Graph.fromAdjacency: entry (${i}, ${j})`, colour, 0);
      if (colour === 0) continue;
      if (i === j && !loops) {
        throw new DomainError(
          `Graph.fromAdjacency: entry (${i}, ${i}) is ${colour}, a loop; expected 0. Allow loops with { loops: true }.`,
        );
      }
      if (!directed && adjacency.at(j, i) !== colour) {
        throw new DomainError(
          `Graph.fromAdjacency: entry (${i}, ${j}) is ${colour} and (${j}, ${i}) is ${adjacency.at(j, i)}; expected a symmetric matrix. Say { directed: true } for a directed graph.`,
        );
      }
      neighbours.push(j);
      arcColours.push(colour);
    }
    offsets[i + 1] = neighbours.length;
  }
  return {
    offsets,
    neighbours: Int32Array.from(neighbours),
    arcColours: Int32Array.from(arcColours),
  };
}

/** A colour for each vertex; 0 where none are given. */
export function requireColours(vertices: number, given?: ArrayLike<number>): Int32Array {
  if (given !== undefined && given.length !== vertices) {
    throw new ShapeError(
      `Graph: got ${given.length} colours for ${vertices} vertices; expected as many.`,
    );
  }
  const colours = new Int32Array(vertices);
  for (let i = 0; given !== undefined && i < vertices; i++) {
    requireWhole(() => `Graph: colours[${i}]`, given[i], 0);
    colours[i] = given[i];
  }
  return colours;
}

function isVertex(value: number, vertices: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < vertices;
}

function requireWhole(what: () => string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least || value > 2 ** 31 - 1) {
    throw new DomainError(`${what()} is ${value}; expected a whole number ≥ ${least}.`);
  }
}
