import { DomainError, ShapeError } from "../../../errors.js";
import type { Multisets } from "./digit-multisets.js";

/**
 * x of chosen multisets, [rows, members, kinds] row-major: 1 at the letter of each member, 0 elsewhere.
 * @param rows which multisets; without it all
 * @throws DomainError for a row that is none or a letter beyond the kinds, ShapeError for letters of
 *   another number
 */
export function oneHotSets(sets: Multisets, rows?: ArrayLike<number>): Float32Array {
  const { members, kinds, letters, count } = sets;
  if (letters.length !== count * members) {
    throw new ShapeError(
      `oneHotSets: got ${letters.length} letters for ${count} sets of ${members}; expected ${count * members}.`,
    );
  }
  const size = rows?.length ?? count;
  const x = new Float32Array(size * members * kinds);
  for (let k = 0; k < size; k++) {
    const row = rows === undefined ? k : rows[k];
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      throw new DomainError(
        `oneHotSets: row ${k} is ${row}; expected a whole number below the ${count} multisets that there are.`,
      );
    }
    for (let j = 0; j < members; j++) {
      const letter = letters[row * members + j];
      if (letter >= kinds) {
        throw new DomainError(
          `oneHotSets: letter ${j} of set ${row} is ${letter}; expected one from 0 to ${kinds - 1}, the kinds that there are.`,
        );
      }
      x[(k * members + j) * kinds + letter] = 1;
    }
  }
  return x;
}
