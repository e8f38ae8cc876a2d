/**
 * { x : A x = 0 } over the rational numbers, with proof.
 *
 * | symbol | name here | meaning                                                  |
 * | A      | A         | m × n, rational                                          |
 * | p      | primes    | what was computed modulo                                 |
 * | N      | basis     | n × k, whole numbers without common divisor in a column  |
 *
 * The rank modulo p is at most the rank over ℚ, so that k(ℚ) ≤ k(p). N is found modulo
 * p, its fractions are reconstructed, and A · N = 0 is verified exactly; its columns are
 * independent since on the free coordinates they are diagonal. Hence k(ℚ) ≥ k(p), and
 * the dimension is certain.
 */
import { ConvergenceError, DomainError, ShapeError } from "../../../errors.js";
import type { Matrix } from "../../matrix.js";
import { type CompressedRows, transposeRows } from "../compressed-rows.js";
import { orthonormalColumns } from "../orthonormal-columns.js";
import { SparseMatrix } from "../sparse-matrix.js";
import { modularNullSpace } from "./modular-null-space.js";
import { PrimeField, wordPrimes } from "./prime-field.js";
import { wholeRows } from "./rational-entries.js";
import { ResidueLift } from "./residue-lift.js";
import {
  annihilatesExactly,
  type ExactArithmetic,
  rowsOf,
  type WholeVectors,
} from "./whole-vectors.js";

/** Primes after which the search is given up: entries of more than 6000 digits. */
const LARGEST_PRIME_COUNT = 1600;

export interface ExactNullSpaceOptions {
  /**
   * Further constraints that follow from A over ℚ: they change nothing in the result, but
   * may be solved faster. That they follow is the caller's promise.
   */
  readonly implied?: readonly SparseMatrix[];
}

/** What the dimension of an exact null space rests on. */
export interface ExactCertificate {
  /** n, the columns of A. */
  readonly unknowns: number;
  /** Of A over ℚ. */
  readonly rank: number;
  /** The reconstruction is modulo their product. */
  readonly primes: readonly number[];
  /** The largest absolute entry of the whole-number basis; 0 when there is none. */
  readonly largestEntry: bigint;
  /** In which A · N = 0 was verified. */
  readonly arithmetic: ExactArithmetic;
}

export class ExactNullSpace {
  readonly dimension: number;
  readonly certificate: ExactCertificate;
  readonly #vectors: WholeVectors;
  #orthonormal: SparseMatrix | undefined;

  constructor(vectors: WholeVectors, certificate: ExactCertificate) {
    this.dimension = vectors.starts.length - 1;
    this.certificate = certificate;
    this.#vectors = vectors;
  }

