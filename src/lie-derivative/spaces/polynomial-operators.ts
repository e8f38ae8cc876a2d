/**
 * First-order operators on polynomials with values in ℝⁿ, as sparse matrices.
 *
 * | symbol    | name here        | shape                                                     |
 * | φ         | monomials        | N monomials in m variables                                |
 * | w         |                  | n N, w[a N + k] is the coefficient of φ_k in output a     |
 * | v         | law.field        | polynomial field on ℝᵐ                                    |
 * | M(x)      | law.multiplier   | n × n polynomials                                         |
 * | L F       | derivative       | (L F)_c = ∇F_c · v + Σ_a M_ca F_a                         |
 * | K_g F − F | composition      | K_g F = factor · F(A x + b)                               |
 *
 * Where these lead out of the monomials, rows for those that come in are added behind.
 */
import {
  affineComposition,
  collected,
  directionalTerms,
  exponentSum,
  type Matrix,
  MonomialList,
  type MonomialSet,
  type Polynomial,
  type PolynomialField,
  type SparseEntry,
  SparseMatrix,
} from "../../numerics/index.js";

export interface GeneratorLaw {
  readonly field: PolynomialField;
  /** Row c, column a; what is absent is 0. */
  readonly multiplier: readonly (readonly Polynomial[])[];
}

export interface ElementLaw {
  readonly linear: Matrix;
  readonly offset: Float64Array;
  /** n × n */
  readonly factor: Matrix;
}

/** An operator before the rows of its matrix are all known. */
export type OperatorTerms = readonly {
  readonly output: number;
  readonly row: number;
  readonly column: number;
  readonly value: number;
}[];

/** The monomials of a space, and those that its operators meet on the way. */
export class GrowingMonomials {
  readonly base: MonomialSet;
  readonly #exponents: Uint8Array[];
  readonly #places = new Map<string, number>();

  constructor(base: MonomialSet) {
    this.base = base;
    this.#exponents = [...base.exponents];
    base.exponents.forEach((exponent, k) => {
      this.#places.set(exponent.join(), k);
    });
  }

  indexOf(exponent: Uint8Array): number {
    const key = exponent.join();
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#exponents.length;
      this.#exponents.push(exponent);
      this.#places.set(key, place);
    }
    return place;
  }

  /** The base itself when nothing was added. */
  all(): MonomialSet {
    return this.#exponents.length === this.base.size
      ? this.base
      : new MonomialList(this.base.variables, this.#exponents);
  }
}

/** L of a generator. */
export function derivativeTerms(
  law: GeneratorLaw,
  rows: GrowingMonomials,
  n: number,
): OperatorTerms {
  const { base } = rows;
  const N = base.size;
  return base.exponents.flatMap((exponent, k) => {
    const inward = directionalTerms(exponent, law.field);
    const terms: OperatorTerms[number][] = [];
    for (let a = 0; a < n; a++) {
      for (let c = 0; c < n; c++) {
        const turned = (law.multiplier[c]?.[a] ?? []).map((term) => ({
          coefficient: term.coefficient,
          exponent: exponentSum(exponent, term.exponent),
        }));
        if (a !== c && turned.length === 0) continue;
        for (const term of collected(a === c ? [...inward, ...turned] : turned)) {
          const row = rows.indexOf(term.exponent);
          terms.push({ output: c, row, column: a * N + k, value: term.coefficient });
        }
      }
    }
    return terms;
  });
}

/** K_g − I of a discrete element. */
export function compositionTerms(
  law: ElementLaw,
  rows: GrowingMonomials,
  n: number,
): OperatorTerms {
  const { base } = rows;
  const N = base.size;
  const behind = affineComposition(law.linear, law.offset);
  return base.exponents.flatMap((exponent, k) => {
    const moved = behind(exponent);
    const terms: OperatorTerms[number][] = [];
    for (let a = 0; a < n; a++) {
      terms.push({ output: a, row: k, column: a * N + k, value: -1 });
      for (let c = 0; c < n; c++) {
        const factor = law.factor.at(c, a);
        if (factor === 0) continue;
        for (const term of moved) {
          const row = rows.indexOf(term.exponent);
          terms.push({ output: c, row, column: a * N + k, value: factor * term.coefficient });
        }
      }
    }
    return terms;
  });
}

/** The n K × n N matrix, K = `size` monomials in the image. */
export function operatorMatrix(
  terms: OperatorTerms,
  size: number,
  columns: number,
  n: number,
): SparseMatrix {
  const entries = function* (): Generator<SparseEntry> {
    for (const { output, row, column, value } of terms) yield [output * size + row, column, value];
  };
  return SparseMatrix.fromEntries(n * size, columns, entries());
}
