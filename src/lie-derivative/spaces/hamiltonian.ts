/**
 * The roles swapped: a fixed 2-form ω and an unknown polynomial field F. L_Fω = d(i_F ω) = 0
 * is linear in F, and on ℝ^{2k} with ω = Σ dq_i ∧ dp_i it says that F is Hamiltonian.
 *
 * | symbol      | name here | shape                                                       |
 * | Ω           | forms[p]  | m × m, antisymmetric: ω = Σ_{i<j} Ω_ij dx_i ∧ dx_j            |
 * | F           | space     | m components of degree ≤ d                                  |
 * | (L_Fω)_kj   | rows      | Σ_i Ω_ij ∂_k F_i − Ω_ik ∂_j F_i for k < j                    |
 *
 * Law: for the standard form C(2k + d + 1, d + 1) − 1 fields, one for each H of degree ≤ d + 1
 * without its constant.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { symplecticForm } from "../../groups/index.js";
import {
  boxMeasure,
  Matrix,
  MonomialBasis,
  partialDerivative,
  type SparseEntry,
  SparseMatrix,
} from "../../numerics/index.js";
import { type LinearConditions, linearConditions } from "../lie-derivative.js";
import { polynomialVectorFields } from "./vector-fields.js";

/**
 * The conditions L_Fω = 0 on polynomial fields F of degree ≤ `degree`, for one or several
 * constant 2-forms; give them to `enforce`.
 * @param forms default: the standard one on ℝ^dimension
 * @throws DomainError for an odd dimension without `forms`, and for a form that is not
 *   antisymmetric; ShapeError for one of another size
 */
export function hamiltonianConditions(
  dimension: number,
  degree: number,
  forms?: readonly Matrix[],
): LinearConditions {
  if (forms === undefined && dimension % 2 !== 0) {
    throw new DomainError(
      `hamiltonianConditions: got dimension ${dimension}; the standard form needs an even one. Give \`forms\` for another.`,
    );
  }
  const given = forms ?? [symplecticForm(dimension / 2)];
  given.forEach((form, p) => {
    requireForm(form, p, dimension);
  });
  const space = polynomialVectorFields(dimension, degree);
  const image = new MonomialBasis(dimension, Math.max(0, degree - 1));
  const pairs: (readonly [k: number, j: number])[] = [];
  for (let k = 0; k < dimension; k++) for (let j = k + 1; j < dimension; j++) pairs.push([k, j]);
  const blocks = given.map((form) => block(form, space.monomials.exponents, image, pairs));
  return linearConditions(space, {
    names: given.map((_, p) => (given.length === 1 ? "ω" : `ω${p + 1}`)),
    blocks,
    exactBlocks: blocks,
    discreteNames: [],
    discrete: [],
    image: {
      size: pairs.length * image.size,
      rowName: (index) => {
        const [k, j] = pairs[Math.floor(index / image.size)];
        return `${image.name(index % image.size)} in dx${k + 1} ∧ dx${j + 1}`;
      },
      leaving: [],
      root: (measure = boxMeasure(dimension)) =>
        Matrix.identity(pairs.length).kronecker(measure.gramRoot(image)),
    },
  });
}

function block(
  form: Matrix,
  exponents: readonly Uint8Array[],
  image: MonomialBasis,
  pairs: readonly (readonly [number, number])[],
): SparseMatrix {
  const m = form.rows;
  const entries: SparseEntry[] = [];
  exponents.forEach((exponent, e) => {
    const slopes = Array.from(
      { length: m },
      (_, k) => partialDerivative([{ coefficient: 1, exponent }], k)[0],
    );
    pairs.forEach(([k, j], pair) => {
      for (let i = 0; i < m; i++) {
        for (const [slope, factor] of [
          [slopes[k], form.at(i, j)],
          [slopes[j], -form.at(i, k)],
        ] as const) {
          if (slope === undefined || factor === 0) continue;
          const row = pair * image.size + image.indexOf(slope.exponent);
          entries.push([row, i * exponents.length + e, factor * slope.coefficient]);
        }
      }
    });
  });
  return SparseMatrix.fromEntries(pairs.length * image.size, m * exponents.length, entries);
}

function requireForm(form: Matrix, p: number, dimension: number): void {
  if (form.rows !== dimension || form.columns !== dimension) {
    throw new ShapeError(
      `hamiltonianConditions: forms[${p}] is ${form.rows} × ${form.columns}; expected ${dimension} × ${dimension}.`,
    );
  }
  if (!(form.maxDifference(form.transpose().scale(-1)) === 0)) {
    throw new DomainError(
      `hamiltonianConditions: forms[${p}] is not antisymmetric; expected Ω_ij = −Ω_ji, as 2-forms have.`,
    );
  }
}
