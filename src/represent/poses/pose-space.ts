/**
 * Where poses are read from (R. Winter, M. Bertolini, T. Le, F. Noé, D.-A. Clevert, NeurIPS 2022,
 * arXiv 2202.07559): a homogeneous space Y of the group, with a section back to it.
 *
 * | symbol  | name here        | meaning                                                     |
 * | Y, ρ_Y  | PoseSpace, act   | what an equivariant network μ predicts, and how g moves it  |
 * | y₀      | base             | the point that the identity is read from                    |
 * | ξ       | section          | ξ(y) = g with y ~ ρ_Y(g) y₀ (~: up to what ξ does not see, as lengths) |
 * | ψ = ξ∘μ |                  | the group function                                          |
 *
 * Laws: ξ(y₀) = e; ξ(ρ_Y(g) y) = g ξ(y) wherever y is not degenerate, exactly where the stabiliser of
 * y₀ is trivial and up to it otherwise; a degenerate y gives what it says and a convention for the
 * rest (the identity where it says nothing), flagged, never NaN.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { Group } from "../../groups/index.js";
import type { RandomStream, Vector } from "../../numerics/index.js";

export interface Pose<Element> {
  readonly element: Element;
  /** Whether y says nothing about the element, or not all: then it is a convention. */
  readonly isDegenerate: boolean;
}

/** Poses of a batch. */
export interface BatchPoses {
  /**
   * Elements as tensors, one for each factor of a product and otherwise one: [batch, …]. SO(n):
   * matrices [batch, n, n]; SE(n): (R | t), [batch, n, n + 1]; T(n): [batch, n]; S_N: matrices P
   * [batch, N, N] that act as x ↦ P x on rows; finite groups: weights of elements [batch, order].
   */
  readonly elements: readonly tf.Tensor[];
  /** [batch], 1 where the pose is degenerate, else 0. */
  readonly isDegenerate: tf.Tensor;
}

export interface PoseSpace<Element> {
  /** Such as "S¹" or "orthonormal pairs of ℝ³". */
  readonly name: string;
  readonly group: Group<Element>;
  /** Shape of y for one sample. */
  readonly shape: readonly number[];
  /** Of the vectors of the plane in y, where it holds such: turned by mθ for m. */
  readonly frequencies?: readonly number[];
  /** y₀, row-major. */
  readonly base: Vector;
  /** ρ_Y(g) y. */
  act(g: Element, y: Vector): Vector;
  /** ξ in Float64. */
  section(y: Vector): Pose<Element>;
  /** A y as a network would give it: not normalised, not degenerate but for chance. */
  sample(random: RandomStream): Vector;
  /** Shapes of the tensors of `BatchPoses.elements` for one sample. */
  readonly elementShapes: readonly (readonly number[])[];
  /** g⁻¹ for each element of `elements`, in the same tensors, with the derivative. */
  inverses(elements: readonly tf.Tensor[]): readonly tf.Tensor[];
  /** ξ for tensors [batch, …shape], with its derivative. */
  batchSection(y: tf.Tensor): BatchPoses;
  /** The element of sample k, from what `batchSection` gave. */
  elementAt(poses: Pick<BatchPoses, "elements">, k: number): Element;
  /** Elements as tensors, as `batchSection` gives them: what an action is given. */
  tensorsOf(elements: readonly Element[]): readonly tf.Tensor[];
}

/** ρ_X for tensors: what the poses do to samples, [batch, …]. */
export type BatchAction = (elements: readonly tf.Tensor[], x: tf.Tensor) => tf.Tensor;
