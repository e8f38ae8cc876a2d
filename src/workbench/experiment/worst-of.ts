/** The measurement that decides a claim about several of them. */
import { DomainError } from "../../errors.js";
import type { Measured } from "../claims/index.js";

/**
 * The measurement with the largest badness, the first of equals: worstOf(all) is the
 * largest value, worstOf(all, (value) => -value) the smallest, and
 * worstOf(all, (value) => Math.abs(value - middle)) the one farthest from the middle.
 * @throws DomainError for no measurements, or a badness that is no number
 */
export function worstOf(
  measurements: readonly Measured[],
  badness: (value: number) => number = (value) => value,
): Measured {
  if (measurements.length === 0) {
    throw new DomainError("worstOf: got no measurements; expected at least one.");
  }
  const scores = measurements.map(({ value }) => badness(value));
  const odd = scores.findIndex((score) => Number.isNaN(score));
  if (odd >= 0) {
    throw new DomainError(
      `worstOf: the badness of measurements[${odd}], ${measurements[odd].value}, is no number; expected values that can be compared.`,
    );
  }
  return measurements[scores.indexOf(Math.max(...scores))];
}
