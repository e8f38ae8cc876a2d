/**
 * The reduced basis of a null space, known modulo a growing product of primes. For one
 * set of free coordinates it is unique over ℚ, so that its residues modulo different
 * primes belong together, by the Chinese remainder theorem.
 */
import { type CompressedRows, transposeRows } from "../compressed-rows.js";
import type { Kernel } from "./pair-kernel.js";
import type { PrimeField } from "./prime-field.js";
import {
  type Fraction,
  integerSquareRoot,
  joinResidues,
  reconstructFraction,
} from "./rational-reconstruction.js";
import { type WholeVectors, wholeVectors } from "./whole-vectors.js";

export class ResidueLift {
  readonly free: Int32Array;
  readonly primes: number[];
  #modulus: bigint;
  /** Basis vectors as rows; the values are places in #residues. */
  #pattern: CompressedRows;
  #residues: (number | bigint)[];

  constructor(kernel: Kernel, field: PrimeField) {
    const vectors = transposeRows(kernel.basis);
    this.free = kernel.free;
    this.primes = [field.prime];
    this.#modulus = BigInt(field.prime);
    this.#pattern = vectors;
    this.#residues = Array.from(vectors.values);
  }

  /** Whether the kernel modulo another prime is reduced on the same coordinates. */
  fits(kernel: Kernel): boolean {
    return (
      kernel.free.length === this.free.length && kernel.free.every((j, k) => j === this.free[k])
    );
  }

  add(kernel: Kernel, field: PrimeField): void {
    const other = transposeRows(kernel.basis);
    const mine = this.#pattern;
    const inverse = field.inverse(Number(this.#modulus % BigInt(field.prime)));
    const columnIndices: number[] = [];
    const residues: bigint[] = [];
    const rowStarts = new Int32Array(mine.rows + 1);
    for (let v = 0; v < mine.rows; v++) {
      let [k, l] = [mine.rowStarts[v], other.rowStarts[v]];
      const [kEnd, lEnd] = [mine.rowStarts[v + 1], other.rowStarts[v + 1]];
      while (k < kEnd || l < lEnd) {
        const left = k < kEnd ? mine.columnIndices[k] : Number.POSITIVE_INFINITY;
        const right = l < lEnd ? other.columnIndices[l] : Number.POSITIVE_INFINITY;
        const a = left <= right ? BigInt(this.#residues[k++]) : 0n;
        const b = right <= left ? other.values[l++] : 0;
        columnIndices.push(Math.min(left, right));
        residues.push(joinResidues(a, this.#modulus, b, field.prime, inverse));
      }
      rowStarts[v + 1] = columnIndices.length;
    }
    this.#residues = residues;
    this.#pattern = {
      ...mine,
      rowStarts,
      columnIndices: Int32Array.from(columnIndices),
      values: new Float64Array(residues.length),
    };
    this.#modulus *= BigInt(field.prime);
    this.primes.push(field.prime);
  }

  /** The basis over ℚ, made whole, if fractions of the size that the primes allow fit everywhere. */
  vectors(): WholeVectors | undefined {
    const bound = integerSquareRoot((this.#modulus - 1n) / 2n);
    const known = new Map<number | bigint, Fraction>();
    const fractions: Fraction[] = new Array(this.#residues.length);
    for (let k = 0; k < fractions.length; k++) {
      const residue = this.#residues[k];
      let fraction = known.get(residue);
      if (fraction === undefined) {
        fraction = reconstructFraction(BigInt(residue), this.#modulus, bound);
        if (fraction === undefined) return undefined;
        known.set(residue, fraction);
      }
      fractions[k] = fraction;
    }
    return wholeVectors(this.#pattern, (entry) => fractions[entry]);
  }
}
