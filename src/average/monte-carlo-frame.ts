/**
 * Means over random elements of a compact group, where it has no rule.
 *
 * | symbol | name here | meaning                                                |
 * | g_k    |           | independent draws by the Haar probability, m of them   |
 * | Q̂ f    |           | x ↦ (1/m) Σ_k ρ̂(g_k)⁻¹ f(ρ(g_k) x)                     |
 *
 * Not equivariant: each value is off by about σ / √m, σ the spread of ρ̂(g)⁻¹ f(ρ(g) x) over
 * the group. Fresh draws are right in the mean; with fixed ones the averaged model is a
 * function, the same one each time.
 */
import { DomainError } from "../errors.js";
import { isLieGroup, type Law } from "../groups/index.js";
import type { RandomStream } from "../numerics/index.js";
import type { Frame } from "./frame.js";
import type { FrameReport } from "./frame-report.js";
import { type GroupPose, groupFrame } from "./group-frame.js";

export interface MonteCarloOptions {
  /** m, how many elements. */
  readonly draws: number;
  readonly random: RandomStream;
  /** Draw anew for each input; default false, the same elements for all. */
  readonly fresh?: boolean;
}

/**
 * Random elements of the law's group as a frame; outputs by `representedOutput(law)`.
 * @throws DomainError for a group that is not compact, and for draws that are not a whole number ≥ 1
 */
export function monteCarloFrame<Element>(
  law: Law<Element>,
  options: MonteCarloOptions,
): Frame<Float64Array, GroupPose> & { inspect(input: Float64Array): FrameReport } {
  const { draws, random, fresh = false } = options;
  const { group } = law.input;
  if (!Number.isInteger(draws) || draws < 1) {
    throw new DomainError(`monteCarloFrame: got ${draws} draws; expected a whole number from 1.`);
  }
  if (isLieGroup(group) && !group.compact) {
    throw new DomainError(
      `monteCarloFrame: "${group.name}" is not compact and has no Haar probability to draw from; expected a compact group, such as the rotations in it. minimalFrame does without.`,
    );
  }
  const drawn = (): Frame<Float64Array, GroupPose> =>
    groupFrame(law, {
      elements: Array.from({ length: draws }, () => group.sample(random)),
      weights: new Float64Array(draws).fill(1 / draws),
    });
  const fixed = fresh ? undefined : drawn();
  const name = `${draws} ${fresh ? "fresh" : "fixed"} draws of ${group.name} (not exact)`;
  return {
    name,
    poses: (x) => (fixed ?? drawn()).poses(x),
    inspect: () => ({
      frame: name,
      calls: draws,
      stabiliser: { description: "not asked: random elements take no notice of it" },
      conditioning: 1,
      distance: Number.POSITIVE_INFINITY,
      errorBound: 1 / Math.sqrt(draws),
      findings: [
        `The mean over ${draws} random elements is not equivariant: its error is about 1/√${draws} of the spread of the model's values over the group.`,
      ],
    }),
  };
}
