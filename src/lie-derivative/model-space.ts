/**
 * Linear spaces of models, F = Σ_a w_a φ_a: what can be fitted, enforced and promoted in.
 *
 * | symbol | name here        | shape                                                     |
 * | m, n   | inputs, outputs  |                                                           |
 * | P      | parameters       |                                                           |
 * | Θ      | design(points)   | (N · n) × P, row i·n + a is output a at point i           |
 * | F      | model(w)         | ℝᵐ → ℝⁿ with its Jacobian                                 |
 * | C_ξ    | differentiate    | for each generator the coefficients of L_ξF from w, K × P |
 * | R      | image.root(μ)    | rows × K, ‖R c‖² = ∫ ‖Σ c_r ψ_r‖² dμ                       |
 */
import type {
  DifferentiableMap,
  Matrix,
  PolynomialMeasure,
  SparseMatrix,
} from "../numerics/index.js";
import type { LieAction } from "./action.js";

export interface ModelSpace {
  readonly name: string;
  /** m */
  readonly inputs: number;
  /** n */
  readonly outputs: number;
  /** P */
  readonly parameters: number;
  /** Which model has w_index = 1 and no other, such as "x₁x₂ → output 2". */
  parameterName(index: number): string;
  /** Θ, (N · n) × P, row i · n + a. @throws ShapeError for points of another dimension */
  design(points: Matrix): Matrix;
  /** F = Σ w_a φ_a. @throws ShapeError unless w has P entries */
  model(w: ArrayLike<number>): DifferentiableMap;
  /** @throws ShapeError for an action on other inputs or outputs, DomainError where it cannot be done */
  differentiate(action: LieAction): Differentiated;
}

/** L_ξ and K_g − I on a model space, in coordinates. */
export interface Differentiated {
  /** Of `unscaled` generators: whole entries stay whole. q of K × P. */
  readonly blocks: readonly SparseMatrix[];
  /** K_g − I, K × P each. */
  readonly discrete: readonly SparseMatrix[];
  readonly image: ImageSpace;
}

/** The functions ψ_r in which L_ξF is written down. */
export interface ImageSpace {
  /** K */
  readonly size: number;
  rowName(index: number): string;
  /** Names of the ψ_r that lie outside the model space; empty when it is closed under the action. */
  readonly leaving: readonly string[];
  /**
   * R with ‖R c‖² = ∫ ‖Σ c_r ψ_r‖² dμ; without a measure, the uniform one on [−1, 1]ᵐ, or
   * the space's own for functions that are known at points only.
   */
  root(measure?: PolynomialMeasure): Matrix;
}
