/**
 * The Lie derivative of a model along an action, as one bilinear object with three readings
 * (Otto, Zolman, Kutz, Brunton, arXiv 2311.00212).
 *
 * | symbol    | name here         | shape                                                |
 * | q, P, K   |                   | generators, parameters, coefficients of L_ξF         |
 * | C_p       | blocks[p]         | K × P, coefficients of L_{ξ_p}F from w               |
 * | Σ c_p C_p | atGenerator(c)    | K × P: enforcing reads its null space                |
 * | L(w)      | atModel(w)        | K × q, column p is C_p w: discovering reads its null space, promoting its nuclear norm |
 * | K_g − I   | discrete[j]       | K × P                                                |
 * | R         | root(measure)     | ‖R · coefficients‖² = ∫ ‖L_ξF‖² dμ                   |
 *
 * Laws: L(w) c = (Σ c_p C_p) w. [L_ξ, L_η] = L_[η, ξ] with the bracket of matrices, since
 * K_gh = K_h K_g; it is L of the Lie bracket [v_ξ, v_η] of the fields.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, type PolynomialMeasure, SparseMatrix } from "../numerics/index.js";
import type { LieAction } from "./action.js";
import type { ModelSpace } from "./model-space.js";

/** Linear conditions on the parameters of a space: blocks of generators and of discrete elements. */
export interface LinearConditions {
  readonly space: ModelSpace;
  /** Where the blocks come from generators. */
  readonly action?: LieAction;
  /** One for each block. */
  readonly names: readonly string[];
  readonly blocks: readonly SparseMatrix[];
  readonly discreteNames: readonly string[];
  readonly discrete: readonly SparseMatrix[];
  /** The blocks before generators were normalised, so that whole entries are whole. */
  readonly exactBlocks: readonly SparseMatrix[];
  /** What L_ξF needs and the space lacks; empty when the space is closed under the action. */
  readonly leaving: readonly string[];
  /** The function that coefficient `index` of L_ξF belongs to. */
  rowName(index: number): string;
  /** Σ c_p blocks[p], K × P. @throws ShapeError unless there are q numbers */
  atGenerator(c: ArrayLike<number>): SparseMatrix;
  /** K × q, column p is blocks[p] w. @throws ShapeError unless w has P entries */
  atModel(w: ArrayLike<number>): Matrix;
  /** R, for the mean square of L_ξF under a measure; the uniform one on [−1, 1]ᵐ unless given. */
  root(measure?: PolynomialMeasure): Matrix;
}

/** (ξ, F) ↦ L_ξF for F = Σ_a w_a φ_a in a linear space of models. */
export interface LieDerivative extends LinearConditions {
  readonly action: LieAction;
}

export interface LieDerivativeOptions {
  /** Throw when L_ξF leaves the space, naming what leaves; default false. */
  readonly requireClosed?: boolean;
}

/**
 * The bilinear map of an action on a space of models.
 * @throws ShapeError when they differ in inputs or outputs; DomainError for generators that the
 *   space cannot differentiate along, and with `requireClosed` when something leaves it
 */
export function lieDerivative(
  space: ModelSpace,
  action: LieAction,
  options: LieDerivativeOptions = {},
): LieDerivative {
  const { blocks: exactBlocks, discrete, image } = space.differentiate(action);
  if (options.requireClosed && image.leaving.length > 0) {
    throw new DomainError(
      `lieDerivative: "${space.name}" is not closed under "${action.name}": ${listed(image.leaving)} ${image.leaving.length === 1 ? "leaves" : "leave"} it. Add ${image.leaving.length === 1 ? "it" : "them"} to the library, or drop requireClosed.`,
    );
  }
  const blocks = exactBlocks.map((block, p) => {
    const { scale } = action.generators[p];
    return scale === 1 ? block : block.scale(scale);
  });
  return {
    ...linearConditions(space, {
      names: action.generators.map(({ name }) => name),
      blocks,
      exactBlocks,
      discreteNames: action.discrete.map(({ name }) => name),
      discrete,
      image,
    }),
    action,
  };
}

/** Conditions from blocks that are known already. */
export function linearConditions(
  space: ModelSpace,
  parts: Pick<
    LinearConditions,
    "names" | "blocks" | "exactBlocks" | "discreteNames" | "discrete"
  > & { readonly image: ReturnType<ModelSpace["differentiate"]>["image"] },
): LinearConditions {
  const { image, ...rest } = parts;
  const { blocks } = rest;
  return {
    space,
    ...rest,
    leaving: image.leaving,
    rowName: (index) => image.rowName(index),
    root: (measure) => image.root(measure),
    atGenerator: (c) => {
      if (c.length !== blocks.length) {
        throw new ShapeError(
          `LieDerivative.atGenerator: got ${c.length} coefficients; expected ${blocks.length}, one for each generator.`,
        );
      }
      return blocks.length === 0
        ? SparseMatrix.fromEntries(image.size, space.parameters, [])
        : SparseMatrix.combine(blocks, c);
    },
    atModel: (w) => {
      if (w.length !== space.parameters) {
        throw new ShapeError(
          `LieDerivative.atModel: got ${w.length} parameters; expected ${space.parameters}, as "${space.name}" has.`,
        );
      }
      const out = new Matrix(image.size, blocks.length);
      blocks.forEach((block, p) => {
        block.apply(w).forEach((value, r) => {
          out.data[r * blocks.length + p] = value;
        });
      });
      return out;
    },
  };
}

/** At most twelve names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(", ");
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}
