/**
 * The 15 strongly regular graphs (25, 12, 5, 6), which colour refinement cannot tell apart, nor
 * the spectrum: made from nothing.
 *
 * With an isolated vertex each is a graph of a regular two-graph on 26 points, of which there
 * are four; isolating each of the points in turn gives all graphs that descend from it. Paley's
 * graph, the Latin squares of order 5 in their two classes, and the two Steiner systems on 13
 * points meet all four, with complements.
 */
import {
  canonicalLabelling,
  cyclicSquare,
  type Graph,
  latinSquareGraph,
  paleyGraph,
  writeGraph6,
} from "../../../graphs/index.js";
import { complementGraph, descendant, withIsolatedVertex } from "./seidel-switching.js";
import { cyclicTriples, disjointTriplesGraph, switchedTriples } from "./steiner-triples.js";

/** A Latin square of order 5 with a subsquare of order 2, which the cyclic one has not. */
const SQUARE_WITH_SUBSQUARE = [
  [0, 1, 2, 3, 4],
  [1, 0, 3, 4, 2],
  [2, 3, 4, 0, 1],
  [3, 4, 1, 2, 0],
  [4, 2, 0, 1, 3],
];

/** In canonical form, by the order of their automorphism groups: 1, 1, 2, 2, 2, 2, 3, 3, 6, …, 600. */
export function stronglyRegular25(): Graph[] {
  const systems = [cyclicTriples(), switchedTriples(cyclicTriples())];
  const twoGraphs = [
    paleyGraph(25),
    latinSquareGraph(cyclicSquare(5)),
    latinSquareGraph(SQUARE_WITH_SUBSQUARE),
  ]
    .map(withIsolatedVertex)
    .concat(systems.map(disjointTriplesGraph));
  const found = new Map<string, { form: Graph; order: bigint }>();
  for (const twoGraph of twoGraphs) {
    const { orbits } = canonicalLabelling(twoGraph);
    for (const point of new Set(orbits)) {
      const graph = descendant(twoGraph, point);
      for (const either of [graph, complementGraph(graph)]) {
        const { form, groupOrder } = canonicalLabelling(either);
        found.set(writeGraph6(form), { form, order: groupOrder });
      }
    }
  }
  return Array.from(found)
    .sort(([a, x], [b, y]) => Number(x.order - y.order) || (a < b ? -1 : 1))
    .map(([, { form }]) => form);
}
