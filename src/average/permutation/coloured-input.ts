/**
 * What a graph, a matrix of weights, or either with features looks like to the canonical
 * labelling: a graph with coloured vertices and arcs.
 */
import { ShapeError } from "../../errors.js";
import { Graph, weightedGraph } from "../../graphs/index.js";
import { gapClusters, Matrix, requireMatrix } from "../../numerics/index.js";
import type { AttributedGraph, GraphInput } from "./graph-frame.js";
import { requireTolerance, rowClasses } from "./row-classes.js";

export interface ColouringOptions {
  /**
   * Weights, and features of one column, that can be linked by steps of at most this much,
   * relative to the largest absolute one, count as equal. Default 0: exact ties alone.
   */
  readonly tolerance?: number;
  /** Whether matrices of weights need not be symmetric; default false. */
  readonly directed?: boolean;
  /** Whether matrices of weights may have a diagonal; default false. */
  readonly loops?: boolean;
}

export interface ColouredInput {
  readonly graph: Graph;
  /** Frobenius norm of a smallest found change of weights or features that merges or splits two colours. */
  readonly distance: number;
  readonly findings: readonly string[];
}

/** @throws as `graphFrame` */
export function coloured(input: GraphInput, options: ColouringOptions): ColouredInput {
  requireTolerance("graphFrame", options.tolerance ?? 0);
  if (input instanceof Graph) {
    return { graph: input, distance: Number.POSITIVE_INFINITY, findings: [] };
  }
  if (input instanceof Matrix) return colouredWeights(input, options);
  if (input === null || typeof input !== "object" || !("features" in input)) {
    throw new ShapeError(
      `graphFrame: the input is ${describe(input)}; expected a Graph, a Matrix of weights, or { graph, features }.`,
    );
  }
  return colouredFeatures(input, options);
}

function colouredWeights(weights: Matrix, options: ColouringOptions): ColouredInput {
  const { tolerance = 0, directed = false, loops = false } = options;
  const found = weightedGraph(weights, { tolerance, directed, loops });
  return {
    graph: found.graph,
    // An undirected weight is two entries, which move together; of two weights each goes half way.
    get distance(): number {
      return closestWeights(weights, directed) / (directed ? Math.SQRT2 : 1);
    },
    findings: spreadFindings("weights", tolerance, found.spread),
  };
}

/** The smallest difference of two weights; 0 where a tie can be split. */
function closestWeights(weights: Matrix, directed: boolean): number {
  const values: number[] = [];
  for (let i = 0; i < weights.rows; i++) {
    for (let j = directed ? 0 : i + 1; j < weights.columns; j++) {
      if (i !== j) values.push(weights.at(i, j));
    }
  }
  const { count, separation } = gapClusters(values, 0);
  return count < values.length ? 0 : separation;
}

function colouredFeatures(input: AttributedGraph, options: ColouringOptions): ColouredInput {
  const { tolerance = 0 } = options;
  const { features } = input;
  requireMatrix("graphFrame", "features", features);
  const structure = coloured(input.graph, options);
  const { graph } = structure;
  if (features.rows !== graph.vertices) {
    throw new ShapeError(
      `graphFrame: got ${features.rows} rows of features for ${graph.vertices} vertices; expected one for each.`,
    );
  }
  const found = rowClasses("graphFrame", "features", features, (largest) => tolerance * largest);
  const pairs = Float64Array.from(graph.colours, (c, i) => c * found.count + found.classes[i]);
  const colours = gapClusters(pairs, 0).classes;
  return {
    graph: Graph.fromAdjacency(graph.adjacency(), {
      directed: graph.directed,
      loops: true,
      colours,
    }),
    get distance(): number {
      const tied = found.count < features.rows && features.columns > 0;
      return Math.min(structure.distance, tied ? 0 : found.separation / Math.SQRT2);
    },
    findings: [...structure.findings, ...spreadFindings("features", tolerance, found.spread)],
  };
}

function spreadFindings(what: string, tolerance: number, spread: number): string[] {
  return spread > 0
    ? [
        `The tolerance ${tolerance} bridged steps of ${what} up to ${spread.toPrecision(3)}: the frame is equivariant up to them.`,
      ]
    : [];
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
