/**
 * The mean of a model over the poses of a frame: any model made equivariant, with as many
 * calls of it as its input has poses.
 *
 * Law: x ↦ Σ_k w_k ρ(g_k) Π_k f(c_k) over the poses (c_k, w_k, g_k) of x is equivariant,
 * and it is f where f is equivariant already.
 */
import { DomainError } from "../errors.js";
import type { HaarQuadrature, Law, Model } from "../groups/index.js";
import { type Frame, invariantOutput, type OutputAction, type Pose } from "./frame.js";
import { groupFrame, representedOutput } from "./group-frame.js";
import { type Averageable, weightedMean } from "./weighted-mean.js";

/**
 * The model averaged over all of a group, Q_G f: one call of it for each element.
 * @param quadrature default: every element of a finite group; required for others
 * @throws as `groupFrame`; the averaged model throws ShapeError for an input or an output
 *   whose length is not the law's, and DomainError for an output that is not finite
 */
export function average<Element>(
  model: Model,
  law: Law<Element>,
  quadrature?: HaarQuadrature<Element>,
): (x: Float64Array) => Float64Array;
/**
 * The model averaged over a frame.
 * @param output how outputs are transformed; default: not at all
 * @throws the averaged model throws what the frame throws for its input and the law for
 *   its output, DomainError when the frame's poses are of another kind than the output law
 *   reads, and ShapeError when the model's values differ in shape
 */
export function average<Input, P extends Pose<Input>, Output extends Averageable>(
  model: (input: Input) => Output,
  frame: Frame<Input, P>,
  output?: OutputAction<Given<P>, Output>,
): (input: Input) => Output;
export function average(model: unknown, over: object, how?: unknown): unknown {
  if ("poses" in over) {
    return overFrame(
      model as (input: unknown) => Averageable,
      over as Frame<unknown>,
      (how ?? invariantOutput) as OutputAction<unknown, Averageable>,
    );
  }
  const law = over as Law<unknown>;
  return overFrame(
    model as (x: Float64Array) => Float64Array,
    groupFrame(law, how as HaarQuadrature<unknown> | undefined),
    representedOutput(law),
  );
}

/** The type as the frame says it: an output action that needs less of a pose does not widen it. */
type Given<P> = [P][P extends unknown ? 0 : never];

function overFrame<Input, P extends Pose<Input>, Output extends Averageable>(
  model: (input: Input) => Output,
  frame: Frame<Input, P>,
  output: OutputAction<P, Output>,
): (input: Input) => Output {
  return (input) => {
    const poses = frame.poses(input);
    if (poses.length === 0) {
      throw new DomainError(
        `average: the frame "${frame.name}" gave no pose for this input; expected at least one.`,
      );
    }
    requireRead(frame, output, poses[0]);
    const values = poses.map((pose) => output.restore(pose, model(pose.form)));
    if (values.length === 1) return values[0];
    return weightedMean(
      "average",
      values,
      poses.map(({ weight }) => weight),
    );
  };
}

/** What carries outputs back, by what it reads of a pose. */
const SUGGESTIONS: readonly (readonly [string, string])[] = [
  ["fields", "vectorRowOutput or pointRowOutput for each row, vectorOutput for the whole cloud"],
  ["blocks", "rowOutput or pairOutput"],
  ["carry", "vectorOutput, pointOutput or representationOutput"],
  ["back", "representedOutput"],
];

/** @throws DomainError when the pose lacks what the output law reads */
function requireRead<P>(
  frame: Pick<Frame<unknown>, "name">,
  output: Pick<OutputAction<P, unknown>, "name" | "reads">,
  pose: P,
): void {
  const missing = output.reads?.find((part) => !(part in (pose as object)));
  if (missing === undefined) return;
  const fitting = SUGGESTIONS.flatMap(([part, outputs]) =>
    part in (pose as object) ? outputs : [],
  );
  throw new DomainError(
    `average: the output law "${output.name}" reads "${missing}", which poses of "${frame.name}" do not have; expected ${[...fitting, "invariantOutput"].join("; or ")}.`,
  );
}
