/**
 * A workgroup as lines of lanes that work on one result together, in a fixed order: lane y takes
 * the y-th, the (y + H)-th … number, and the lanes' results are joined by halves.
 *
 * | W | neighbouring results, whose numbers lie side by side in memory |
 * | H | lanes of a result                                              |
 * | R | lines of results in a workgroup                                |
 */
import { THREADS } from "./shader.js";

export interface Lanes {
  readonly width: number;
  readonly height: number;
  readonly lines: number;
}

/** At least 1, a power of 2. */
export const powerOfTwoFrom = (x: number): number => 2 ** Math.ceil(Math.log2(Math.max(x, 1)));

/** @param side results side by side @param numbers to join for each */
export function lanesFor(side: number, numbers: number): Lanes {
  const width = Math.min(powerOfTwoFrom(side), 32);
  const height = Math.min(powerOfTwoFrom(numbers / 4), THREADS / width);
  return { width, height, lines: THREADS / width / height };
}

/**
 * Joins `value` over the lanes into lane 0, by `join` of two expressions; all threads must come here.
 * @param shared an array in the workgroup with a place for each thread
 */
export function joinLanes(
  { width, height }: Lanes,
  shared: string,
  value: string,
  join: (a: string, b: string) => string,
): string {
  if (height === 1) return "";
  return `
  ${shared}[t] = ${value};
  workgroupBarrier();
  for (var half = ${height / 2}u; half > 0u; half /= 2u) {
    if (y < half) { ${shared}[t] = ${join(`${shared}[t]`, `${shared}[t + half * ${width}u]`)}; }
    workgroupBarrier();
  }
  ${value} = ${shared}[t - y * ${width}u];
  workgroupBarrier();`;
}

/** x, y and line of a thread. */
export const laneNames = ({ width, height }: Lanes): string => `
  let x = t % ${width}u;
  let y = (t / ${width}u) % ${height}u;
  let line = t / ${width * height}u;`;
