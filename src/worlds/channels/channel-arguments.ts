/** What channels of this folder are made of: laws, permutations and names, checked where they enter. */
import { DomainError, ShapeError } from "../../errors.js";

/** A law is taken for one when it sums to one up to this. */
const LAW_TOLERANCE = 1e-9;

/** @throws DomainError unless the entries are not negative and sum to one */
export function requireLaw(caller: string, argument: string, law: ArrayLike<number>): void {
  let total = 0;
  for (let i = 0; i < law.length; i++) {
    if (!(law[i] >= 0)) {
      throw new DomainError(
        `${caller}: ${argument}[${i}] is ${law[i]}; expected probabilities, not negative.`,
      );
    }
    total += law[i];
  }
  if (Math.abs(total - 1) <= LAW_TOLERANCE) return;
  throw new DomainError(
    `${caller}: ${argument} sums to ${total}, ${Math.abs(total - 1).toPrecision(2)} from one; divide it by its sum.`,
  );
}

/** @throws DomainError unless `value` is in [0, 1] */
export function requireProbability(caller: string, argument: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new DomainError(`${caller}: ${argument} is ${value}; expected a probability.`);
}

/** @throws DomainError unless `value` is a whole number from `least` on */
export function requireSize(caller: string, argument: string, value: number, least = 1): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DomainError(
    `${caller}: ${argument} is ${value}; expected a whole number, ${least} or more.`,
  );
}

/** @throws ShapeError for another length; DomainError unless each of 0 … size − 1 is met once */
export function requirePermutation(
  caller: string,
  argument: string,
  value: ArrayLike<number>,
  size: number,
): void {
  if (value.length !== size) {
    throw new ShapeError(`${caller}: ${argument} moves ${value.length} letters; expected ${size}.`);
  }
  const seen = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const image = value[i];
    if (!(Number.isInteger(image) && image >= 0 && image < size && seen[image] === 0)) {
      throw new DomainError(
        `${caller}: ${argument} sends ${i} to ${image}; expected each of 0 … ${size - 1} once.`,
      );
    }
    seen[image] = 1;
  }
}

/** 0, 1, …, as texts. */
export function numberNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i));
}
