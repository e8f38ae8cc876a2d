/**
 * Which turns a picture cannot tell from each other, from vectors of several frequencies.
 *
 * | symbol      | name here   | meaning                                                        |
 * | v_m         | heads       | the vector of frequency m: turned by mθ when the picture turns by θ |
 * | n           | order       | greatest common divisor of the reliable frequencies             |
 * | θ + 2πk / n | coset       | the angles that the picture allows, k = 0 … n − 1, in [0, 2π)   |
 *
 * Fact: under C_n, v_m = R(2πm/n) v_m, so that v_m = 0 unless n divides m. The converse holds for an encoder
 * that sees everything; frequencies that are not asked for hide: from 2 and 4 alone every picture
 * looks C₂-symmetric.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Vector } from "../../numerics/index.js";
import { requireFrequencies, requireShare } from "../poses/circle-head-poses.js";
import { LEAST_LENGTH } from "../poses/frames/frame.js";

export interface PlanarSymmetryOptions {
  /** A head counts when its length is at least this share of the longest one's; default 0.5. */
  readonly reliable?: number;
  /** And at least this long; default 10⁻⁴. Above it lie heads that mean something. */
  readonly least?: number;
}

export interface PlanarSymmetry {
  /** n; Infinity where no head is reliable, as for a round picture. */
  readonly order: number;
  /** Radians; empty for a round picture, which allows all angles. */
  readonly coset: readonly number[];
  /** Those with a reliable vector. */
  readonly reliable: readonly number[];
  /** |v_m|, one for each frequency. */
  readonly lengths: readonly number[];
  /** A sentence, such as "This input is (nearly) C2-symmetric: …". */
  readonly sentence: string;
}

/**
 * @param heads v_m one after the other, two numbers each
 * @throws ShapeError unless there are two numbers for each frequency; DomainError for frequencies that
 *   do not rise, for a share outside (0, 1], for heads that are not finite
 */
export function planarSymmetry(
  heads: Vector,
  frequencies: readonly number[],
  { reliable: share = 0.5, least = LEAST_LENGTH }: PlanarSymmetryOptions = {},
): PlanarSymmetry {
  requireFrequencies("planarSymmetry", frequencies);
  requireShare("planarSymmetry", share);
  if (heads.length !== 2 * frequencies.length) {
    throw new ShapeError(
      `planarSymmetry: got ${heads.length} numbers for the frequencies [${frequencies}]; expected two for each.`,
    );
  }
  const bad = heads.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `planarSymmetry: heads[${bad}] is ${heads[bad]}; expected finite numbers.`,
    );
  }
  const lengths = frequencies.map((_, k) => Math.hypot(heads[2 * k], heads[2 * k + 1]));
  const longest = Math.max(...lengths);
  const isReliable = lengths.map((length) => length >= least && length >= share * longest);
  const reliable = frequencies.filter((_, k) => isReliable[k]);
  if (reliable.length === 0) {
    const sentence =
      "This input is (nearly) round for this encoder: no frequency has a reliable vector, and its angle is arbitrary.";
    return { order: Number.POSITIVE_INFINITY, coset: [], reliable, lengths, sentence };
  }
  const order = reliable.reduce(commonDivisor);
  const angle = bestAngle(heads, frequencies, isReliable);
  const step = (2 * Math.PI) / order;
  const rest = angle - step * Math.floor(angle / step);
  // What rounding alone keeps from a full step is none.
  const first = step - rest < 1e-12 ? 0 : rest;
  const coset = Array.from({ length: order }, (_, k) => first + k * step);
  return { order, coset, reliable, lengths, sentence: sentenceOf(order, coset) };
}

/** arg(v_m) / m of the first reliable head, by that of its m turns on which the others agree most. */
function bestAngle(
  heads: Vector,
  frequencies: readonly number[],
  isReliable: readonly boolean[],
): number {
  const first = isReliable.indexOf(true);
  const m = frequencies[first];
  const base = Math.atan2(heads[2 * first + 1], heads[2 * first]) / m;
  const agreement = (angle: number): number =>
    frequencies.reduce((sum, frequency, k) => {
      if (!isReliable[k]) return sum;
      const phase = frequency * angle;
      return sum + heads[2 * k] * Math.cos(phase) + heads[2 * k + 1] * Math.sin(phase);
    }, 0);
  const candidates = Array.from({ length: m }, (_, k) => base + (2 * Math.PI * k) / m);
  return candidates.reduce((best, angle) => (agreement(angle) > agreement(best) ? angle : best));
}

function sentenceOf(order: number, coset: readonly number[]): string {
  const degrees = coset.map((angle) => `${((angle * 180) / Math.PI).toFixed(1)}°`);
  return order === 1
    ? `This input has no symmetry that its frequencies show: its angle is ${degrees[0]}.`
    : `This input is (nearly) C${order}-symmetric: its angle is one of ${degrees.join(", ")}.`;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
