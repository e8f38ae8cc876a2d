/**
 * Linear maps with an activation between them, on the last axis: widths [10, 64, 64, 8] are three maps.
 * With normalisation each map but the last is followed by one over the batch, before the activation.
 */
import { DomainError } from "../errors.js";
import type { RandomStream } from "../numerics/index.js";
import { glorotUniform, heUniform } from "../tensors/index.js";
import { type Activation, activationLayer } from "./activation.js";
import { batchNormalisation } from "./batch-normalisation.js";
import type { Layer } from "./layer.js";
import { linear } from "./linear.js";
import { sequential } from "./sequential.js";

export interface PerceptronOptions {
  /** Default "relu". */
  readonly activation?: Activation;
  /** Default "batch". */
  readonly normalisation?: "batch" | "none";
  /** Whether the last map is followed by normalisation and activation too; default false. */
  readonly isLastActive?: boolean;
}

/** [..., widths[0]] to [..., widths at the end]. @throws DomainError for fewer than two widths, or none */
export function perceptron(
  stream: RandomStream,
  widths: readonly number[],
  { activation = "relu", normalisation = "batch", isLastActive = false }: PerceptronOptions = {},
): Layer {
  if (widths.length < 2 || !widths.every((width) => Number.isInteger(width) && width >= 1)) {
    throw new DomainError(
      `perceptron: got the widths [${widths}]; expected two or more whole numbers from 1 on.`,
    );
  }
  const parts: Record<string, Layer> = {};
  for (let k = 1; k < widths.length; k++) {
    const isActive = isLastActive || k < widths.length - 1;
    const isNormalised = isActive && normalisation === "batch";
    // A shift before a normalisation is taken out by it.
    parts[`linear${k}`] = linear(stream.split(k), widths[k - 1], widths[k], {
      bias: !isNormalised,
      initialiser: isActive && activation !== "tanh" ? heUniform : glorotUniform,
    });
    if (isNormalised) parts[`normalisation${k}`] = batchNormalisation(widths[k]);
    if (isActive) parts[`activation${k}`] = activationLayer(activation);
  }
  return sequential(parts);
}
