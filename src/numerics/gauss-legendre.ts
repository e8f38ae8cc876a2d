/**
 * Gauss–Legendre quadrature: the mean of f over [−1, 1] ≈ Σ weights[k] f(nodes[k]),
 * exact for polynomials to degree 2n − 1. The nodes are the zeros of the Legendre
 * polynomial P_n, found by Newton's method from cos(π (4k + 3) / (4n + 2)); the
 * weights are 1 / ((1 − x²) P_n′(x)²), which sum to 1.
 */
import { DomainError } from "../errors.js";
import type { Quadrature } from "./quadrature.js";

/** Most nodes that gaussLegendre gives. */
export const LARGEST_LEGENDRE_RULE = 1024;

/** The n-point rule, nodes ascending. @throws DomainError unless n is a whole number from 1 to LARGEST_LEGENDRE_RULE */
export function gaussLegendre(n: number): Quadrature {
  if (!Number.isInteger(n) || n < 1 || n > LARGEST_LEGENDRE_RULE) {
    throw new DomainError(
      `gaussLegendre: n is ${n}; expected a whole number of nodes from 1 to ${LARGEST_LEGENDRE_RULE}.`,
    );
  }
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let k = 0; 2 * k < n; k++) {
    let x = 2 * k + 1 === n ? 0 : Math.cos((Math.PI * (4 * k + 3)) / (4 * n + 2));
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(n, x);
      x -= value / slope;
    }
    const { slope } = legendre(n, x);
    nodes[k] = -x;
    nodes[n - 1 - k] = x;
    weights[k] = weights[n - 1 - k] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** P_n(x) and P_n′(x), |x| < 1. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let k = 0; k < n; k++) {
    [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
  }
  return { value, slope: (n * (before - x * value)) / ((1 - x) * (1 + x)) };
}
