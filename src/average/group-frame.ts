/**
 * The whole group as a frame: a pose for each element, or for each node of a rule.
 *
 * | symbol | name here   | meaning                                  |
 * | ρ, ρ̂   | law         | how inputs and outputs are transformed   |
 * | λ_G    | quadrature  | the Haar probability, weighted elements  |
 * | Q_G f  |             | x ↦ ∫ ρ̂(g)⁻¹ f(ρ(g) x) dλ_G(g)           |
 *
 * Laws: Q_G f is equivariant; Q_G f = f where f is; Q_G Q_G = Q_G. For a convex loss
 * and data whose law is invariant, the risk of Q_G f is at most that of f (Jensen).
 */
import { DomainError, ShapeError } from "../errors.js";
import { requireSameGroup } from "../groups/group.js";
import { requireWeights } from "../groups/haar.js";
import { type HaarQuadrature, haarQuadrature, type Law } from "../groups/index.js";
import type { Matrix } from "../numerics/index.js";
import type { Frame, OutputAction, Pose } from "./frame.js";

export interface GroupPose extends Pose<Float64Array> {
  /** ρ̂(g)⁻¹, which carries an output back. */
  readonly back: Matrix;
}

/**
 * Every element of the law's group, by `quadrature`. No `inspect`: no input is special to a frame
 * that asks the same elements each time, and what a rule leaves depends on the model.
 * @param quadrature default: every element of a finite group; required for others
 * @throws DomainError without a quadrature for a group that is not finite, or for
 *   representations of two groups; ShapeError for a quadrature with more or fewer weights
 *   than elements. `poses` throws ShapeError for an input whose length is not the law's
 */
export function groupFrame<Element>(
  law: Law<Element>,
  quadrature: HaarQuadrature<Element> = haarQuadrature(law.input.group),
): Frame<Float64Array, GroupPose> {
  const { input, output } = law;
  requireSameGroup("average", input.group, output.group);
  requireWeights("average", quadrature);
  const moves = quadrature.elements.map((g, k) => ({
    there: input.matrix(g),
    back: output.matrix(output.group.inverse(g)),
    weight: quadrature.weights[k],
  }));
  return {
    name: `all of ${input.group.name}`,
    poses: (x) => moves.map(({ there, back, weight }) => ({ form: there.apply(x), weight, back })),
  };
}

/** The output representation of `law`, for the poses of `groupFrame`. */
export function representedOutput<Element>({
  output,
}: Law<Element>): OutputAction<GroupPose, Float64Array> {
  return {
    name: output.name,
    reads: ["back"],
    restore({ back }, value): Float64Array {
      if (value.length !== output.dimension) {
        throw new ShapeError(
          `average: the model gave ${value.length} numbers; expected ${output.dimension}, as the law's output "${output}".`,
        );
      }
      for (let i = 0; i < value.length; i++) {
        if (!Number.isFinite(value[i])) {
          throw new DomainError(
            `average: the model gave ${value[i]} at index ${i}; expected finite numbers.`,
          );
        }
      }
      return back.apply(value);
    },
  };
}
