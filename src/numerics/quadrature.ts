/**
 * Quadrature rules: ∫ f dμ ≈ Σ weights[k] · f(nodes[k]), weights sum to 1.
 *
 * Gauss–Hermite for the standard normal law: G. H. Golub and J. H. Welsch,
 * Calculation of Gauss quadrature rules, Math. Comp. 23 (1969). With the
 * orthonormal Hermite polynomials, √(k+1) h_{k+1} = x h_k − √k h_{k−1}, the
 * nodes are the eigenvalues of the tridiagonal matrix with √k beside the
 * diagonal, and the weights are 1 / Σ_{k<n} h_k(x)².
 */
import { DomainError } from "../errors.js";
import { symmetricEigen } from "./linear-algebra/index.js";
import { Matrix, type Vector } from "./matrix.js";

/** Most nodes that gaussHermite gives; beyond, its outer weights leave Float64. */
export const LARGEST_HERMITE_RULE = 256;

export interface Quadrature {
  nodes: Vector;
  /** Positive, sum 1. */
  weights: Vector;
}

/**
 * The n-point rule for x ~ N(0, 1), exact for polynomials to degree 2n − 1.
 * Nodes ascend and are exactly symmetric about 0.
 * @throws DomainError unless n is a whole number from 1 to LARGEST_HERMITE_RULE
 */
export function gaussHermite(n: number): Quadrature {
  requireCount("gaussHermite", n, LARGEST_HERMITE_RULE);
  const jacobi = new Matrix(n, n);
  for (let k = 1; k < n; k++) {
    jacobi.data[k * n + k - 1] = Math.sqrt(k);
    jacobi.data[(k - 1) * n + k] = Math.sqrt(k);
  }
  const approximate = symmetricEigen(jacobi).values;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n >> 1; i++) {
    const start = (approximate[n - 1 - i] - approximate[i]) / 2;
    const { last, value } = dampedHermite(n, start);
    const node = start - value / (Math.sqrt(n) * last);
    nodes[i] = -node;
    nodes[n - 1 - i] = node;
    weights[i] = weights[n - 1 - i] = christoffel(n, node);
  }
  if (n % 2 === 1) weights[n >> 1] = christoffel(n, 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { nodes, weights: weights.map((weight) => weight / total) };
}

function christoffel(n: number, x: number): number {
  return Math.exp((-x * x) / 2) / dampedHermite(n, x).squares;
}

/** With e = exp(−x²/4): e h_n(x), e h_{n−1}(x), and Σ_{k<n} (e h_k(x))². */
function dampedHermite(n: number, x: number): { value: number; last: number; squares: number } {
  let last = 0;
  let value = Math.exp((-x * x) / 4);
  let squares = 0;
  for (let k = 0; k < n; k++) {
    squares += value * value;
    const next = (x * value - Math.sqrt(k) * last) / Math.sqrt(k + 1);
    last = value;
    value = next;
  }
  return { value, last, squares };
}

function requireCount(caller: string, n: number, largest: number): void {
  if (!Number.isInteger(n) || n < 1 || n > largest) {
    throw new DomainError(
      `${caller}: n is ${n}; expected a whole number of nodes from 1 to ${largest}.`,
    );
  }
}
