/**
 * The symmetric matrix of a graph whose eigenvectors are asked for.
 *
 * | name                   | matrix                  | D = diag(degrees)            |
 * | "adjacency"            | A                       |                              |
 * | "normalised adjacency" | D^(−1/2) A D^(−1/2)     | 0 for vertices without edges |
 * | "laplacian"            | D − A                   |                              |
 * | "normalised laplacian" | 1 − D^(−1/2) A D^(−1/2) |                              |
 *
 * Nothing is added to the normalised adjacency and no eigenvector is scaled by its
 * eigenvalue, which Ma et al.'s code does in one place and not in another.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Graph } from "../../../graphs/index.js";
import { Matrix } from "../../../numerics/index.js";

export type SpectralOperator =
  | "adjacency"
  | "normalised adjacency"
  | "laplacian"
  | "normalised laplacian";

/**
 * @param graph of a Graph, each arc counts 1 whatever its colour; entries of a matrix are weights
 * @throws ShapeError unless square; DomainError for a directed graph, a matrix that is not
 *   symmetric, and for a degree that is not finite or is negative where it is divided by
 */
export function spectralOperator(graph: Graph | Matrix, operator: SpectralOperator): Matrix {
  const adjacency = graph instanceof Graph ? ones(graph) : graph;
  const n = adjacency.rows;
  requireSymmetricWeights(adjacency);
  if (operator === "adjacency") return adjacency;
  const degrees = adjacency.apply(new Float64Array(n).fill(1));
  const normalised = operator.startsWith("normalised");
  const scale = degrees.map((degree, i) => {
    if (!normalised) return 1;
    if (degree < 0) {
      throw new DomainError(
        `spectralOperator: the weights at vertex ${i} sum to ${degree}; expected ≥ 0 for the ${operator}. Ask for the "laplacian" of signed weights.`,
      );
    }
    return degree === 0 ? 0 : 1 / Math.sqrt(degree);
  });
  const scaled = Matrix.zeros(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      scaled.data[i * n + j] = adjacency.at(i, j) * (scale[i] * scale[j]);
    }
  }
  if (operator === "normalised adjacency") return scaled;
  return Matrix.diagonal(normalised ? new Float64Array(n).fill(1) : degrees).subtract(scaled);
}

function ones(graph: Graph): Matrix {
  if (graph.directed) {
    throw new DomainError(
      "spectralOperator: the graph is directed; expected one whose matrix is symmetric. Forget directions first.",
    );
  }
  const matrix = graph.adjacency();
  matrix.data.forEach((colour, k) => {
    if (colour !== 0) matrix.data[k] = 1;
  });
  return matrix;
}

function requireSymmetricWeights(adjacency: Matrix): void {
  const { rows, columns } = adjacency;
  if (rows !== columns) {
    throw new ShapeError(
      `spectralOperator: got a ${rows} × ${columns} matrix; expected a square one.`,
    );
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const here = adjacency.at(i, j);
      if (!Number.isFinite(here) || here !== adjacency.at(j, i)) {
        throw new DomainError(
          `spectralOperator: entry (${i}, ${j}) is ${here} and (${j}, ${i}) is ${adjacency.at(j, i)}; expected finite and symmetric weights.`,
        );
      }
    }
  }
}
