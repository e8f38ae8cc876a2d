/**
 * A unit: the parametric map whose mean over particles is the network.
 *
 * | symbol    | name here                              | shape  |
 * | x ∈ X     | input                                  | d      |
 * | z ∈ Z     | parameters                             | D      |
 * | σ*(x; z)  | value                                  | c      |
 * | ∂_zσ*ᵀ e  | pullback (adds to `gradient`)          | D      |
 * | M_g       | parameterRepresentation(…).matrix(g)   | D × D  |
 *
 * Law, joint equivariance: σ*(ρ_g x; M_g z) = ρ̂_g σ*(x; z).
 *
 * Source: Maass Martínez and Fontbona, "Symmetries in Overparametrized Neural
 * Networks: A Mean-Field View" (2024), the generalised shallow network.
 */
import type { Representation } from "../../groups/index.js";
import type { PerceptronShape } from "./perceptron-shape.js";

export interface Unit {
  /** Identifies the unit in messages, in run records and in saved runs. */
  readonly name: string;
  /** d */
  readonly inputDimension: number;
  /** c */
  readonly outputDimension: number;
  /** D */
  readonly parameterDimension: number;
  /** Writes σ*(x; z) into `out` (length c). */
  value(input: Float64Array, parameters: Float64Array, out: Float64Array): void;
  /** Adds ∂_zσ*(x; z)ᵀ · cotangent (length c) to `gradient` (length D). */
  pullback(
    input: Float64Array,
    parameters: Float64Array,
    cotangent: Float64Array,
    gradient: Float64Array,
  ): void;
  /** M for given ρ, ρ̂ and, where a hidden layer has a width of its own, η for each. */
  parameterRepresentation<Element>(
    input: Representation<Element>,
    output: Representation<Element>,
    hidden?: readonly Representation<Element>[],
  ): Representation<Element>;
  /** Present when the compiled kernel can run the unit. */
  readonly shape?: PerceptronShape;
}
