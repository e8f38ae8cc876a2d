/** Layers one behind the other, and what a prediction is measured by. */
import type { LinearOptions, Program, Tensor } from "../program/index.js";

export type LayerActivation = "silu" | "relu" | "tanh" | "mish" | "sigmoid";

/** What a network's outputs are held against; the input that it is held against is "y". */
export type Objective = "squaredError" | "absoluteError" | "crossEntropy" | "logistic";

/** Linear layers of these widths, with the activation between them. */
export function linearLayers(
  p: Program,
  x: Tensor,
  widths: readonly number[],
  activation: LayerActivation,
  options: (inputs: number) => LinearOptions = () => ({}),
): Tensor {
  return widths.reduce((h, width, layer) => {
    const before = layer === 0 ? h : p[activation](h);
    return p.linear(before, width, options(before.columns));
  }, x);
}

/**
 * Outputs "prediction" (for "crossEntropy" the logits, and "probabilities") and "loss", which is
 * minimised. The input "y" holds one class for each row with "crossEntropy", and numbers otherwise.
 */
export function against(p: Program, prediction: Tensor, objective: Objective): void {
  p.output("prediction", prediction);
  const { rows, columns } = prediction;
  if (objective === "crossEntropy") {
    p.output("probabilities", p.softmax(prediction));
    finish(p, p.crossEntropy(prediction, p.indices("y", rows)));
    return;
  }
  finish(p, p[objective](prediction, p.input("y", [rows, columns])));
}

function finish(p: Program, loss: Tensor): void {
  p.output("loss", loss);
  p.minimise(loss);
}
