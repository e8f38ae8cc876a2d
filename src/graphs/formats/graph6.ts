/**
 * The text formats of nauty, one graph a line (McKay, formats.txt): graph6 for graphs, digraph6
 * ("&" first) for directed graphs, sparse6 (":" first) for graphs with few edges. Six bits a
 * character, written as the character of code 63 + bits.
 */
import { DataError } from "../../errors.js";
import { type Arcs, countsToBegins } from "../arcs.js";
import { Graph } from "../graph.js";
import type { Edge } from "../graph-arguments.js";

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
  return Array.from(eachGraph6(text));
}

/**
 * As `readGraph6`, one after the other: no more of them are kept than are asked for.
 * @throws as `readGraph6`, when the line is reached
 */
export function* eachGraph6(text: string): Generator<Graph> {
  const scratch = new Scratch();
  let number = 0;
  for (let begin = 0; begin < text.length; ) {
    const found = text.indexOf("\n", begin);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(begin, text[end - 1] === "\r" ? end - 1 : end);
    begin = end + 1;
    const line = number++ === 0 ? raw.replace(HEADER, "") : raw;
    if (line !== "") yield readLine(line, number, scratch);
  }
}

/** What the graphs of one text share. */
class Scratch {
  /** Tail and head of each edge of the line that is being read, one after the other. */
  pairs = new Int32Array(256);
  /** Colours of so many arcs, all 1. */
  readonly ones = new Map<number, Int32Array>();
}

/** Refuses a line: says what is wrong with it. */
type Refuse = (what: string) => never;

function readLine(line: string, number: number, scratch: Scratch): Graph {
  const refuse: Refuse = (what) => {
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
  const wide = line[begin] !== "~" ? 0 : line[begin + 1] !== "~" ? 1 : 2;
  const digits = wide === 0 ? 1 : 3 * wide;
  const body = begin + wide + digits;
  if (line.length < body) refuse("ends within the number of vertices.");
  let n = 0;
  for (let k = begin + wide; k < body; k++) n = n * 64 + line.charCodeAt(k) - 63;
  if (n > LARGEST) refuse(`is of a graph with ${n} vertices; expected at most ${LARGEST}.`);
  if (kind === "sparse6") return readSparse(n, line, body, refuse);
  const directed = kind === "digraph6";
  const bits = directed ? n * n : (n * (n - 1)) / 2;
  const expected = body + Math.ceil(bits / 6);
  if (line.length !== expected) {
    refuse(
      `has ${line.length} characters; expected ${expected} for ${kind} of a graph with ${n} vertices.`,
    );
  }
  const padding = 6 * (line.length - body) - bits;
  if (((line.charCodeAt(line.length - 1) - 63) & ((1 << padding) - 1)) !== 0) {
    refuse("ends with bits that are no padding; expected zeros.");
  }
  return Graph.fromSortedArcs(directed, arcsOfBits(n, directed, line, body, scratch));
}

/** The columns above the diagonal of the adjacency matrix; all its rows when directed. */
function arcsOfBits(
  n: number,
  directed: boolean,
  line: string,
  body: number,
  scratch: Scratch,
): Arcs {
  let { pairs } = scratch;
  const offsets = new Int32Array(n + 1);
  let count = 0;
  let loops = 0;
  let at = body;
  let six = 0;
  let left = 0;
  for (let i = 0; i < n; i++) {
    const end = directed ? n : i;
    if (count + 2 * end > pairs.length) {
      pairs = longer(pairs, 2 * (count + 2 * end));
      scratch.pairs = pairs;
    }
    for (let j = 0; j < end; j++) {
      if (left === 0) {
        six = line.charCodeAt(at++) - 63;
        left = 6;
      }
      if (((six >> --left) & 1) === 0) continue;
      pairs[count++] = i;
      pairs[count++] = j;
      offsets[i + 1]++;
      if (!directed) offsets[j + 1]++;
      else if (i === j) loops++;
    }
  }
  const arcs = directed ? count / 2 : count;
  countsToBegins(offsets);
  const neighbours = new Int32Array(arcs);
  // Each row fills up in ascending order: first the lesser vertices, then, column by column, the rest.
  for (let k = 0; k < count; k += 2) {
    neighbours[offsets[pairs[k] + 1]++] = pairs[k + 1];
    if (!directed) neighbours[offsets[pairs[k + 1] + 1]++] = pairs[k];
  }
  let arcColours = scratch.ones.get(arcs);
  if (arcColours === undefined) {
    arcColours = new Int32Array(arcs).fill(1);
    scratch.ones.set(arcs, arcColours);
  }
  return { offsets, neighbours, arcColours, oneArcColour: true, loops };
}

function longer(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

/** Pairs of a bit (go on to the next vertex) and a number x: an edge x–v, or v moves on to x. */
function readSparse(n: number, line: string, body: number, refuse: Refuse): Graph {
  const bits = 6 * (line.length - body);
  const bit = (k: number): number =>
    ((line.charCodeAt(body + Math.floor(k / 6)) - 63) >> (5 - (k % 6))) & 1;
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
