/**
 * How a perceptron begins: W_l ~ N(0, s²/w_(l−1)) with w_(l−1) the layer's inputs, and
 * b_l ~ N(0, c²); all independent. With s = 1 and inputs of size 1 each z_l begins with
 * variance near 1 (LeCun 1998); biases break the oddness that tanh networks without them have.
 *
 * | symbol | name        | default |
 * | s      | weightScale | 1; relu √2 |
 * | c      | biasScale   | 0.1     |
 */
import { DomainError } from "../errors.js";
import type { RandomStream } from "../numerics/index.js";
import type { ActivationName } from "./activation.js";

export interface Initialisation {
  readonly weightScale?: number;
  readonly biasScale?: number;
}

/** Parameters in the kernel's order, drawn layer after layer. @throws DomainError for a scale that is negative or not finite */
export function initialParameters(
  widths: readonly number[],
  activation: ActivationName,
  random: RandomStream,
  options: Initialisation = {},
): Float64Array {
  const { weightScale = activation === "relu" ? Math.SQRT2 : 1, biasScale = 0.1 } = options;
  for (const [name, scale] of Object.entries({ weightScale, biasScale })) {
    if (!(scale >= 0 && scale < Number.POSITIVE_INFINITY)) {
      throw new DomainError(`initialParameters: ${name} is ${scale}; expected a number from 0 on.`);
    }
  }
  const layers = widths.slice(1).map((outputs, l) => {
    const inputs = widths[l];
    const stream = random.split(l);
    const weights = stream.split("weights").normals(inputs * outputs);
    const biases = stream.split("biases").normals(outputs);
    const scale = weightScale / Math.sqrt(inputs);
    return [...weights.map((x) => scale * x), ...biases.map((x) => biasScale * x)];
  });
  return Float64Array.from(layers.flat());
}
