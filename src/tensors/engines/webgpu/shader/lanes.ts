/**
 * A workgroup as lines of lanes that work on one result together, in a fixed order: lane y takes
 * the y-th, the (y + H)-th … number, and the lanes' results are joined by halves.
 *
 * | W | width  | neighbouring results, whose numbers lie side by side in memory |
 * | H | height | lanes of a result                                              |
 * | R | lines  | lines of results in a workgroup                                |
 *
 * They are parameters: a program is compiled once for all sizes.
 */
import type { Shader } from "./shader.js";
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

/** Declares width, height and lines, and x, y and line of a thread. */
export const lanesText = (shader: Shader, { width, height, lines }: Lanes): string => `
  let width = ${shader.parameter(width)};
  let height = ${shader.parameter(height)};
  let lines = ${shader.parameter(lines)};
  let x = t % width;
  let y = (t / width) % height;
  let line = t / (width * height);`;

/**
 * Joins `value` over the lanes, by `join` of two expressions, and gives it to all of them; all
 * threads of the workgroup must come here.
 * @param shared an array in the workgroup with a place for each thread
 */
export const joinLanes = (
  shared: string,
  value: string,
  join: (a: string, b: string) => string,
): string => `
  if (height > 1u) {
    ${shared}[t] = ${value};
    workgroupBarrier();
    for (var half = height / 2u; half > 0u; half /= 2u) {
      if (y < half) { ${shared}[t] = ${join(`${shared}[t]`, `${shared}[t + half * width]`)}; }
      workgroupBarrier();
    }
    ${value} = ${shared}[t - y * width];
    workgroupBarrier();
  }`;
