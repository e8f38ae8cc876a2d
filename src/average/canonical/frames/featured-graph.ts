/** Graphs with numbers for each vertex: what networks on graphs with eigenvectors take. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Graph } from "../../../graphs/index.js";
import { gapClusters, Matrix, requireMatrix } from "../../../numerics/index.js";

export interface FeaturedGraph {
  /** n × n, symmetric weights. */
  readonly adjacency: Matrix;
  /** n × f. */
  readonly features: Matrix;
  /** n × n each, on spaces that have no canonical vectors. */
  readonly projectors?: readonly Matrix[];
}

/**
 * A graph as numbers: colours of arcs as weights, and, unless features are given, one column
 * for each colour of vertices that the graph has, ascending (none when there is only one).
 * Give features for graphs whose colours are to be the same columns throughout.
 * @throws DomainError for a directed graph; ShapeError for features that are not n rows
 */
export function featuredGraph(graph: Graph, features?: Matrix): FeaturedGraph {
  if (graph.directed) {
    throw new DomainError(
      "featuredGraph: the graph is directed; expected one whose matrix is symmetric. Forget directions first.",
    );
  }
  const input = { adjacency: graph.adjacency(), features: features ?? colourColumns(graph) };
  requireFeatures("featuredGraph", input);
  return input;
}

/** @throws ShapeError unless there is a row for each vertex; DomainError for what is not finite */
export function requireFeatures(caller: string, input: FeaturedGraph): void {
  if (input === null || typeof input !== "object") {
    throw new ShapeError(
      `${caller}: the input is ${input}; expected { adjacency, features }, such as by featuredGraph.`,
    );
  }
  const { adjacency, features } = input;
  requireMatrix(caller, "adjacency", adjacency);
  requireMatrix(caller, "features", features);
  if (features.rows !== adjacency.rows) {
    throw new ShapeError(
      `${caller}: features have ${features.rows} rows for ${adjacency.rows} vertices; expected one row each (Matrix.zeros(n, 0) for none).`,
    );
  }
  const at = features.data.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw new DomainError(
      `${caller}: feature ${at % features.columns} of vertex ${Math.floor(at / features.columns)} is ${features.data[at]}; expected a finite number.`,
    );
  }
}

function colourColumns({ vertices, colours }: Graph): Matrix {
  const { classes, count } = gapClusters(colours, 0);
  const columns = count > 1 ? count : 0;
  const out = Matrix.zeros(vertices, columns);
  if (columns > 0) {
    classes.forEach((colour, i) => {
      out.data[i * columns + colour] = 1;
    });
  }
  return out;
}
