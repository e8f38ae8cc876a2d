/**
 * Channels from counts.
 *
 * | symbol | name here   | shape                                                     |
 * | n_xy   | counts      | \|X\| × \|Y\|, how often y followed x; whole numbers        |
 * | c      | pseudocount | added to each of them; ½ is Jeffreys' prior on each row     |
 *
 * p(y|x) = (n_xy + c) / Σ_y (n_xy + c).
 */
import { DataError, DomainError } from "../../errors.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import { type AlphabetNames, type Channel, channel, channelOfMasses } from "./channel.js";
import { massMatrix, requireRows, shown } from "./laws.js";

export interface CountOptions extends AlphabetNames {
  /** 0.5 unless given; 0 keeps pairs that were never seen impossible. */
  readonly pseudocount?: number;
  /** "counts", Σ_y (n_xy + c) / Σ (n + c), unless given; "uniform", or a law on the inputs. */
  readonly inputLaw?: "counts" | "uniform" | ArrayLike<number>;
}

/**
 * @throws ShapeError for an empty alphabet, ragged rows, laws or names of another length; DataError
 *   for a count that is no whole number, or no counts at all; DomainError for a pseudocount below 0,
 *   a law that does not sum to one, and without pseudocount for an input that never occurs
 */
export function channelFromCounts(
  counts: Matrix | readonly (readonly number[])[],
  options: CountOptions = {},
): Channel {
  const { pseudocount = 0.5, inputLaw = "counts" } = options;
  if (!(pseudocount >= 0 && pseudocount < Infinity)) {
    throw new DomainError(
      `channelFromCounts: pseudocount is ${pseudocount}; expected a number from 0 on, such as 0.5.`,
    );
  }
  const masses = countMatrix("channelFromCounts", counts);
  for (let a = 0; a < masses.data.length; a++) masses.data[a] += pseudocount;
  const fromCounts = channelOfMasses("channelFromCounts", masses, options);
  if (inputLaw === "counts") return fromCounts;
  return channel(fromCounts.kernel, {
    ...fromCounts,
    inputLaw: inputLaw === "uniform" ? undefined : inputLaw,
  });
}

/** A copy. @throws ShapeError, DataError for a count that is no whole number from 0 on, or no counts at all */
export function countMatrix(
  caller: string,
  counts: Matrix | readonly (readonly number[])[],
): Matrix {
  const isWhole = (values: ArrayLike<number>): number =>
    Array.prototype.findIndex.call(values, (value) => !(Number.isSafeInteger(value) && value >= 0));
  if (!(counts instanceof Matrix)) requireRows(caller, "counts", counts);
  const rows = counts instanceof Matrix ? counts.toRows() : counts;
  rows.forEach((row, x) => {
    const y = isWhole(row);
    if (y < 0) return;
    throw new DataError(
      `${caller}: counts(${x}, ${y}) is ${shown(row[y])}; expected a whole number from 0 on. Probabilities go into channel or jointChannel.`,
    );
  });
  const whole = massMatrix(caller, "counts", rows);
  if (sumOf(whole.data) === 0) {
    throw new DataError(`${caller}: all ${whole.rows} × ${whole.columns} counts are 0.`);
  }
  return whole;
}

export function sumOf(values: Vector): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum;
}
