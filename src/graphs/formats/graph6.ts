/**
 * The text formats of nauty, one graph a line (McKay, formats.txt): graph6 for graphs, digraph6
 * ("&" first) for directed graphs, sparse6 (":" first) for graphs with few edges. Six bits a
 * character, written as the character of code 63 + bits.
 */
import { DataError } from "../../errors.js";
import type { Arcs } from "../arcs.js";
import { type Edge, Graph } from "../graph.js";

const HEADER = /^>>(graph6|digraph6|sparse6)<</;
const LARGEST = 2 ** 20;

/**
 * The graphs of a text; blank lines are passed over, and a header (">>graph6<<") may stand before
 * the first. Each line says by its first character which format it is.
 * @throws DataError that names the line for characters outside the format, a line too short or
 *   too long, padding that is not what the format asks for, vertices out of range, an edge given
 *   twice (sparse6), more than 2²⁰ vertices
 */
export function readGraph6(text: string): Graph[] {
  const graphs: Graph[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index === 0 ? raw.replace(HEADER, "") : raw;
    if (line !== "") graphs.push(readLine(line, index + 1));
  });
  return graphs;
}

function readLine(line: string, number: number): Graph {
  const refuse = (what: string): never => {
    throw new DataError(`readGraph6: line ${number} ${what}`);
  };
  const kind = line[0] === "&" ? "digraph6" : line[0] === ":" ? "sparse6" : "graph6";
  const begin = kind === "graph6" ? 0 : 1;
  for (let k = begin; k < line.length; k++) {
    const code = line.charCodeAt(k);
    if (code < 63 || code > 126) {
      refuse(`has the character ${JSON.stringify(line[k])} at place ${k + 1}; expected ? … ~.`);
    }
  }
  const digits = (from: number, count: number): number => {
    if (line.length < from + count) refuse("ends within the number of vertices.");
    let value = 0;
    for (let k = from; k < from + count; k++) value = value * 64 + line.charCodeAt(k) - 63;
    return value;
  };
  const wide = line[begin] !== "~" ? 0 : line[begin + 1] !== "~" ? 1 : 2;
  const n = digits(begin + wide, [1, 3, 6][wide]);
  const body = begin + wide + [1, 3, 6][wide];
  if (n > LARGEST) refuse(`is of a graph with ${n} vertices; expected at most ${LARGEST}.`);
  const bit = (k: number): number =>
    ((line.charCodeAt(body + Math.floor(k / 6)) - 63) >> (5 - (k % 6))) & 1;
  if (kind === "sparse6") {
    return readSparse(n, 6 * (line.length - body), bit, refuse);
  }
  const directed = kind === "digraph6";
  const bits = directed ? n * n : (n * (n - 1)) / 2;
  const expected = body + Math.ceil(bits / 6);
  if (line.length !== expected) {
    refuse(
      `has ${line.length} characters; expected ${expected} for ${kind} of a graph with ${n} vertices.`,
    );
  }
  for (let k = bits; k < 6 * (line.length - body); k++) {
    if (bit(k) !== 0) refuse("ends with bits that are no padding; expected zeros.");
  }
  const edges = fromBits(n, directed, bit);
  return Graph.fromSortedArcs(directed, edges);
}

/** The columns above the diagonal of the adjacency matrix; all its rows when directed. */
function fromBits(n: number, directed: boolean, bit: (k: number) => number): Arcs {
  const offsets = new Int32Array(n + 1);
  const visit = (found: (i: number, j: number) => void): void => {
    let k = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < (directed ? n : i); j++) if (bit(k++) === 1) found(i, j);
    }
  };
  visit((i, j) => {
    offsets[i + 1]++;
    if (!directed) offsets[j + 1]++;
  });
  for (let v = 0; v < n; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice(0, n);
  const neighbours = new Int32Array(offsets[n]);
  // Each row fills up in ascending order: first the lesser vertices, then, column by column, the rest.
  visit((i, j) => {
    neighbours[next[i]++] = j;
    if (!directed) neighbours[next[j]++] = i;
  });
  return { offsets, neighbours, arcColours: new Int32Array(offsets[n]).fill(1) };
}

/** Pairs of a bit (go on to the next vertex) and a number x: an edge x–v, or v moves on to x. */
function readSparse(
  n: number,
  bits: number,
  bit: (k: number) => number,
  refuse: (what: string) => never,
): Graph {
  let width = 0;
  while (2 ** width < n) width++;
  const edges: Edge[] = [];
  const seen = new Set<number>();
  let v = 0;
  for (let k = 0; k + width < bits; k += width + 1) {
    if (bit(k) === 1) v++;
    let x = 0;
    for (let j = k + 1; j <= k + width; j++) x = 2 * x + bit(j);
    if (x > v) v = x;
    else if (v < n) {
      if (seen.has(v * n + x)) refuse(`has the edge ${x}–${v} twice; expected a simple graph.`);
      seen.add(v * n + x);
      edges.push([x, v]);
    }
    if (v >= n) {
      if (bits - k > 6) refuse("goes on after the last vertex.");
      break;
    }
  }
  return Graph.fromEdges(n, edges, { loops: true });
}