  /**
   * N, n × dimension: whole numbers, no common divisor in a column.
   * @throws DomainError when an entry passes 2^53; `vector` gives those too
   */
  get basis(): SparseMatrix {
    const { values } = this.#vectors;
    if (!(values instanceof Float64Array)) {
      throw new DomainError(
        `ExactNullSpace.basis: the largest entry is ${this.#vectors.largest}, beyond 2^53; use vector(k), in BigInt, or orthonormal().`,
      );
    }
    return SparseMatrix.fromCompressedRows(transposeRows(rowsOf(this.#vectors, values)));
  }

  /** Column k of N: coordinates and whole numbers. @throws ShapeError */
  vector(k: number): { readonly coordinates: Int32Array; readonly values: bigint[] } {
    if (!(Number.isInteger(k) && k >= 0 && k < this.dimension)) {
      throw new ShapeError(
        `ExactNullSpace.vector: got ${k}; expected a whole number from 0 to ${this.dimension - 1}.`,
      );
    }
    const { starts, coordinates, values } = this.#vectors;
    const [from, to] = [starts[k], starts[k + 1]];
    return {
      coordinates: coordinates.slice(from, to),
      values: Array.from<number | bigint, bigint>(values.slice(from, to), BigInt),
    };
  }

  /** An orthonormal basis in Float64, n × dimension. */
  orthonormal(): Matrix {
    return this.sparseOrthonormal().toDense();
  }

  /** The same without its zeros: vectors that share no coordinate stay apart. */
  sparseOrthonormal(): SparseMatrix {
    this.#orthonormal ??= orthonormalColumns(scaledColumns(this.#vectors));
    return this.#orthonormal;
  }
}

/**
 * The exact null space of a rational matrix, or of several on top of each other. Several
 * are solved one after another, so that good blocks first (short rows, few columns in
 * common) save work. Entries are read as fractions with denominators up to 1000.
 * @throws DomainError for entries that are no such fractions (use `sparseNullSpace`), or a
 *   problem that stays too dense; ShapeError for no block or blocks of different widths
 */
export function exactNullSpace(
  A: SparseMatrix | readonly SparseMatrix[],
  options: ExactNullSpaceOptions = {},
): ExactNullSpace {
  const given = A instanceof SparseMatrix ? [A] : A;
  const { implied = [] } = options;
  const unknowns = given[0]?.columns;
  if (unknowns === undefined || [...given, ...implied].some((b) => b.columns !== unknowns)) {
    throw new ShapeError(
      `exactNullSpace: got blocks with ${[...given, ...implied].map((b) => b.columns).join(", ") || "no"} columns; expected at least one block, and all equally wide.`,
    );
  }
  const blocks = given.map((block) => wholeRows("exactNullSpace", block));
  const helpers = implied.map((block) => wholeRows("exactNullSpace", block));
  return solve(unknowns, blocks, [...helpers, ...blocks]);
}

function solve(
  unknowns: number,
  blocks: readonly CompressedRows[],
  all: readonly CompressedRows[],
): ExactNullSpace {
  let lift: ResidueLift | undefined;
  let tried = 0;
  for (const prime of wordPrimes()) {
    if (++tried > LARGEST_PRIME_COUNT) break;
    const field = new PrimeField(prime);
    const kernel = modularNullSpace(unknowns, all, field);
    if (lift === undefined || kernel.free.length < lift.free.length) {
      lift = new ResidueLift(kernel, field);
    } else if (lift.fits(kernel)) {
      lift.add(kernel, field);
    } else {
      continue; // an unlucky prime: it divides a minor that ℚ sees
    }
    const vectors = lift.vectors();
    const arithmetic = vectors && annihilatesExactly(blocks, vectors);
    if (vectors === undefined || arithmetic === undefined) continue;
    const { primes } = lift;
    const rank = unknowns - lift.free.length;
    const certificate = { unknowns, rank, primes, largestEntry: vectors.largest, arithmetic };
    return new ExactNullSpace(vectors, certificate);
  }
  throw new ConvergenceError(
    `exactNullSpace: after ${tried - 1} primes no basis passed the exact test; the fractions in the null space are too long, or \`implied\` holds constraints that do not follow. Use sparseNullSpace.`,
  );
}

/** In Float64, each column divided by its largest entry where that is beyond 2^53. */
function scaledColumns(vectors: WholeVectors): SparseMatrix {
  const { values, starts } = vectors;
  let scaled: Float64Array;
  if (values instanceof Float64Array) {
    scaled = values;
  } else {
    scaled = new Float64Array(values.length);
    for (let v = 0; v + 1 < starts.length; v++) {
      let digits = 0;
      for (let k = starts[v]; k < starts[v + 1]; k++) {
        digits = Math.max(digits, values[k].toString(2).length);
      }
      const shift = BigInt(Math.max(0, digits - 900));
      for (let k = starts[v]; k < starts[v + 1]; k++) scaled[k] = Number(values[k] >> shift);
    }
  }
  return SparseMatrix.fromCompressedRows(transposeRows(rowsOf(vectors, scaled)));
}
