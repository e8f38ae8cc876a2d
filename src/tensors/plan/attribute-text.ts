/**
 * Operations as text, to tell whether two are the same. JSON writes NaN, ∞ and −∞ all as null, and −0
 * as 0: min(x, ∞) and min(x, −∞) would be one operation.
 */
const NUMBERS_BESIDE_JSON: readonly number[] = [Number.NaN, Infinity, -Infinity, -0];

/** The same text for the same value, all numbers told apart. */
export function attributeText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const k = NUMBERS_BESIDE_JSON.findIndex((number) => Object.is(number, part));
    return k < 0 ? part : { number: ["NaN", "∞", "−∞", "−0"][k] };
  });
}
