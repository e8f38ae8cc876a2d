/** ln Γ(x) for x > 0, by Stirling's series DLMF 5.11.1. */

/** B_2k / (2k (2k − 1)); the next term is below ε from SHIFT_TO on. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188];
const SHIFT_TO = 20;

export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < SHIFT_TO; at++) shift += Math.log(at);
  const series = STIRLING.reduceRight((sum, coefficient) => sum / (at * at) + coefficient, 0) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
