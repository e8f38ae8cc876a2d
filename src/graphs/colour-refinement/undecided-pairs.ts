/** How many pairs colour refinement cannot tell apart. */
import type { Graph } from "../graph.js";
import { stableColouring } from "./stable-colouring.js";

/** Of all pairs of the list, those with the same stable colours; isomorphic ones are among them. */
export function undecidedPairs(graphs: readonly Graph[]): number {
  const seen = new Map<string, number>();
  let pairs = 0;
  for (const graph of graphs) {
    const { certificate } = stableColouring(graph);
    const before = seen.get(certificate) ?? 0;
    pairs += before;
    seen.set(certificate, before + 1);
  }
  return pairs;
}
