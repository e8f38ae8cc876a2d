/**
 * Frames: for each input, the few ways in which a model is asked about it.
 *
 * | symbol  | name here            | meaning                                                     |
 * | x       | input                | whatever the group acts on: a cloud, a graph, a vector      |
 * | g       | in the pose          | the element that carries the form to the input, x = g c     |
 * | c       | pose.form            | g⁻¹ x, what the model sees                                  |
 * | μ_x(g)  | pose.weight          | its share; the shares of an input sum to 1                  |
 * | S       | in the pose          | stabiliser of the form, {s : s c = c}                       |
 * | Π       | in OutputAction.restore | mean of ρ(s) over S, a projector                            |
 * | ρ(g) Π  | OutputAction.restore    | carries what the model said about c back to x               |
 *
 * A frame is minimal when all its elements are one coset g S: every one of them gives the
 * same form, so that one pose with the projector Π stands for all of them. Law: for each h
 * of the group, the poses of h x have the forms and weights of those of x, with h g for g.
 */

import type { FrameReport } from "./frame-report.js";

/** One way to look at an input. What carries outputs back is added by each kind of group. */
export interface Pose<Input> {
  readonly form: Input;
  /** Positive; over the poses of one input the sum is 1. */
  readonly weight: number;
}

export interface Frame<Input, P extends Pose<Input> = Pose<Input>> {
  /** Short and printable, such as "minimal frame of SO(3)". */
  readonly name: string;
  /**
   * The poses of one input, at least one.
   * @throws ShapeError, DomainError for what is no input of the group, naming what and where
   */
  poses(input: Input): readonly P[];
  /** What is special about an input, and how near it is to where the frame jumps. @throws as `poses` */
  inspect?(input: Input): FrameReport;
}

/** How outputs are transformed: carries a model's value at a pose's form back to the input. */
export interface OutputAction<P, Output> {
  /** Such as "vectors". */
  readonly name: string;
  /** What it reads of a pose beyond the form, by which `average` tells poses of another kind. */
  readonly reads?: readonly string[];
  /** ρ(g) Π y. @throws ShapeError for a value that the group cannot act on */
  restore(pose: P, value: Output): Output;
}

/** The trivial law: outputs that the group leaves alone. */
export const invariantOutput: OutputAction<unknown, never> = {
  name: "invariant",
  restore: (_pose, value) => value,
};
