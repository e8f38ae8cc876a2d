/** What fused kernels do to a product before they write it: a bias, and an activation. */
import { DomainError } from "../../../errors.js";
import type { Place, UnaryCode } from "../../plan/index.js";
import type { Build, Chain } from "./chain.js";
import type { Attributes, Inputs } from "./lowering.js";

const PLAIN: Readonly<Record<string, UnaryCode>> = {
  relu: "relu",
  relu6: "relu6",
  elu: "elu",
  sigmoid: "sigmoid",
};

export interface Ending {
  /** Bias and weights, where there are: the values 1 and 2 of the chain. */
  readonly others: readonly Place[];
  readonly build: Build;
}

/** Value 0 is the product; undefined where nothing is done to it. @throws DomainError for an activation of another name */
export function endingOf(inputs: Inputs, attributes: Attributes): Ending | undefined {
  const { bias, preluActivationWeights: weights } = inputs;
  const activation = (attributes.activation ?? "linear") as string;
  if (bias === undefined && activation === "linear") return undefined;
  const others: Place[] = [];
  const biasAt = bias === undefined ? undefined : others.push(bias);
  const weightsAt = activation === "prelu" ? others.push(weights) : undefined;
  const build = (chain: Chain): number => {
    const sum = biasAt === undefined ? 0 : chain.step("add", 0, biasAt);
    if (activation === "linear") return sum;
    if (weightsAt !== undefined) return chain.step("leakyRelu", sum, weightsAt);
    if (activation === "leakyrelu") {
      const slope = (attributes.leakyreluAlpha ?? 0.2) as number;
      return chain.step("leakyRelu", sum, chain.constant(slope));
    }
    const code = PLAIN[activation];
    if (code === undefined) {
      throw new DomainError(
        `tensors: got the activation "${activation}"; expected linear, relu, relu6, elu, sigmoid, leakyrelu or prelu.`,
      );
    }
    return chain.step(code, sum);
  };
  return { others, build };
}
