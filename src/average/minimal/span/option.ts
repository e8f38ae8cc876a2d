import { DomainError } from "../../../errors.js";

/** @throws DomainError unless the option's value is one of those known */
export function requireOption(
  caller: string,
  option: string,
  value: string,
  known: readonly string[],
): void {
  if (known.includes(value)) return;
  throw new DomainError(
    `${caller}: got ${option} "${value}"; expected ${known.map((name) => `"${name}"`).join(" or ")}.`,
  );
}
