/**
 * How well a score separates signal from background, by ranks alone.
 *
 *   area under the curve   P(signal > background) + ½ P(equal), of one draw each (Mann–Whitney)
 *   background rejection   1 / (share of background kept) where a share ε of the signal is kept
 */
import { DomainError } from "../../errors.js";

/** In [0, 1]; ½ for scores that say nothing. @throws DomainError for no scores or NaN */
export function areaUnderCurve(signal: ArrayLike<number>, background: ArrayLike<number>): number {
  const high = sorted("areaUnderCurve", "signal", signal);
  const low = sorted("areaUnderCurve", "background", background);
  let wins = 0;
  let below = 0;
  let belowOrEqual = 0;
  for (const score of high) {
    while (below < low.length && low[below] < score) below++;
    while (belowOrEqual < low.length && low[belowOrEqual] <= score) belowOrEqual++;
    wins += (below + belowOrEqual) / 2;
  }
  return wins / (high.length * low.length);
}

/**
 * The cut is the highest that keeps at least the share `efficiency` of the signal; scores at the
 * cut are kept. Infinity when no background is kept.
 * @throws DomainError for no scores, NaN, or an efficiency outside (0, 1]
 */
export function backgroundRejection(
  signal: ArrayLike<number>,
  background: ArrayLike<number>,
  efficiency: number,
): number {
  if (!(efficiency > 0 && efficiency <= 1)) {
    throw new DomainError(
      `backgroundRejection: efficiency is ${efficiency}; expected a share in (0, 1], such as 0.3.`,
    );
  }
  const high = sorted("backgroundRejection", "signal", signal);
  const low = sorted("backgroundRejection", "background", background);
  // A share that is a whole number but for rounding is meant as that number.
  const kept = Math.max(1, Math.ceil(efficiency * high.length * (1 - 1e-12)));
  const cut = high[high.length - kept];
  let passed = 0;
  for (let k = low.length - 1; k >= 0 && low[k] >= cut; k--) passed++;
  return low.length / passed;
}

function sorted(caller: string, argument: string, scores: ArrayLike<number>): Float64Array {
  if (scores.length === 0) {
    throw new DomainError(`${caller}: ${argument} has no scores; expected at least one.`);
  }
  for (let k = 0; k < scores.length; k++) {
    if (Number.isNaN(scores[k])) {
      throw new DomainError(`${caller}: ${argument}[${k}] is NaN; expected numbers.`);
    }
  }
  return Float64Array.from(scores).sort();
}
