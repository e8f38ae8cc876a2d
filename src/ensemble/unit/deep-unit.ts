/**
 * Units with any number of hidden layers, each with a permutation representation
 * of its own: σ*(x; z) = A_L φ(A_{L−1} … φ(A_1 x + b_1) … + b_{L−1}), with
 *
 *   z = (A_1, b_1, A_2, b_2, …, A_L),  M_g A_l = η_l A_l η_{l−1}⁻¹,  M_g b_l = η_l b_l,
 *
 * where η_0 = ρ and η_L = ρ̂. The last layer has no bias and no φ, so that any ρ̂ will do.
 */
import { DomainError } from "../../errors.js";
import { directSum, homRepresentation, type Representation } from "../../groups/index.js";
import { type Activation, pointwiseFunction } from "./activation.js";
import type { Unit } from "./unit.js";

/** @param widths d, the hidden widths, c: at least three whole numbers */
export function deepUnit(widths: readonly number[], activation: Activation = "tanh"): Unit {
  if (widths.length < 3 || widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new DomainError(
      `deepUnit: got the widths [${widths.join(", ")}]; expected input, hidden and output widths, at least three whole numbers from 1 on.`,
    );
  }
  const name = `deep unit ${widths.join(" → ")}, ${activation}`;
  const { value: phi, slope } = pointwiseFunction("deepUnit", activation);
  const layers = widths.length - 1;
  const weightsAt: number[] = [];
  const biasAt: number[] = [];
  let parameters = 0;
  for (let l = 0; l < layers; l++) {
    weightsAt.push(parameters);
    parameters += widths[l + 1] * widths[l];
    biasAt.push(parameters);
    if (l < layers - 1) parameters += widths[l + 1];
  }
  const values = widths.map((width) => new Float64Array(width));
  const backs = widths.map((width) => new Float64Array(width));

  function forward(x: Float64Array, z: Float64Array): void {
    values[0].set(x);
    for (let l = 0; l < layers; l++) {
      for (let j = 0; j < widths[l + 1]; j++) {
        let sum = l < layers - 1 ? z[biasAt[l] + j] : 0;
        for (let i = 0; i < widths[l]; i++) {
          sum += z[weightsAt[l] + j * widths[l] + i] * values[l][i];
        }
        values[l + 1][j] = l < layers - 1 ? phi(sum) : sum;
      }
    }
  }

  return {
    name,
    inputDimension: widths[0],
    outputDimension: widths[layers],
    parameterDimension: parameters,
    value(x, z, out) {
      forward(x, z);
      out.set(values[layers]);
    },
    pullback(x, z, cotangent, gradient) {
      forward(x, z);
      backs[layers].set(cotangent);
      for (let l = layers - 1; l >= 0; l--) {
        backs[l].fill(0);
        for (let j = 0; j < widths[l + 1]; j++) {
          const back = backs[l + 1][j] * (l < layers - 1 ? slope(values[l + 1][j]) : 1);
          if (l < layers - 1) gradient[biasAt[l] + j] += back;
          for (let i = 0; i < widths[l]; i++) {
            const at = weightsAt[l] + j * widths[l] + i;
            gradient[at] += back * values[l][i];
            backs[l][i] += back * z[at];
          }
        }
      }
    },
    parameterRepresentation<Element>(
      input: Representation<Element>,
      output: Representation<Element>,
      hidden: readonly Representation<Element>[] = [],
    ) {
      const wanted = widths.slice(1, -1);
      if (hidden.length !== wanted.length || hidden.some((r, l) => r.dimension !== wanted[l])) {
        throw new DomainError(
          `${name}: got hidden representations of dimensions [${hidden.map((r) => r.dimension).join(", ")}]; expected [${wanted.join(", ")}], each commuting with ${activation}, for example permutation representations.`,
        );
      }
      const chain = [input, ...hidden, output];
      const parts: Representation<Element>[] = [];
      for (let l = 0; l < layers; l++) {
        parts.push(homRepresentation(chain[l], chain[l + 1]));
        if (l < layers - 1) parts.push(chain[l + 1]);
      }
      return directSum(...parts);
    },
  };
}
