/**
 * Every graph on n vertices once up to isomorphism, by canonical augmentation (McKay 1998).
 *
 * A graph on n vertices is made from one on n − 1 by a new vertex with a set of neighbours, one
 * set for each orbit of sets under the parent's automorphisms. It counts only when the new vertex
 * is one that the graph itself would name for removal: the last in canonical order among
 * those of largest degree and largest sum of neighbours' degrees, or in its orbit.
 *
 * | n         | 0 | 1 | 2 | 3 | 4  | 5  | 6   | 7    | 8      | 9       |
 * | all       | 1 | 1 | 2 | 4 | 11 | 34 | 156 | 1044 | 12 346 | 274 668 |
 * | connected | 1 | 1 | 1 | 2 | 6  | 21 | 112 | 853  | 11 117 | 261 080 |
 */
import { DomainError } from "../../errors.js";
import { canonicalLabelling, type Edge, Graph } from "../../graphs/index.js";

/** Beyond it there are more graphs than memory. */
export const LARGEST_ENUMERATED = 10;

export interface EnumerationOptions {
  /** Connected graphs only; default false. */
  readonly connected?: boolean;
}

/** All graphs on n vertices up to isomorphism: a second for n = 8. @throws DomainError for n outside 0 … 10 */
export function allGraphs(n: number, options: EnumerationOptions = {}): Graph[] {
  return Array.from(eachGraph(n, options));
}

/** As `allGraphs`, one after the other. */
export function* eachGraph(n: number, options: EnumerationOptions = {}): Generator<Graph> {
  if (!Number.isInteger(n) || n < 0 || n > LARGEST_ENUMERATED) {
    throw new DomainError(
      `eachGraph: got n = ${n}; expected a whole number, 0 … ${LARGEST_ENUMERATED}.`,
    );
  }
  for (const rows of descendants(n)) {
    if (!options.connected || isConnected(rows)) yield graphOf(rows);
  }
}

/** Neighbours of each vertex as bits. */
type Rows = readonly number[];

function* descendants(n: number): Generator<Rows> {
  if (n === 0) {
    yield [];
    return;
  }
  for (const parent of descendants(n - 1)) {
    for (const set of setsUpToSymmetry(parent)) {
      const child = parent.map((row, v) => row | (((set >> v) & 1) << (n - 1)));
      child.push(set);
      if (isCanonicalChild(child)) yield child;
    }
  }
}

/** The least set of each orbit of sets of vertices, of those whose size may be a largest degree. */
function setsUpToSymmetry(rows: Rows): number[] {
  const n = rows.length;
  const largest = Math.max(0, ...rows.map(countBits));
  const { generators } = canonicalLabelling(graphOf(rows));
  const least = Int32Array.from({ length: 2 ** n }, (_, set) => set);
  const rootOf = (set: number): number => {
    let root = set;
    while (least[root] !== root) {
      least[root] = least[least[root]];
      root = least[root];
    }
    return root;
  };
  for (const image of generators) {
    for (let set = 0; set < least.length; set++) {
      let moved = 0;
      for (let v = 0; v < n; v++) if ((set >> v) & 1) moved |= 1 << image[v];
      const [a, b] = [rootOf(set), rootOf(moved)];
      least[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const sets: number[] = [];
  for (let set = 0; set < least.length; set++) {
    if (least[set] === set && countBits(set) >= largest) sets.push(set);
  }
  return sets;
}

/** Whether the last vertex is one that the graph would name for removal. */
function isCanonicalChild(rows: Rows): boolean {
  const n = rows.length;
  const degrees = rows.map(countBits);
  const key = (v: number): number => {
    let sum = 0;
    for (let w = 0; w < n; w++) if ((rows[v] >> w) & 1) sum += degrees[w];
    return degrees[v] * n * n + sum;
  };
  const own = key(n - 1);
  const rivals: number[] = [];
  for (let v = 0; v < n - 1; v++) {
    const other = key(v);
    if (other > own) return false;
    if (other === own) rivals.push(v);
  }
  if (rivals.length === 0) return true;
  const { order, orbits } = canonicalLabelling(graphOf(rows));
  for (let k = n - 1; k >= 0; k--) {
    if (order[k] === n - 1) return true;
    if (rivals.includes(order[k])) return orbits[order[k]] === orbits[n - 1];
  }
  return false;
}

function graphOf(rows: Rows): Graph {
  const edges: Edge[] = [];
  rows.forEach((row, v) => {
    for (let w = 0; w < v; w++) if ((row >> w) & 1) edges.push([w, v]);
  });
  return Graph.fromEdges(rows.length, edges);
}

function isConnected(rows: Rows): boolean {
  if (rows.length === 0) return true;
  let reached = 1;
  for (let before = 0; before !== reached; ) {
    before = reached;
    rows.forEach((row, v) => {
      if ((reached >> v) & 1) reached |= row;
    });
  }
  return reached === 2 ** rows.length - 1;
}

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
