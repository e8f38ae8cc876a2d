/**
 * Graphs with real weights: weights that rounding has pulled apart become one arc colour, by the
 * gaps between the sorted weights (never by decimals), so that isomorphisms compare whole numbers.
 *
 * | symbol | name here  | meaning                                                    |
 * | w      | weights    | n × n; w_ij is the weight of the arc i → j                  |
 * | τ      | tolerance  | weights linked by steps ≤ τ max|w| are one class            |
 */
import { DomainError, ShapeError } from "../errors.js";
import { gapClusters, Matrix } from "../numerics/index.js";
import { Graph } from "./graph.js";

export interface WeightedGraphOptions {
  /** τ, relative to the largest |w|; default 1e-9. */
  readonly tolerance?: number;
  /** Whether w need not be symmetric; default false. */
  readonly directed?: boolean;
  /** Whether the diagonal may hold weights, which become loops; default false. */
  readonly loops?: boolean;
  /** Colours of the vertices: n whole numbers ≥ 0. */
  readonly colours?: ArrayLike<number>;
}

export interface WeightedGraph {
  /** Complete, but for the pairs whose weight is in the class of 0: they have no arc. */
  readonly graph: Graph;
  /** How many classes of weights there are, that of 0 included. */
  readonly classes: number;
  /** Smallest gap between two classes, in units of the weights; Infinity for one class. */
  readonly separation: number;
  /** Largest gap bridged within a class: the classes are certain while it is far below `separation`. */
  readonly spread: number;
  /** τ max|w|: what the gaps were compared with. */
  readonly threshold: number;
}

/**
 * Arc colours are 1 + the number of the class, by ascending weight; the class that 0 falls into
 * is no arc.
 * @throws ShapeError unless square; DomainError for an entry that is no finite number, for a
 *   weight on the diagonal unless `loops`, for w_ij and w_ji in two classes unless `directed`,
 *   and for a tolerance outside 0 … 1; places are named
 */
export function weightedGraph(weights: Matrix, options: WeightedGraphOptions = {}): WeightedGraph {
  const { tolerance = 1e-9, directed = false, loops = false, colours } = options;
  const n = weights.rows;
  if (weights.columns !== n) {
    throw new ShapeError(
      `weightedGraph: got a ${n} × ${weights.columns} matrix; expected a square one.`,
    );
  }
  if (!(tolerance >= 0 && tolerance <= 1)) {
    throw new DomainError(`weightedGraph: tolerance is ${tolerance}; expected 0 … 1.`);
  }
  const threshold = tolerance * largestWeight(weights);
  // One 0 more than there are weights: its class is that of the pairs without an arc.
  const values = new Float64Array(n * n + 1);
  values.set(weights.data);
  const { classes, count, separation, spread } = gapClusters(values, threshold);
  const none = classes[n * n];
  const adjacency = Matrix.zeros(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const colour = classes[i * n + j];
      if (colour === none && classes[j * n + i] === none) continue;
      if (i === j && !loops) {
        throw new DomainError(
          `weightedGraph: entry (${i}, ${i}) is ${weights.at(i, i)}, a loop; expected 0. Keep the diagonal with { loops: true }.`,
        );
      }
      if (!directed && colour !== classes[j * n + i]) {
        throw new DomainError(
          `weightedGraph: entry (${i}, ${j}) is ${weights.at(i, j)} and (${j}, ${i}) is ${weights.at(j, i)}; the threshold ${threshold} tells them apart; expected a symmetric matrix. Say { directed: true } or raise the tolerance.`,
        );
      }
      if (colour !== none) adjacency.data[i * n + j] = colour + 1;
    }
  }
  const graph = Graph.fromAdjacency(adjacency, { directed, loops, colours });
  return { graph, classes: count, separation, spread, threshold };
}

function largestWeight(weights: Matrix): number {
  const n = weights.columns;
  let largest = 0;
  for (let k = 0; k < weights.data.length; k++) {
    const weight = weights.data[k];
    if (!Number.isFinite(weight)) {
      throw new DomainError(
        `weightedGraph: entry (${Math.floor(k / n)}, ${k % n}) is ${weight}; expected a finite number.`,
      );
    }
    largest = Math.max(largest, Math.abs(weight));
  }
  return largest;
}
