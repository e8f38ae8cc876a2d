/** graph6 and digraph6, as `readGraph6` reads them. */
import { DataError } from "../../errors.js";
import { oneColour } from "../arcs.js";
import type { Graph } from "../graph.js";

/**
 * One line for each graph: graph6, or digraph6 for directed ones. Colours cannot be written.
 * @throws DataError for a graph with two colours of vertices or of arcs, and for a loop in a
 *   graph that is not directed
 */
export function writeGraph6(graphs: Graph | Iterable<Graph>): string {
  let bytes = Buffer.allocUnsafe(1024);
  let length = 0;
  let index = 0;
  for (const graph of Symbol.iterator in graphs ? graphs : [graphs]) {
    requireWritable(graph, index++);
    const end = length + lineLength(graph);
    if (end > bytes.length) {
      const longer = Buffer.allocUnsafe(2 * end);
      bytes.copy(longer, 0, 0, length);
      bytes = longer;
    }
    length = writeLine(graph, bytes, length);
  }
  return bytes.toString("latin1", 0, length);
}

function requireWritable(graph: Graph, index: number): void {
  if (!oneColour(graph.colours) || !graph.oneArcColour) {
    throw new DataError(
      `writeGraph6: graph ${index} has colours; expected none: graph6 keeps vertices and arcs only.`,
    );
  }
  if (!graph.directed && graph.loops > 0) {
    throw new DataError(
      `writeGraph6: graph ${index} has a loop; expected none in graph6. Directed graphs may have loops.`,
    );
  }
}

/** The number of vertices takes 1, 4 or 8 characters. */
function sizeLength(n: number): number {
  return n < 63 ? 1 : n < 258048 ? 4 : 8;
}

function bitsLength({ vertices: n, directed }: Graph): number {
  return Math.ceil((directed ? n * n : (n * (n - 1)) / 2) / 6);
}

function lineLength(graph: Graph): number {
  return (graph.directed ? 1 : 0) + sizeLength(graph.vertices) + bitsLength(graph) + 1;
}

/** Writes a line from `begin` on; its end. */
function writeLine(graph: Graph, bytes: Uint8Array, begin: number): number {
  const { vertices: n, directed, neighbours, offsets } = graph;
  let body = begin;
  if (directed) bytes[body++] = 38;
  const size = sizeLength(n);
  const tildes = size >> 2;
  for (let k = 0; k < tildes; k++) bytes[body++] = 126;
  for (let k = size - tildes - 1; k >= 0; k--) {
    bytes[body++] = 63 + (Math.floor(n / 64 ** k) % 64);
  }
  const end = body + bitsLength(graph);
  bytes.fill(63, body, end);
  for (let v = 0; v < n; v++) {
    const first = directed ? v * n : (v * (v - 1)) / 2;
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const w = neighbours[a];
      if (!directed && w > v) break;
      const place = Math.floor((first + w) / 6);
      bytes[body + place] += 32 >> (first + w - 6 * place);
    }
  }
  bytes[end] = 10;
  return end + 1;
}
