/**
 * Channels between finite alphabets.
 *
 * | symbol | name here | shape                                        |
 * | p(x)   | inputLaw  | \|X\|, sums to one                            |
 * | p(y|x) | kernel    | \|X\| × \|Y\|, rows sum to one                |
 * | p(a)   | joint     | \|X\| × \|Y\|, a = (x, y) stands at x \|Y\| + y |
 */
import { DomainError } from "../../errors.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import { massMatrix, namesOf, normalisedLaw, normalisedRows } from "./laws.js";

/** Below it numbers lose their digits. */
const LEAST_MASS = 2 ** -1022;

export interface Channel {
  /** One for each input. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputLaw: Vector;
  readonly kernel: Matrix;
  /** p(x) p(y|x). */
  readonly joint: Matrix;
}

/** A pair (σ, τ) of permutations: input x goes to input[x], output y to output[y]. */
export interface ChannelPair {
  readonly input: Int32Array;
  readonly output: Int32Array;
}

export interface AlphabetNames {
  /** x0, x1, … unless given. */
  readonly inputNames?: readonly string[];
  /** y0, y1, … unless given. */
  readonly outputNames?: readonly string[];
}

export interface ChannelOptions extends AlphabetNames {
  /** p(x), |X|; uniform unless given. Inputs of probability 0 are allowed, but nothing is learnt of their rows. */
  readonly inputLaw?: ArrayLike<number>;
}

/**
 * The channel with p(y|x) in row x. What sums to one within 1e-9 is divided by its sum.
 * @throws ShapeError for an empty alphabet, ragged rows, or laws and names of another length;
 *   DomainError for a row or law that does not sum to one, a negative entry, NaN or Infinity
 */
export function channel(
  kernel: Matrix | readonly (readonly number[])[],
  options: ChannelOptions = {},
): Channel {
  const rows = normalisedRows("channel", "kernel", massMatrix("channel", "kernel", kernel));
  const inputLaw =
    options.inputLaw === undefined
      ? new Float64Array(rows.rows).fill(1 / rows.rows)
      : normalisedLaw("channel", "inputLaw", options.inputLaw, rows.rows);
  return assembled("channel", inputLaw, rows, options);
}

/**
 * The channel with the joint law p(x, y): p(x) are its row sums.
 * @throws ShapeError for an empty alphabet, ragged rows or names of another length; DomainError
 *   for entries that do not sum to one, a negative entry, NaN or Infinity, and for an input that
 *   never occurs: its row p(y|x) is not known
 */
export function jointChannel(
  joint: Matrix | readonly (readonly number[])[],
  names: AlphabetNames = {},
): Channel {
  const masses = massMatrix("jointChannel", "joint", joint);
  normalisedLaw("jointChannel", "joint", masses.data, masses.data.length);
  return channelOfMasses("jointChannel", masses, names);
}

/** Each row divided by its sum, whatever the masses sum to. @throws DomainError for a row of zeros */
export function channelOfMasses(caller: string, masses: Matrix, names: AlphabetNames): Channel {
  const inputLaw = new Float64Array(masses.rows);
  const kernel = new Matrix(masses.rows, masses.columns);
  let total = 0;
  for (let x = 0; x < masses.rows; x++) {
    const row = masses.row(x);
    const sum = row.reduce((partial, mass) => partial + mass, 0);
    if (sum === 0) {
      const name = names.inputNames?.[x] ?? `x${x}`;
      throw new DomainError(
        `${caller}: input ${x} (${name}) never occurs, so that its row p(y|x) is not known; leave it out.`,
      );
    }
    row.forEach((mass, y) => {
      kernel.data[x * masses.columns + y] = mass / sum;
    });
    inputLaw[x] = sum;
    total += sum;
  }
  return assembled(
    caller,
    inputLaw.map((mass) => mass / total),
    kernel,
    names,
  );
}

function assembled(
  caller: string,
  inputLaw: Vector,
  kernel: Matrix,
  { inputNames, outputNames }: AlphabetNames,
): Channel {
  const joint = new Matrix(kernel.rows, kernel.columns);
  for (let x = 0; x < kernel.rows; x++) {
    const row = kernel.row(x);
    for (let y = 0; y < row.length; y++) {
      const mass = inputLaw[x] * row[y];
      if (mass < LEAST_MASS && inputLaw[x] > 0 && row[y] > 0) {
        throw new DomainError(
          `${caller}: p(x) p(y|x) at (${x}, ${y}) is ${inputLaw[x]} · ${row[y]}, too small for a number; leave out that input, or make the pair impossible.`,
        );
      }
      joint.data[x * row.length + y] = mass;
    }
  }
  return {
    inputNames: namesOf(caller, "inputNames", inputNames, kernel.rows, "x"),
    outputNames: namesOf(caller, "outputNames", outputNames, kernel.columns, "y"),
    inputLaw,
    kernel,
    joint,
  };
}
