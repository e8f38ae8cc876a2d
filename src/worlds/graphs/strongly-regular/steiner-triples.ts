/** Steiner triple systems on 13 points: there are two. */
import { type Edge, Graph } from "../../../graphs/index.js";

export type Triple = readonly [number, number, number];

/** Translates of {0, 1, 4} and {0, 2, 7} mod 13: each pair of points lies in one triple. */
export function cyclicTriples(): Triple[] {
  return [
    [0, 1, 4],
    [0, 2, 7],
  ].flatMap((block) =>
    Array.from({ length: 13 }, (_, shift) => {
      const [a, b, c] = block.map((x) => (x + shift) % 13);
      return [a, b, c] as const;
    }),
  );
}

/** The other system: four triples abc, ayz, xbz, xyc of a Pasch become xyz, xbc, ayc, abz. */
export function switchedTriples(triples: readonly Triple[]): Triple[] {
  const third = new Map<number, number>();
  const key = (p: number, q: number): number => 1000 * Math.min(p, q) + Math.max(p, q);
  for (const [a, b, c] of triples) {
    third.set(key(a, b), c);
    third.set(key(a, c), b);
    third.set(key(b, c), a);
  }
  for (const [a, b, c] of triples) {
    for (const y of new Set(triples.flat())) {
      if (y === a || y === b || y === c) continue;
      const z = third.get(key(a, y))!;
      const x = third.get(key(b, z))!;
      if (x === a || x === b || x === c || third.get(key(x, y)) !== c) continue;
      const old = new Set([key(a, b), key(a, y), key(x, b), key(x, y)]);
      const kept = triples.filter(([p, q, r]) =>
        [key(p, q), key(p, r), key(q, r)].every((pair) => !old.has(pair)),
      );
      return [...kept, [x, y, z], [x, b, c], [a, y, c], [a, b, z]];
    }
  }
  throw new Error("switchedTriples: the system has no Pasch configuration.");
}

/** Triples, joined when they have no point in common: strongly regular (26, 10, 3, 4) for 13 points. */
export function disjointTriplesGraph(triples: readonly Triple[]): Graph {
  const edges: Edge[] = [];
  triples.forEach((one, i) => {
    triples.slice(0, i).forEach((other, j) => {
      if (!one.some((point) => other.includes(point))) edges.push([j, i]);
    });
  });
  return Graph.fromEdges(triples.length, edges);
}
