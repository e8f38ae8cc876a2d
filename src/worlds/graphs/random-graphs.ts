/** Random graphs: Erdős–Rényi, regular, and recursive trees. */
import { ConvergenceError, DomainError } from "../../errors.js";
import { type Edge, Graph } from "../../graphs/index.js";
import type { RandomStream } from "../../numerics/index.js";
import { complementGraph } from "./strongly-regular/index.js";

/** Restarts before a regular graph is given up. */
const MOST_RESTARTS = 10_000;

/** G(n, p): each pair is an edge with probability p. @throws DomainError */
export function randomGraph(n: number, probability: number, random: RandomStream): Graph {
  requireVertices("randomGraph", n);
  if (!(probability >= 0 && probability <= 1)) {
    throw new DomainError(`randomGraph: probability is ${probability}; expected one in [0, 1].`);
  }
  const edges: Edge[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) if (random.uniform() < probability) edges.push([j, i]);
  }
  return Graph.fromEdges(n, edges);
}

/**
 * Each vertex of the given degree, nearly uniform among such graphs (Steger and Wormald 1999): free
 * ends are joined two by two, and all anew when only impossible pairs are left.
 * @throws DomainError for degrees that no graph has: n · degree odd, or degree ≥ n
 */
export function randomRegularGraph(n: number, degree: number, random: RandomStream): Graph {
  requireVertices("randomRegularGraph", n);
  const possible = Number.isInteger(degree) && degree >= 0 && degree < Math.max(n, 1);
  if (!possible || (n * degree) % 2 === 1) {
    throw new DomainError(
      `randomRegularGraph: got ${n} vertices of degree ${degree}; expected a degree below n with n · degree even.`,
    );
  }
  if (2 * degree > n) return complementGraph(randomRegularGraph(n, n - 1 - degree, random));
  for (let attempt = 0; attempt < MOST_RESTARTS; attempt++) {
    const edges = joinEnds(n, degree, random);
    if (edges !== undefined) return Graph.fromEdges(n, edges);
  }
  throw new ConvergenceError(
    `randomRegularGraph: ${MOST_RESTARTS} attempts at ${n} vertices of degree ${degree} got stuck; take another seed.`,
  );
}

function joinEnds(n: number, degree: number, random: RandomStream): Edge[] | undefined {
  const ends = Array.from({ length: n * degree }, (_, k) => k % n);
  const joined = new Set<number>();
  const edges: Edge[] = [];
  const suits = (v: number, w: number): boolean =>
    v !== w && !joined.has(Math.min(v, w) * n + Math.max(v, w));
  while (ends.length > 0) {
    let [a, b] = [random.integer(ends.length), random.integer(ends.length)];
    for (let tries = 0; !suits(ends[a], ends[b]); tries++) {
      if (tries > 10 * ends.length && !ends.some((v) => ends.some((w) => suits(v, w)))) {
        return undefined;
      }
      [a, b] = [random.integer(ends.length), random.integer(ends.length)];
    }
    const [v, w] = [ends[a], ends[b]];
    joined.add(Math.min(v, w) * n + Math.max(v, w));
    edges.push([v, w]);
    for (const place of [Math.max(a, b), Math.min(a, b)]) {
      ends[place] = ends[ends.length - 1];
      ends.pop();
    }
  }
  return edges;
}

/** Vertex after vertex joins a uniform earlier one. @throws DomainError */
export function randomRecursiveTree(n: number, random: RandomStream): Graph {
  requireVertices("randomRecursiveTree", n);
  const edges = Array.from(
    { length: Math.max(0, n - 1) },
    (_, k): Edge => [random.integer(k + 1), k + 1],
  );
  return Graph.fromEdges(n, edges);
}

function requireVertices(caller: string, n: number): void {
  if (!Number.isInteger(n) || n < 0 || n > 10_000) {
    throw new DomainError(`${caller}: got ${n} vertices; expected a whole number, 0 … 10 000.`);
  }
}
