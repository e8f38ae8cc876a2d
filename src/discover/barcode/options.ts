/** What options must be. */
import { AbortedError, DomainError } from "../../errors.js";

/** @throws DomainError unless the number is finite and at least `least` */
export function requireAtLeast(caller: string, name: string, value: number, least: number): void {
  if (Number.isFinite(value) && value >= least) return;
  throw new DomainError(`${caller}: ${name} is ${value}; expected a number from ${least} on.`);
}

/** @throws AbortedError when the signal has fired */
export function requireNotAborted(
  caller: string,
  signal: { readonly aborted: boolean } | undefined,
  where: string,
): void {
  if (signal?.aborted) throw new AbortedError(`${caller}: stopped ${where}.`);
}
