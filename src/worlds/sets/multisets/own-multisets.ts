/** Multisets of one's own, checked. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Multisets } from "./digit-multisets.js";

export interface OwnMultisetOptions {
  /** C; one more than the largest letter unless given. */
  readonly kinds?: number;
}

/**
 * One list of letters for each multiset, 0 … C − 1 and at most 255, in the order in which they are given.
 * @throws ShapeError for no list, an empty one, and lists of different lengths; DomainError for a letter
 *   or a number of kinds that is none
 */
export function multisetsOf(
  lists: readonly ArrayLike<number>[],
  { kinds }: OwnMultisetOptions = {},
): Multisets {
  const members = lists[0]?.length ?? 0;
  if (members === 0) {
    throw new ShapeError(
      "multisetsOf: got no letters; expected one list or more, of one letter or more.",
    );
  }
  if (kinds !== undefined && !(Number.isInteger(kinds) && kinds >= 1 && kinds <= 256)) {
    throw new DomainError(`multisetsOf: kinds is ${kinds}; expected a whole number from 1 to 256.`);
  }
  const letters = new Uint8Array(lists.length * members);
  lists.forEach((list, k) => {
    if (list.length !== members) {
      throw new ShapeError(
        `multisetsOf: list ${k} has ${list.length} letters and list 0 has ${members}; expected as many in each. Fill up the shorter ones with a letter that stands for nothing.`,
      );
    }
    for (let j = 0; j < members; j++) {
      letters[k * members + j] = requireLetter(list[j], kinds ?? 256, `letter ${j} of list ${k}`);
    }
  });
  const largest = letters.reduce((most, letter) => Math.max(most, letter), 0);
  return { members, kinds: kinds ?? largest + 1, count: lists.length, letters };
}

function requireLetter(letter: number, kinds: number, place: string): number {
  if (Number.isInteger(letter) && letter >= 0 && letter < kinds) return letter;
  throw new DomainError(
    `multisetsOf: ${place} is ${letter}; expected a whole number from 0 to ${kinds - 1}.`,
  );
}
