/**
 * Counts of N independent draws, cell by cell: n_1 is binomial (N, p_1), n_2 binomial
 * (N − n_1, p_2 / (1 − p_1)), and so on; the work is in the cells, not in N.
 *
 * | symbol | name here | meaning                                                       |
 * | N      | draws     | Σ n_i = N                                                     |
 * | p_i    | law       | not negative; what they sum to is taken for one               |
 *
 * Binomials of mean ≥ 10 by transformed rejection (Hörmann, The generation of binomial random
 * variates, Journal of Statistical Computation and Simulation 46, 1993: BTRS), exact up to the
 * rounding of a logarithm; the others by waiting times (Devroye 1986, X.4.3).
 */
import { DomainError } from "../../errors.js";
import type { RandomStream } from "./random-stream.js";

/** Below this mean, waiting times are faster, and the rejection does not hold. */
const REJECTION_MEAN = 10;

/**
 * How often each of the cells is met in `draws` draws: whole numbers, one for each entry of `law`.
 * @throws DomainError for draws that are no whole number ≥ 0, entries that are negative or not
 *   finite, or all zero
 */
export function multinomialCounts(
  draws: number,
  law: ArrayLike<number>,
  random: RandomStream,
): Float64Array {
  requireDraws("multinomialCounts", draws);
  // Tails are summed from the end, so that a small last cell keeps all its digits.
  const tails = new Float64Array(law.length + 1);
  for (let i = law.length - 1; i >= 0; i--) {
    if (!(law[i] >= 0 && law[i] < Number.POSITIVE_INFINITY)) {
      throw new DomainError(
        `multinomialCounts: law[${i}] is ${law[i]}; expected finite numbers that are not negative.`,
      );
    }
    tails[i] = tails[i + 1] + law[i];
  }
  if (draws > 0 && !(tails[0] > 0)) {
    throw new DomainError("multinomialCounts: the law is all zero; expected some cell to be met.");
  }
  const out = new Float64Array(law.length);
  let left = draws;
  for (let i = 0; i < law.length && left > 0; i++) {
    if (law[i] === 0) continue;
    out[i] = binomialCount(left, Math.min(1, law[i] / tails[i]), random);
    left -= out[i];
  }
  return out;
}

/**
 * Successes among `draws` draws, each with the given probability.
 * @throws DomainError for draws that are no whole number ≥ 0, or a probability outside [0, 1]
 */
export function binomialCount(draws: number, probability: number, random: RandomStream): number {
  requireDraws("binomialCount", draws);
  if (!(probability >= 0 && probability <= 1)) {
    throw new DomainError(`binomialCount: probability is ${probability}; expected one in [0, 1].`);
  }
  if (probability > 0.5) return draws - binomialCount(draws, 1 - probability, random);
  if (probability === 0 || draws === 0) return 0;
  return draws * probability < REJECTION_MEAN
    ? byWaiting(draws, probability, random)
    : byRejection(draws, probability, random);
}

/** Successes before the waiting times between them, which are geometric, pass the last draw. */
function byWaiting(draws: number, probability: number, random: RandomStream): number {
  const scale = Math.log1p(-probability);
  let drawn = 0;
  for (let successes = 0; ; successes++) {
    drawn += Math.floor(Math.log1p(-random.uniform()) / scale) + 1;
    if (drawn > draws) return successes;
  }
}

/** Hörmann's constants, in his letters. */
function byRejection(n: number, p: number, random: RandomStream): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const surelyBelow = 0.92 - 4.2 / b;
  const odds = Math.log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  const height = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + c);
    if (edge >= 0.07 && v <= surelyBelow) return k;
    if (!(k >= 0 && k <= n)) continue;
    const scaled = Math.log((v * alpha) / (a / (edge * edge) + b));
    if (scaled <= height - logFactorial(k) - logFactorial(n - k) + (k - mode) * odds) return k;
  }
}

const SMALL = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880].map(Math.log);

/** log k!, by Stirling's series from 10 on (the first term left out is below 10⁻¹²). */
function logFactorial(k: number): number {
  if (k < SMALL.length) return SMALL[k];
  const x = k + 1;
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

function requireDraws(caller: string, draws: number): void {
  if (Number.isSafeInteger(draws) && draws >= 0) return;
  throw new DomainError(
    `${caller}: got ${draws} draws; expected a whole number that is not negative.`,
  );
}
