/**
 * A fixed point of a map that lowers an objective, by squared extrapolation in logarithms (SQUAREM,
 * R. Varadhan and C. Roland, Scandinavian Journal of Statistics 35, 2008, scheme S3).
 *
 * | symbol | name here   | shape                                           |
 * | θ      | coordinates | logarithms of masses; −Infinity is a mass of 0  |
 * | r      |             | M(θ) − θ                                        |
 * | v      |             | M(M(θ)) − 2 M(θ) + θ                            |
 * | α      | stretch     | −‖r‖/‖v‖ in the norm weighted by the masses     |
 *
 * Law: the objective never increases but by rounding. A stretched step that would raise it is not
 * taken. In logarithms no step leaves the positive masses, and a mass that dies out geometrically
 * moves on a straight line.
 */
import { AbortedError } from "../../../../errors.js";

/** One plain sweep: the next point, and the objective at the point that was given. */
export type Sweep = (coordinates: Float64Array) => { next: Float64Array; value: number };

export interface ExtrapolationOptions {
  /** Plain sweeps at the most. */
  readonly mostSweeps: number;
  /** Rests when three rounds in turn lower the objective by less than this, relative to 1 + |objective|. */
  readonly tolerance: number;
  /** Asked after each round; true ends the work. */
  readonly isDone?: (coordinates: Float64Array) => boolean;
  readonly signal?: AbortSignal;
  /** Named in an AbortedError. */
  readonly caller: string;
}

export interface FixedPoint {
  readonly coordinates: Float64Array;
  readonly sweeps: number;
}

const ROUNDS_AT_REST = 3;
const ROUNDING = 4e-16;

/** @throws AbortedError when the signal fires */
export function extrapolatedFixedPoint(
  start: Float64Array,
  sweep: Sweep,
  { mostSweeps, tolerance, isDone, signal, caller }: ExtrapolationOptions,
): FixedPoint {
  let theta = start;
  let sweeps = 0;
  let last = Infinity;
  for (let resting = 0; sweeps < mostSweeps && resting < ROUNDS_AT_REST; ) {
    if (signal?.aborted) throw new AbortedError(`${caller}: stopped after ${sweeps} sweeps.`);
    const first = sweep(theta);
    const second = sweep(first.next);
    sweeps += 2;
    const scale = 1 + Math.abs(second.value);
    const far = stretched(theta, first.next, second.next);
    theta = second.next;
    if (far) {
      const third = sweep(far);
      sweeps++;
      if (third.value <= second.value + ROUNDING * scale) theta = third.next;
    }
    resting = last - second.value < tolerance * scale ? resting + 1 : 0;
    last = second.value;
    if (isDone?.(theta)) break;
  }
  return { coordinates: theta, sweeps };
}

/** θ − 2αr + α²v, or nothing where that is no more than two plain sweeps. */
function stretched(
  start: Float64Array,
  once: Float64Array,
  twice: Float64Array,
): Float64Array | undefined {
  let rr = 0;
  let vv = 0;
  for (let i = 0; i < start.length; i++) {
    if (!Number.isFinite(start[i] + once[i] + twice[i])) continue;
    const mass = Math.exp(twice[i]);
    rr += mass * (once[i] - start[i]) ** 2;
    vv += mass * (twice[i] - 2 * once[i] + start[i]) ** 2;
  }
  if (!(rr > vv && vv > 0)) return undefined;
  const stretch = -Math.sqrt(rr / vv);
  return Float64Array.from(twice, (last, i) => {
    const value =
      start[i] -
      2 * stretch * (once[i] - start[i]) +
      stretch ** 2 * (last - 2 * once[i] + start[i]);
    return Number.isFinite(value) ? value : last;
  });
}
