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
  let text = "";
  let index = 0;
  for (const graph of Symbol.iterator in graphs ? graphs : [graphs]) {
    text += `${line(graph, `writeGraph6: graph ${index++}`)}\n`;
  }
  return text;
}

function line(graph: Graph, what: string): string {
  const { vertices: n, directed, colours, arcColours, neighbours, offsets } = graph;
  if (!oneColour(colours) || !oneColour(arcColours)) {
    throw new DataError(`${what} has colours; expected none: graph6 keeps vertices and arcs only.`);
  }
  if (!directed && graph.loops > 0) {
    throw new DataError(
      `${what} has a loop; expected none in graph6. Directed graphs may have loops.`,
    );
  }
  const bits = directed ? n * n : (n * (n - 1)) / 2;
  const codes = new Uint8Array(Math.ceil(bits / 6)).fill(63);
  for (let v = 0; v < n; v++) {
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const w = neighbours[a];
      if (!directed && w > v) break;
      const k = directed ? v * n + w : (v * (v - 1)) / 2 + w;
      codes[Math.floor(k / 6)] += 32 >> (k % 6);
    }
  }
  let body = "";
  for (let k = 0; k < codes.length; k += 4096) {
    body += String.fromCharCode(...codes.subarray(k, k + 4096));
  }
  return (directed ? "&" : "") + size(n) + body;
}

function size(n: number): string {
  const digits = n < 63 ? 1 : n < 258048 ? 3 : 6;
  let text = "~".repeat(digits === 1 ? 0 : digits === 3 ? 1 : 2);
  for (let k = digits - 1; k >= 0; k--) {
    text += String.fromCharCode(63 + (Math.floor(n / 64 ** k) % 64));
  }
  return text;
}
