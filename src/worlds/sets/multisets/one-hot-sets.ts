import { DomainError } from "../../../errors.js";
import type { Multisets } from "./digit-multisets.js";

/**
 * x of chosen multisets, [rows, members, kinds] row-major: 1 at the letter of each member, 0 elsewhere.
 * @param rows which multisets; without it all @throws DomainError for a row that is none
 */
export function oneHotSets(sets: Multisets, rows?: ArrayLike<number>): Float32Array {
  const { members, kinds, letters, count } = sets;
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
      x[(k * members + j) * kinds + letters[row * members + j]] = 1;
    }
  }
  return x;
}
