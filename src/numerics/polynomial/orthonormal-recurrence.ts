/**
 * Powers in orthonormal polynomials of an even weight on the line.
 *
 * | symbol | name here    | law                                                      |
 * | p_k    |              | t p_k = a_{k+1} p_{k+1} + a_k p_{k−1}, p_0 = 1           |
 * | a_k    | recurrence   | k / √(4k² − 1) for Legendre, √k for Hermite              |
 * | c      | coordinates  | f = Σ c_k p_k                                            |
 */

/** k ↦ a_k for k ≥ 1. */
export type Recurrence = (k: number) => number;

/** For the uniform probability on [−1, 1]. */
export function legendreRecurrence(k: number): number {
  return k / Math.sqrt(4 * k * k - 1);
}

/** For the standard normal law. */
export function hermiteRecurrence(k: number): number {
  return Math.sqrt(k);
}

/** For the weight (1 − t²)^alpha on [−1, 1], alpha ≥ 0. */
export function gegenbauerRecurrence(alpha: number): Recurrence {
  return (k) =>
    Math.sqrt((k * (k + 2 * alpha)) / ((2 * k + 2 * alpha - 1) * (2 * k + 2 * alpha + 1)));
}

/** The coordinates of t f(t), one more than those of f. */
export function timesT(coordinates: Float64Array, recurrence: Recurrence): Float64Array {
  const out = new Float64Array(coordinates.length + 1);
  coordinates.forEach((c, k) => {
    out[k + 1] += recurrence(k + 1) * c;
    if (k > 0) out[k - 1] += recurrence(k) * c;
  });
  return out;
}

/** The coordinates of t^power: all products are positive, so that none cancels. */
export function powerCoordinates(power: number, recurrence: Recurrence): Float64Array {
  let coordinates: Float64Array = Float64Array.of(1);
  for (let count = 0; count < power; count++) coordinates = timesT(coordinates, recurrence);
  return coordinates;
}
