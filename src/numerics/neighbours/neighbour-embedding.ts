/**
 * A plane map of points in which neighbours stay neighbours: L. van der Maaten and G. Hinton,
 * Visualizing data using t-SNE, J. Machine Learning Research 9 (2008), every pair counted.
 *
 * | symbol | name here    | meaning                                                              |
 * | x_i    | points       | rows of N × m                                                        |
 * | p_ij   | affinities   | (p_j|i + p_i|j) / 2N, p_j|i ∝ exp(−β_i ‖x_i − x_j‖²), N × N           |
 * | β_i    |              | such that p_·|i has the entropy log(perplexity)                      |
 * | y_i    | map          | rows of N × 2, from the principal coordinates on                     |
 * | q_ij   |              | ∝ 1 / (1 + ‖y_i − y_j‖²)                                             |
 *
 * What is small is D(p‖q) = Σ p log(p / q). Who is near whom means something in such a map; how far
 * apart clusters lie, and how large they are, does not.
 */
import { DomainError } from "../../errors.js";
import { requireFinite } from "../linear-algebra/finite-matrix.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import { Matrix } from "../matrix.js";

export interface NeighbourEmbeddingOptions {
  /** About how many neighbours count; at most (N − 1) / 3. Default 30, or that where it is less. */
  readonly perplexity?: number;
  /** Default 400. */
  readonly steps?: number;
}

/** Of the first quarter of the steps: p times this, so that clusters form while there is room. */
const EXAGGERATION = 12;

/**
 * N × 2; about 25 N² operations a step. The same points give the same map.
 * @throws DomainError for fewer than 4 points, another perplexity, or numbers that are not finite
 */
export function neighbourEmbedding(
  points: Matrix,
  { perplexity, steps = 400 }: NeighbourEmbeddingOptions = {},
): Matrix {
  const n = points.rows;
  const most = (n - 1) / 3;
  const wanted = perplexity ?? Math.min(30, most);
  requireFinite("neighbourEmbedding", "points", points);
  if (!(n >= 4 && wanted >= 1 && wanted <= most)) {
    throw new DomainError(
      `neighbourEmbedding: got ${n} points and the perplexity ${wanted}; expected 4 points or more and a perplexity from 1 to ${most.toFixed(1)}.`,
    );
  }
  const p = neighbourAffinities(points, wanted);
  const map = principalCoordinates(points, 2).scale(1e-4);
  const y = map.data;
  const [slope, speed] = [new Float64Array(2 * n), new Float64Array(2 * n)];
  const gains = new Float64Array(2 * n).fill(1);
  for (let step = 0; step < steps; step++) {
    const isEarly = step < steps / 4;
    const factor = isEarly ? EXAGGERATION : 1;
    // Neighbours pull with 4 · factor Σ_j p_ij = 4 · factor / N: twice that is the most a step may be.
    const rate = n / (2 * factor);
    embeddingSlope(p, map, slope, factor);
    for (let k = 0; k < y.length; k++) {
      const isSame = slope[k] > 0 === speed[k] > 0;
      gains[k] = Math.max(0.01, isSame ? 0.8 * gains[k] : gains[k] + 0.2);
      speed[k] = (isEarly ? 0.5 : 0.8) * speed[k] - rate * gains[k] * slope[k];
      y[k] += speed[k];
    }
  }
  return map;
}

/** p, symmetric, summing to 1. */
export function neighbourAffinities(points: Matrix, perplexity: number): Matrix {
  const n = points.rows;
  const conditional = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    const squares = Float64Array.from({ length: n }, (_, j) => squaredDistance(points, i, j));
    conditional.row(i).set(rowOfEntropy(squares, i, Math.log(perplexity)));
  }
  return conditional.add(conditional.transpose()).scale(1 / (2 * n));
}

/**
 * dD(p‖q)/dy, into `out`, for exaggeration · p; and D itself.
 * @param out 2 N numbers
 */
export function embeddingSlope(p: Matrix, map: Matrix, out: Float64Array, factor = 1): number {
  const n = map.rows;
  const y = map.data;
  const kernel = new Float64Array(n * n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = 1 / (1 + (y[2 * i] - y[2 * j]) ** 2 + (y[2 * i + 1] - y[2 * j + 1]) ** 2);
      kernel[i * n + j] = value;
      total += 2 * value;
    }
  }
  out.fill(0);
  let divergence = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [value, weight] = [kernel[i * n + j], p.data[i * n + j]];
      if (weight > 0) divergence += 2 * weight * Math.log((weight * total) / value);
      const force = 4 * (factor * weight - value / total) * value;
      for (let a = 0; a < 2; a++) {
        const pull = force * (y[2 * i + a] - y[2 * j + a]);
        out[2 * i + a] += pull;
        out[2 * j + a] -= pull;
      }
    }
  }
  return divergence;
}

/** Along the `count` directions of largest scatter, each of deviation 1 or of none. */
export function principalCoordinates(points: Matrix, count: number): Matrix {
  const [n, m] = [points.rows, points.columns];
  const centred = points.clone();
  for (let k = 0; k < m; k++) {
    const mean = points.column(k).reduce((sum, value) => sum + value, 0) / n;
    for (let i = 0; i < n; i++) centred.row(i)[k] -= mean;
  }
  const { values, vectors } = symmetricEigen(
    centred
      .transpose()
      .multiply(centred)
      .scale(1 / n),
  );
  const order = Array.from(values, (_, k) => k).sort((a, b) => values[b] - values[a]);
  const out = new Matrix(n, count);
  order.slice(0, count).forEach((k, at) => {
    if (!(values[k] > 1e-12 * values[order[0]])) return;
    const along = centred.apply(vectors.column(k));
    for (let i = 0; i < n; i++) out.row(i)[at] = along[i] / Math.sqrt(values[k]);
  });
  return out;
}

/** exp(−β d_j) / Σ with the entropy that is wanted, by halving; 0 at `own`. */
function rowOfEntropy(squares: Float64Array, own: number, wanted: number): Float64Array {
  const least = squares.reduce((a, b, j) => (j === own ? a : Math.min(a, b)), Infinity);
  const mean = squares.reduce((a, b) => a + b - least, 0) / squares.length || 1;
  let [low, high, beta] = [0, Number.POSITIVE_INFINITY, 1 / mean];
  let row = squares;
  for (let turn = 0; turn < 100; turn++) {
    row = squares.map((square, j) => (j === own ? 0 : Math.exp(-beta * (square - least))));
    const sum = row.reduce((a, b) => a + b, 0);
    row = row.map((value) => value / sum);
    const entropy = -row.reduce((a, b) => (b > 0 ? a + b * Math.log(b) : a), 0);
    if (Math.abs(entropy - wanted) < 1e-6) break;
    if (entropy > wanted) low = beta;
    else high = beta;
    beta = high === Number.POSITIVE_INFINITY ? 2 * beta : (low + high) / 2;
  }
  return row;
}

function squaredDistance(points: Matrix, i: number, j: number): number {
  const [a, b] = [points.row(i), points.row(j)];
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2;
  return sum;
}
