/** Checks of what networks are built from. */
import { DomainError } from "../errors.js";

/** @throws DomainError, by name, for a size that is not whole from 1 on */
export function requireSizes(caller: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new DomainError(`${caller}: ${name} is ${value}; expected a whole number from 1 on.`);
  }
}

/** @throws DomainError for a word that is none of these */
export function requireWord(
  caller: string,
  option: string,
  word: string,
  words: readonly string[],
): void {
  if (words.includes(word)) return;
  const known = words.map((one) => JSON.stringify(one)).join(", ");
  throw new DomainError(
    `${caller}: ${option} is ${JSON.stringify(word)}; expected one of ${known}.`,
  );
}

/** A network by its name, or as it is given. @throws DomainError for a name that is none of the table's */
export function networkNamed<Network extends object>(
  caller: string,
  option: string,
  given: string | Network,
  table: Readonly<Record<string, Network>>,
): Network {
  if (typeof given !== "string") return given;
  requireWord(caller, option, given, Object.keys(table));
  return table[given];
}
