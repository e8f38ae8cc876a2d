/**
 * Places in the plane for the vertices of a graph, where distances look like the numbers of edges
 * between them (stress majorisation: Gansner, Koren and North, Graph Drawing, 2004).
 *
 * | symbol | name here | meaning                                            |
 * | d_ij   | distances | edges on a shortest way; n where there is none      |
 * |        |           | Σ_{i<j} (|x_i − x_j| − d_ij)² / d_ij² falls in each round |
 */
import type { Graph } from "../../../graphs/index.js";
import { Matrix } from "../../../numerics/matrix.js";

const ROUNDS = 300;

/** n × 2. The same graph has the same places: the vertices start on a circle, in their order. */
export function graphPlaces(graph: Graph): Matrix {
  const n = graph.vertices;
  const distances = Array.from({ length: n }, (_, i) => distancesFrom(graph, i));
  let places = new Matrix(n, 2);
  for (let i = 0; i < n; i++) {
    // A hair off the circle, so that no vertex sits on an axis of symmetry that holds it there.
    const radius = (n / 4) * (1 + 0.01 * Math.sin(7 * i));
    places.data[2 * i] = radius * Math.sin((2 * Math.PI * i) / Math.max(n, 1));
    places.data[2 * i + 1] = radius * Math.cos((2 * Math.PI * i) / Math.max(n, 1));
  }
  for (let round = 0; round < ROUNDS; round++) places = majorised(places, distances);
  return places;
}

/** Each vertex at the mean of where the others would have it. */
function majorised(places: Matrix, distances: readonly Float64Array[]): Matrix {
  const n = places.rows;
  const out = new Matrix(n, 2);
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const d = distances[i][j];
      const apart = [0, 1].map((k) => places.data[2 * i + k] - places.data[2 * j + k]);
      const length = Math.max(Math.hypot(...apart), 1e-9);
      const weight = 1 / (d * d);
      total += weight;
      for (let k = 0; k < 2; k++) {
        out.data[2 * i + k] += weight * (places.data[2 * j + k] + (d * apart[k]) / length);
      }
    }
    if (total > 0) for (let k = 0; k < 2; k++) out.data[2 * i + k] /= total;
  }
  return out;
}

function distancesFrom(graph: Graph, source: number): Float64Array {
  const found = new Float64Array(graph.vertices).fill(graph.vertices);
  found[source] = 0;
  const waiting = [source];
  for (const v of waiting) {
    for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
      const w = graph.neighbours[a];
      if (w === source || found[w] < graph.vertices) continue;
      found[w] = found[v] + 1;
      waiting.push(w);
    }
  }
  return found;
}
