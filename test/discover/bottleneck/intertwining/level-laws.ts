/** Level sets of small channels for tests, straight from their definition. */
import type { RandomStream } from "../../../../src/index.js";

export interface Laws {
  levels: number;
  P: Float64Array;
  Q: Float64Array;
}

/** Uniform input; reference p_X ⊗ unif, or p_X p_Y where `product`. */
export function levelLaws(kernel: readonly (readonly number[])[], product = false): Laws {
  const inputs = kernel.length;
  const outputs = kernel[0].length;
  const outputLaw = kernel[0].map((_, y) => kernel.reduce((sum, row) => sum + row[y] / inputs, 0));
  const pairs = kernel
    .flatMap((row) => row.map((value, y) => [value, product ? outputLaw[y] : 1 / outputs]))
    .filter(([p]) => p > 0)
    .sort((a, b) => a[0] / a[1] - b[0] / b[1]);
  const P: number[] = [];
  const Q: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [p, q] of pairs) {
    const place = Math.log(p / q);
    if (place - last > 1e-9) {
      P.push(0);
      Q.push(0);
    }
    P[P.length - 1] += p / inputs;
    Q[Q.length - 1] += q / inputs;
    last = place;
  }
  return { levels: P.length, P: Float64Array.from(P), Q: Float64Array.from(Q) };
}

export function circulant(row: readonly number[]): number[][] {
  return row.map((_, x) => row.map((__, y) => row[(y - x + row.length) % row.length]));
}

/** Six inputs, shifts by one, two and three perturbed more and less: the nested channel. */
export function nested(): number[][] {
  const b = [2, 1.2, 0.5, -0.2, -0.9, -1.6];
  return b.map((_, x) => {
    const weights = b.map((__, y) => {
      const k = (y - x + 6) % 6;
      const logit = b[k] + 0.02 * Math.sin(1 + 3 * k + 7 * (x % 2));
      return Math.exp(logit + 0.0005 * Math.sin(2 + 5 * x + 11 * y));
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}

/** Rows e^{s g} with normal g, normalised. */
export function randomKernel(
  inputs: number,
  outputs: number,
  spread: number,
  random: RandomStream,
): number[][] {
  return Array.from({ length: inputs }, () => {
    const weights = Array.from({ length: outputs }, () => Math.exp(spread * random.normal()));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}

/** d(r, ρ) = ρ/r − 1 − log(ρ/r). */
export function itakura(ratio: number, symbol: number): number {
  const u = Math.log(symbol / ratio);
  return Math.expm1(u) - u;
}

/** F = −Σ P log Σ_j w_j e^{−β d}, log-sum-exp. */
export function freeEnergy(
  { P, Q }: Laws,
  beta: number,
  ratios: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let free = 0;
  P.forEach((p, l) => {
    const logs = Array.from(
      ratios,
      (rho, j) => Math.log(weights[j]) - beta * itakura(p / Q[l], rho),
    );
    const most = Math.max(...logs);
    free -= p * (most + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - most), 0)));
  });
  return free;
}
