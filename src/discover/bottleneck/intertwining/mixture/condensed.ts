/**
 * Many letters by few: within half a bump's width every smooth function of a letter's place, and
 * log z is one, has the same mean over the letters as over the nodes of Gauss's quadrature for their
 * law (Golub & Welsch, Mathematics of Computation 23, 1969). The optimal symbols of the nodes are those of the
 * letters to some nine digits: a start that leaves the letters themselves a few steps only.
 *
 * | symbol | name here | meaning                                                       |
 * | J      | jacobi    | tridiagonal, from Lanczos's recurrence of the letters' places  |
 */
import { Matrix, symmetricEigen } from "../../../../numerics/index.js";
import { bumpWidth } from "./bump.js";
import type { Cluster } from "./cluster.js";

/** Length of a stretch in widths, and its nodes: moments up to the seventh agree. */
const STRETCH = 0.5;
const NODES = 4;
/** Less than this many times fewer letters are not worth it. */
const WORTHWHILE = 3;

/** The cluster with nodes for letters; undefined where that saves little. */
export function condensed(cluster: Cluster): Cluster | undefined {
  const { x, P, beta } = cluster;
  const length = STRETCH * bumpWidth(beta);
  const places: number[] = [];
  const weights: number[] = [];
  for (let from = 0; from < x.length; ) {
    let to = from + 1;
    while (to < x.length && x[to] - x[from] <= length) to++;
    const nodes = gaussNodes(x.subarray(from, to), P.subarray(from, to));
    places.push(...nodes.places);
    weights.push(...nodes.weights);
    from = to;
    if (places.length * WORTHWHILE > x.length) return undefined;
  }
  return {
    ...cluster,
    letters: Int32Array.from(places.keys()),
    x: Float64Array.from(places),
    P: Float64Array.from(weights),
  };
}

/** At most NODES places and weights, places ascending, with the letters' mass and moments. */
function gaussNodes(
  x: Float64Array,
  P: Float64Array,
): { places: ArrayLike<number> & Iterable<number>; weights: Iterable<number> } {
  if (x.length <= NODES) return { places: x, weights: P };
  let mass = 0;
  let mean = 0;
  for (let l = 0; l < x.length; l++) {
    mass += P[l];
    mean += P[l] * (x[l] - x[0]);
  }
  mean = x[0] + mean / mass;
  const spread = x[x.length - 1] - x[0];
  if (spread === 0) return { places: [x[0]], weights: [mass] };
  let current = P.map((weight) => Math.sqrt(weight / mass));
  let before: Float64Array = new Float64Array(x.length);
  let coupling = 0;
  const diagonal: number[] = [];
  const beside: number[] = [];
  for (;;) {
    const next = current.map((v, l) => ((x[l] - mean) / spread) * v - coupling * before[l]);
    const own = dot(next, current);
    diagonal.push(own);
    for (let l = 0; l < next.length; l++) next[l] -= own * current[l];
    coupling = Math.sqrt(dot(next, next));
    if (diagonal.length === NODES || coupling < 1e-7) break;
    beside.push(coupling);
    before = current;
    current = next.map((v) => v / coupling);
  }
  const n = diagonal.length;
  const jacobi = new Matrix(n, n);
  for (let k = 0; k < n; k++) {
    jacobi.data[k * n + k] = diagonal[k];
    if (k + 1 < n) jacobi.data[k * n + k + 1] = jacobi.data[(k + 1) * n + k] = beside[k];
  }
  const { values, vectors } = symmetricEigen(jacobi);
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  return {
    places: order.map((k) => mean + spread * values[k]),
    weights: order.map((k) => mass * vectors.at(0, k) ** 2),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let l = 0; l < a.length; l++) sum += a[l] * b[l];
  return sum;
}
