/** Many small whole numbers from few draws: the digits of a uniform number below b_1 b_2 … are uniform and independent. */
import type { RandomStream } from "../../../numerics/index.js";

/** Quotients of whole numbers below this, by as small ones, are rounded down without an error. */
const LARGEST = 2 ** 50;

/** @param bounds from 1 to 2¹⁶ each @returns what writes one number below each bound */
export function mixedRadixDraws(
  stream: RandomStream,
  bounds: readonly number[],
): (out: Uint16Array) => void {
  const groups: { first: number; end: number; product: number }[] = [];
  bounds.forEach((bound, k) => {
    const last = groups.at(-1);
    if (last !== undefined && last.product * bound < LARGEST) {
      last.product *= bound;
      last.end = k + 1;
    } else {
      groups.push({ first: k, end: k + 1, product: bound });
    }
  });
  return (out) => {
    for (const { first, end, product } of groups) {
      let rest = stream.integer(product);
      for (let k = first; k < end; k++) {
        const quotient = Math.floor(rest / bounds[k]);
        out[k] = rest - quotient * bounds[k];
        rest = quotient;
      }
    }
  };
}
