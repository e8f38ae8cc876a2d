/**
 * Vectors give scalars their lengths, scalars give vectors their sizes (B. Jing et al., ICLR 2021,
 * arXiv 2009.01411; in the form of arXiv 2202.07559):
 *
 *   h = ‖W₀ V‖, q = SiLU(A [s, h] + a), s′ = B q + b, V′ = (C q + c) ⊙ W₁ V
 */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../numerics/index.js";
import { silu } from "../activation.js";
import { together } from "../layer.js";
import { linear } from "../linear.js";
import { withinFan } from "./initial-weights.js";
import type { PointFeatures, PointLayer } from "./point-features.js";
import { squaredLengths } from "./vectors.js";

export interface FeatureCounts {
  readonly scalars: number;
  readonly vectors: number;
}

/** From `inputs` to `outputs`, without a residual. */
export function gatedBlock(
  stream: RandomStream,
  inputs: FeatureCounts,
  outputs: FeatureCounts,
): PointLayer {
  const hidden = Math.max(inputs.vectors, outputs.vectors);
  const map = (name: string, from: number, to: number, bias = false, fan = from) =>
    linear(stream.split(name), from, to, { bias, initialiser: withinFan(fan) });
  const all = inputs.scalars + hidden;
  const parts = {
    lengths: map("lengths", inputs.vectors, hidden),
    mixed: map("mixed", inputs.vectors, outputs.vectors),
    scalars: map("scalars", inputs.scalars, hidden, true, all),
    ofLengths: map("ofLengths", hidden, hidden, false, all),
    outputs: map("outputs", hidden, outputs.scalars, true),
    gates: map("gates", hidden, outputs.vectors, true),
  };
  const lengthsOf = (vectors: tf.Tensor): tf.Tensor => {
    const squares = squaredLengths(parts.lengths.apply(vectors, "training"));
    return parts.ofLengths.apply(tf.sqrt(tf.maximum(squares, 1e-6)), "training");
  };
  const apply = ({ scalars, vectors }: PointFeatures): PointFeatures => {
    const raw = parts.scalars.apply(scalars, "training");
    const seen = vectors === undefined ? raw : tf.add(raw, lengthsOf(vectors));
    const q = silu(seen);
    const moved = parts.outputs.apply(q, "training");
    if (vectors === undefined) return { scalars: moved };
    const gates = tf.expandDims(parts.gates.apply(q, "training"), 2);
    return { scalars: moved, vectors: tf.mul(parts.mixed.apply(vectors, "training"), gates) };
  };
  return { ...together(parts), apply };
}
