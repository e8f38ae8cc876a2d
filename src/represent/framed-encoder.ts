/**
 * A pose makes every encoder invariant: it is asked about the sample with its pose undone, as a frame of
 * one element does for any model (O. Puny et al., ICLR 2022; S.-O. Kaba et al., ICML 2023).
 *
 *   η(x) = f(ρ_X(ψ(x))⁻¹ x),  ψ = ξ∘μ
 *
 * | symbol | name here | law                                             |
 * | μ      | poser     | equivariant; its code is not used               |
 * | f      | encoder   | none: any network                               |
 *
 * Law: ψ(ρ_X(g)x) = g ψ(x) gives η(ρ_X(g)x) = η(x), as exactly as the action composes. The loss moves μ
 * through both actions, so that poses are learned that f and the decoder can use.
 */
import * as tf from "@tensorflow/tfjs-core";
import { together } from "../layers/index.js";
import type { CodeEncoder, PoseEncoder } from "./autoencoder.js";
import type { BatchAction, PoseSpace } from "./poses/index.js";
import { requireAction, requireReadablePoses, requireSameSamples } from "./require-fit.js";

export interface FramedEncoderParts<Element> {
  readonly poser: PoseEncoder;
  readonly encoder: CodeEncoder;
  readonly space: PoseSpace<Element>;
  /** ρ_X. */
  readonly action: BatchAction;
}

/** @throws ShapeError for parts that do not fit each other */
export function framedEncoder<Element>({
  poser,
  encoder,
  space,
  action,
}: FramedEncoderParts<Element>): PoseEncoder {
  requireReadablePoses("framedEncoder", poser, space);
  requireSameSamples("framedEncoder", { poser, encoder });
  requireAction("framedEncoder", { space, action }, encoder.sampleShape);
  const { poseShape, frequencies } = poser;
  return {
    ...together({ poser, encoder }),
    codeSize: encoder.codeSize,
    sampleShape: encoder.sampleShape ?? poser.sampleShape,
    poseShape,
    frequencies,
    encode: (x, phase) =>
      tf.tidy(() => {
        const { pose } = poser.encode(x, phase);
        const undone = action(space.inverses(space.batchSection(pose).elements), x);
        return { code: encoder.encode(undone, phase), pose };
      }),
  };
}
