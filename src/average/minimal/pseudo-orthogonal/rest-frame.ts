/**
 * The rest frame of a total momentum, for O(1, q) and O(p, 1).
 *
 * | symbol | name here | shape | meaning                                             |
 * | P      | total     | d     | Σ_i x_i                                             |
 * | M      | mass      |       | √⟨P, P⟩, by the sign of the one coordinate t         |
 * | γ, w   |           |       | P / M = σ (γ, w), γ > 0, σ = ±1                      |
 * | B      |           | d × d | (γ, wᵀ; w, I + w wᵀ / (1 + γ)), takes the t axis to (γ, w) |
 * | E_i, y_i | energies, momenta | n, n × (d − 1) | B⁻¹ x_i                          |
 *
 * The complement of P is definite, so that the rest is a matter of rotations, whatever the
 * masses of the points; and the time axis does not depend on their order.
 */
import { type Precision, UNIT_ROUNDING } from "../span/precision.js";
import type { Metric } from "./metric.js";

/** A mass below this, relative to the longest point in its own rest frame, is not trusted. */
export const MASS_FRACTION = 0.01 / Math.PI;

/**
 * Rounding of |P_t| − |w M|, in units of the sum of all |x|: that of the points themselves is 1 at
 * most, and sums in Float64 add to it. A cut on ⟨P, P⟩ by the square of that sum would be far above
 * it for many points, so that two observers of one cloud would often differ.
 */
export const TOTAL_ROUNDINGS: Readonly<Record<Precision, number>> = { double: 16, single: 2 };

export interface RestFrame {
  /** Which coordinate is t. */
  readonly time: number;
  readonly mass: number;
  readonly gamma: number;
  /** The d − 1 components of w. */
  readonly direction: Float64Array;
  readonly sign: 1 | -1;
  readonly energies: Float64Array;
  /** n × (d − 1). */
  readonly momenta: Float64Array;
  /** The longest (E_i, y_i). */
  readonly largest: number;
  /** |P_t| less the length of the others, over √2: how far P is from light-like. */
  readonly distance: number;
}

/** Undefined where neither sign has one coordinate only, and where P is not safely time-like. */
export function restFrame(
  metric: Metric,
  points: Float64Array,
  precision: Precision,
): RestFrame | undefined {
  const { plus, minus, dimension } = metric;
  if (plus !== 1 && minus !== 1) return undefined;
  const time = plus === 1 ? 0 : dimension - 1;
  const space = plus === 1 ? 1 : 0;
  const total = new Float64Array(dimension);
  let size = 0;
  for (let k = 0; k < points.length; k++) {
    total[k % dimension] += points[k];
    size += Math.abs(points[k]);
  }
  const spatial = total.subarray(space, space + dimension - 1);
  const length = Math.sqrt(spatial.reduce((sum, x) => sum + x * x, 0));
  const beyond = Math.abs(total[time]) - length;
  // Less than this is what rounding makes of a light-like sum.
  if (!(beyond > TOTAL_ROUNDINGS[precision] * UNIT_ROUNDING[precision] * size)) return undefined;
  const mass = Math.sqrt(beyond * (Math.abs(total[time]) + length));
  const sign = total[time] > 0 ? 1 : -1;
  const gamma = Math.abs(total[time]) / mass;
  const direction = spatial.map((x) => (sign * x) / mass);
  const count = points.length / dimension;
  const energies = new Float64Array(count);
  const momenta = new Float64Array(count * (dimension - 1));
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const start = i * dimension;
    let along = 0;
    for (let k = 0; k < dimension - 1; k++) along += direction[k] * points[start + space + k];
    const t = points[start + time];
    energies[i] = gamma * t - along;
    const shift = along / (1 + gamma) - t;
    let sum = energies[i] ** 2;
    for (let k = 0; k < dimension - 1; k++) {
      const y = points[start + space + k] + shift * direction[k];
      momenta[i * (dimension - 1) + k] = y;
      sum += y * y;
    }
    largest = Math.max(largest, sum);
  }
  largest = Math.sqrt(largest);
  if (!(mass >= MASS_FRACTION * largest)) return undefined;
  const distance = beyond / Math.SQRT2;
  return { time, mass, gamma, direction, sign, energies, momenta, largest, distance };
}

/** B y for y of d − 1 spatial components, and B e_t, as columns of a d × d element. */
export function boosted(
  { gamma, direction }: RestFrame,
  time: number,
  spatial: Float64Array,
): Float64Array {
  const along = direction.reduce((sum, x, k) => sum + x * spatial[k], 0);
  const factor = time + along / (1 + gamma);
  const out = new Float64Array(spatial.length + 1);
  out[0] = gamma * time + along;
  for (let k = 0; k < spatial.length; k++) out[k + 1] = spatial[k] + factor * direction[k];
  return out;
}
