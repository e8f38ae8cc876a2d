/**
 * Multisets as whole numbers: the combinatorial number system (D. H. Lehmer 1964).
 *
 * | symbol           | name here | meaning                                                 |
 * | N                | members   |                                                         |
 * | C                | kinds     | letters 0 … C − 1                                       |
 * | a_1 ≤ … ≤ a_N    | counts    | as how often each letter comes, length C                |
 * | Σ_i C(a_i + i − 1, i) | rank | from 0 to C(N + C − 1, N) − 1, each once                |
 */
import { DomainError } from "../../../errors.js";

export class MultisetRanks {
  /** How many multisets there are: C(N + C − 1, N). */
  readonly count: number;
  /** C(n, k) at [n][k], for n < N + C and k ≤ N. */
  readonly #binomials: readonly Float64Array[];

  /** @throws DomainError for sizes that are none, or so large that ranks pass 2^53 */
  constructor(
    readonly members: number,
    readonly kinds: number,
  ) {
    for (const [name, size] of Object.entries({ members, kinds })) {
      if (Number.isInteger(size) && size >= 1 && size <= 256) continue;
      throw new DomainError(
        `multisets: ${name} is ${size}; expected a whole number from 1 to 256.`,
      );
    }
    this.#binomials = binomials(members + kinds, members);
    this.count = this.#binomials[members + kinds - 1][members];
    if (this.count > Number.MAX_SAFE_INTEGER) {
      throw new DomainError(
        `multisets: ${members} members of ${kinds} kinds make ${this.count.toExponential(2)} multisets; expected 2^53 − 1 at most. Use fewer members or kinds.`,
      );
    }
  }

  /** @param counts how often each letter comes, with the sum N */
  rankOf(counts: ArrayLike<number>): number {
    let rank = 0;
    let place = 0;
    for (let letter = 0; letter < this.kinds; letter++) {
      for (let k = 0; k < counts[letter]; k++) {
        place++;
        rank += this.#binomials[letter + place - 1][place];
      }
    }
    return rank;
  }

  /** The letters of a multiset in ascending order, written from `offset` on. */
  write(rank: number, letters: Uint8Array, offset = 0): void {
    let rest = rank;
    let letter = this.kinds - 1;
    for (let place = this.members; place >= 1; place--) {
      while (this.#binomials[letter + place - 1][place] > rest) letter--;
      rest -= this.#binomials[letter + place - 1][place];
      letters[offset + place - 1] = letter;
    }
  }
}

/** Pascal's triangle up to row `rows` − 1 and column `last`; beyond 2^53 rounded, which only `count` sees. */
function binomials(rows: number, last: number): Float64Array[] {
  const triangle: Float64Array[] = [];
  for (let n = 0; n < rows; n++) {
    const row = new Float64Array(last + 1);
    row[0] = 1;
    for (let k = 1; k <= Math.min(n, last); k++)
      row[k] = triangle[n - 1][k - 1] + triangle[n - 1][k];
    triangle.push(row);
  }
  return triangle;
}
