/** Positions in code: the protocol counts Unicode code points, JavaScript UTF-16 code units. */

/** Code units before the code point number `points`; the whole length when there are fewer. */
export function toCodeUnits(code: string, points: number): number {
  let units = 0;
  for (let i = 0; i < points && units < code.length; i++) {
    units += (code.codePointAt(units) as number) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Code points before the code unit number `units`. */
export function toCodePoints(code: string, units: number): number {
  return [...code.slice(0, units)].length;
}
