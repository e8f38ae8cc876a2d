/**
 * A matrix of labels as a graph: a vertex for each row and then for each column, and an arc in
 * the label's colour between each row and column. The most frequent label is no arc: it is what
 * remains. Rows and columns have different vertex colours.
 */
import { Graph } from "../../graphs/index.js";
import type { CollapsedLabels } from "./duplicates.js";

/** Rows and columns of different multiplicities are never exchanged. */
export function labelGraph({ rows, columns, labels }: CollapsedLabels): Graph {
  const height = rows.members.length;
  const width = columns.members.length;
  const { label: none, count } = mostFrequent(labels);
  const offsets = new Int32Array(height + width + 1);
  const present = labels.length - count;
  const neighbours = new Int32Array(2 * present);
  const arcColours = new Int32Array(2 * present);
  let arc = 0;
  const visit = (vertex: number, length: number, first: number, step: number, ends: number) => {
    for (let k = 0; k < length; k++) {
      const label = labels[first + k * step];
      if (label === none) continue;
      neighbours[arc] = ends + k;
      arcColours[arc++] = label + 1;
    }
    offsets[vertex + 1] = arc;
  };
  for (let i = 0; i < height; i++) visit(i, width, i * width, 1, height);
  for (let j = 0; j < width; j++) visit(height + j, height, j, width, 0);
  const colours = Int32Array.from([
    ...rows.members.map((members) => 2 * members.length),
    ...columns.members.map((members) => 2 * members.length + 1),
  ]);
  return Graph.fromSortedArcs(false, { offsets, neighbours, arcColours, loops: 0 }, colours);
}

function mostFrequent(labels: Int32Array): { label: number; count: number } {
  const sorted = labels.slice().sort();
  let [label, count] = [sorted[0], 0];
  for (let from = 0; from < sorted.length; ) {
    let end = from + 1;
    while (end < sorted.length && sorted[end] === sorted[from]) end++;
    if (end - from > count) [label, count] = [sorted[from], end - from];
    from = end;
  }
  return { label, count };
}
