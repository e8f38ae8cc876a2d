/**
 * The mean of a model over a group: any model made equivariant, after training.
 *
 * | symbol    | name here      | meaning                                              |
 * | f         | model          | any function of a vector                             |
 * | ρ, ρ̂      | law            | how inputs and outputs are transformed               |
 * | λ_G       | quadrature     | the Haar probability, as weighted elements           |
 * | Q_G f     | average(…)     | x ↦ ∫ ρ̂(g)⁻¹ f(ρ(g) x) dλ_G(g)                       |
 *
 * Laws: Q_G f is equivariant; Q_G f = f where f is; Q_G Q_G = Q_G. For a convex loss
 * and data whose law is invariant, the risk of Q_G f is at most that of f (Jensen).
 */
import { DomainError, ShapeError } from "../errors.js";
import { requireSameGroup } from "../groups/group.js";
import { requireWeights } from "../groups/haar.js";
import { type HaarQuadrature, haarQuadrature, type Law, type Model } from "../groups/index.js";

/**
 * Q_G of the model: each call makes one call of the model for each element.
 * @param quadrature default: every element of a finite group; required for others
 * @throws DomainError without a quadrature for a group that is not finite, or for
 *   representations of two groups; ShapeError for a quadrature with more or fewer weights
 *   than elements. The averaged model throws ShapeError for an input or an output whose
 *   length is not the law's, and DomainError for an output that is not finite
 */
export function average<Element>(
  model: Model,
  law: Law<Element>,
  quadrature: HaarQuadrature<Element> = haarQuadrature(law.input.group),
): Model {
  const { input, output } = law;
  requireSameGroup("average", input.group, output.group);
  requireWeights("average", quadrature);
  const moves = quadrature.elements.map((g, k) => ({
    there: input.matrix(g),
    back: output.matrix(output.group.inverse(g)),
    weight: quadrature.weights[k],
  }));
  return (x) => {
    const mean = new Float64Array(output.dimension);
    for (const { there, back, weight } of moves) {
      const value = model(there.apply(x));
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
      back.apply(value).forEach((entry, i) => {
        mean[i] += weight * entry;
      });
    }
    return mean;
  };
}
