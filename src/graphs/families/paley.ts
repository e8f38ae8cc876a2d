/** Paley's graphs over any field of q ≡ 1 mod 4 elements. */
import { DomainError } from "../../errors.js";
import { Graph } from "../graph.js";
import type { Edge } from "../graph-arguments.js";
import { finiteField } from "./finite-field.js";

/**
 * Elements of GF(q), joined when their difference is a square: strongly regular
 * (q, (q − 1)/2, (q − 5)/4, (q − 1)/4), with k q (q − 1) / 2 automorphisms for q = p^k.
 * @throws DomainError unless q is a power of a prime and 1 mod 4
 */
export function paleyGraph(q: number): Graph {
  const field = finiteField(q);
  if (q % 4 !== 1) {
    throw new DomainError(
      `paleyGraph: got q = ${q}, ${q % 4} mod 4; expected 1 mod 4, so that −1 is a square.`,
    );
  }
  const squares = new Set<number>();
  for (let x = 1; x < q; x++) squares.add(field.multiply(x, x));
  const edges: Edge[] = [];
  for (let x = 0; x < q; x++) {
    for (let y = 0; y < x; y++) if (squares.has(field.subtract(x, y))) edges.push([y, x]);
  }
  return Graph.fromEdges(q, edges);
}
