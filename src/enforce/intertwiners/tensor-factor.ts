/**
 * What generates the group's action on one factor of a tensor product.
 *
 * | symbol  | name here        | shape                                            |
 * | D_j     | differentials[j] | d × d, dρ(ξ_j); of a dual −dρ(ξ_j)ᵀ              |
 * | M_h     | elements[h]      | d × d, ρ(h); of a dual ρ(h⁻¹)ᵀ                   |
 *
 * Factors with the same matrices are the same: so an orthogonal representation and its
 * dual are one, and equations between their powers are solved once.
 */
import { DomainError } from "../../errors.js";
import {
  type Group,
  isFiniteGroup,
  isLieGroup,
  type Representation,
  type TensorFactor,
} from "../../groups/index.js";
import { denominatorOf, Matrix, SparseMatrix } from "../../numerics/index.js";

export interface FactorGenerators {
  /** Equal for factors with equal matrices. */
  readonly id: number;
  readonly dimension: number;
  readonly differentials: readonly SparseMatrix[];
  readonly elements: readonly SparseMatrix[];
  /** Whether all entries are fractions with small denominators, and inverses exact. */
  readonly rational: boolean;
  /** One-dimensional, and nothing moves it. */
  readonly trivial: boolean;
}

/** A basis of the algebra and elements that together generate the group. */
export interface GroupGenerators<Element> {
  readonly algebra: readonly Matrix[];
  readonly elements: readonly Element[];
}

/** @throws DomainError for a group that is neither finite nor a Lie group */
function groupGenerators<Element>(group: Group<Element>): GroupGenerators<Element> {
  if (isFiniteGroup(group)) return { algebra: [], elements: group.generators };
  if (isLieGroup(group)) {
    return {
      algebra: group.algebra.map(wholeMultiple),
      elements: group.discreteGenerators ?? group.components,
    };
  }
  throw new DomainError(
    `intertwiners: "${group.name}" is neither finite nor a Lie group; expected \`generators\`, or \`algebra\` and \`components\`.`,
  );
}

/** A generator that was normalised, such as (E_12 − E_21) / √2, by its largest entry: its entries may be fractions then. */
function wholeMultiple(xi: Matrix): Matrix {
  const rational = xi.data.every((value) => denominatorOf(value) > 0);
  return rational ? xi : xi.scale(1 / xi.maxAbs());
}

/** The generators of all factors that were met, each once. */
export class FactorLibrary<Element> {
  readonly generators: GroupGenerators<Element>;
  readonly #byRepresentation = new Map<Representation<Element>, FactorGenerators[]>();
  readonly #byContent = new Map<string, FactorGenerators>();

  constructor(group: Group<Element>) {
    this.generators = groupGenerators(group);
  }

  /** @throws DomainError for a representation of a Lie group without differential */
  factor({ representation, dual }: TensorFactor<Element>): FactorGenerators {
    let both = this.#byRepresentation.get(representation);
    if (both === undefined) {
      both = [this.#read(representation, false), this.#read(representation, true)];
      this.#byRepresentation.set(representation, both);
    }
    return both[dual ? 1 : 0];
  }

  #read(rep: Representation<Element>, dual: boolean): FactorGenerators {
    const { algebra, elements } = this.generators;
    if (rep.differential === undefined && algebra.length > 0) {
      throw new DomainError(
        `intertwiners: "${rep}" has no differential; expected one for a Lie group.`,
      );
    }
    const differentials = algebra.map((xi) => {
      const D = SparseMatrix.fromDense(rep.differential!(xi));
      return dual ? D.transpose().scale(-1) : D;
    });
    let rational = differentials.every(isRational);
    const matrices = elements.map((h) => {
      const M = rep.matrix(h);
      if (!dual) return SparseMatrix.fromDense(M);
      const inverse = rep.matrix(rep.group.inverse(h));
      rational &&= M.multiply(inverse).maxDifference(Matrix.identity(rep.dimension)) === 0;
      return SparseMatrix.fromDense(inverse).transpose();
    });
    rational &&= matrices.every(isRational);
    const content = [rep.dimension, ...differentials.map(textOf), ...matrices.map(textOf)].join(
      "|",
    );
    const known = this.#byContent.get(content);
    if (known !== undefined) return known;
    const read: FactorGenerators = {
      id: this.#byContent.size,
      dimension: rep.dimension,
      differentials,
      elements: matrices,
      rational,
      trivial:
        rep.dimension === 1 &&
        differentials.every((D) => D.nonZeros === 0) &&
        matrices.every((M) => M.values[0] === 1),
    };
    this.#byContent.set(content, read);
    return read;
  }
}

function isRational(matrix: SparseMatrix): boolean {
  return matrix.values.every((value) => denominatorOf(value) > 0);
}

function textOf({ rowStarts, columnIndices, values }: SparseMatrix): string {
  return `${rowStarts};${columnIndices};${values}`;
}
