/**
 * An invariant code and a pose (R. Winter, M. Bertolini, T. Le, F. Noé, D.-A. Clevert, NeurIPS 2022,
 * arXiv 2202.07559), for any group with a pose space.
 *
 * | symbol          | name here      | shape                                   |
 * | z = η(x)        | code           | [batch, codeSize], invariant            |
 * | ψ(x) = ξ(μ(x))  | poses          | elements of the group                   |
 * | x̂ = δ(η(x))     | canonical      | as x, the same on an orbit              |
 * | ρ_X(ψ(x)) x̂     | reconstruct    | as x                                    |
 *
 * Loss: mean of d(x, ρ_X(ψ(x)) δ(η(x))) + what the regulariser says of the poses. Nothing is augmented:
 * the loss is the same all along an orbit once η is invariant and ψ equivariant.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";
import { type NamedVariables, type Phase, together } from "../layers/index.js";
import type { Autoencoder, Decoder, Distance, Encoding, PoseEncoder } from "./autoencoder.js";
import { squaredError } from "./distances.js";
import type { BatchAction, BatchPoses, PoseSpace } from "./poses/index.js";
import { requireAction, requireReadablePoses, requireSameCodes } from "./require-fit.js";
import { requireSamples } from "./require-samples.js";

export interface GroupAutoencoderParts<Element> {
  readonly encoder: PoseEncoder;
  readonly decoder: Decoder;
  readonly space: PoseSpace<Element>;
  /** ρ_X. */
  readonly action: BatchAction;
  /** Default `squaredError`. */
  readonly distance?: Distance;
  /**
   * What the loss gets on top, a number or one for each sample, whose mean counts: such as an entropy of
   * soft permutations with its weight.
   */
  readonly regulariser?: (poses: BatchPoses) => tf.Tensor;
  /** For tables; default "invariant". */
  readonly name?: string;
}

export class GroupAutoencoder<Element> implements Autoencoder {
  readonly name: string;
  readonly space: PoseSpace<Element>;
  readonly weights: NamedVariables;
  readonly statistics: NamedVariables;
  readonly #parts: GroupAutoencoderParts<Element>;
  readonly #distance: Distance;

  /** @throws ShapeError for parts that do not fit each other */
  constructor(parts: GroupAutoencoderParts<Element>) {
    const { encoder, decoder, space, name = "invariant", distance = squaredError } = parts;
    requireSameCodes("GroupAutoencoder", { encoder, decoder, distance });
    requireReadablePoses("GroupAutoencoder", encoder, space);
    requireAction("GroupAutoencoder", parts, decoder.sampleShape);
    ({ weights: this.weights, statistics: this.statistics } = together({ encoder, decoder }));
    this.name = name;
    this.space = space;
    this.#parts = parts;
    this.#distance = distance;
  }

  code(x: tf.Tensor, phase: Phase = "evaluation"): tf.Tensor {
    return tf.tidy(() => this.#encode(x, phase).code);
  }

  /** ψ(x) as tensors. */
  poses(x: tf.Tensor, phase: Phase = "evaluation"): BatchPoses {
    return tf.tidy(() => {
      const { pose } = this.#encode(x, phase);
      const { elements, isDegenerate } = this.space.batchSection(pose);
      return { elements: [...elements], isDegenerate };
    });
  }

  /** ψ(x), an element for each sample: reads tensors, so not within a step. */
  elements(x: tf.Tensor): Element[] {
    const poses = this.poses(x);
    try {
      return Array.from({ length: x.shape[0] }, (_, k) => this.space.elementAt(poses, k));
    } finally {
      tf.dispose([...poses.elements, poses.isDegenerate]);
    }
  }

  /** x̂, the member of the orbit that training chose. */
  canonical(x: tf.Tensor, phase: Phase = "evaluation"): tf.Tensor {
    return tf.tidy(() => this.decode(this.code(x, phase), phase));
  }

  /** δ(z). */
  decode(code: tf.Tensor, phase: Phase = "evaluation"): tf.Tensor {
    requireSamples("GroupAutoencoder", code);
    return this.#parts.decoder.decode(code, phase);
  }

  reconstruct(x: tf.Tensor, phase: Phase = "evaluation"): tf.Tensor {
    return tf.tidy(() => this.#pass(x, phase).reconstruction);
  }

  /**
   * ρ_X(g) δ(z): shape and pose by choice.
   * @param elements one for each code, or one for all; or tensors, as `poses` gives them
   */
  place(code: tf.Tensor, elements: readonly Element[] | BatchPoses): tf.Tensor {
    return tf.tidy(() => {
      const sample = this.decode(code);
      if ("elements" in elements) return this.#parts.action(elements.elements, sample);
      return this.#parts.action(this.#tensorsFor(code.shape[0], elements), sample);
    });
  }

  /**
   * ρ_X(g) x, to move samples by chosen elements.
   * @param elements one for each sample, or one for all
   */
  act(elements: readonly Element[], x: tf.Tensor): tf.Tensor {
    requireSamples("GroupAutoencoder", x);
    return tf.tidy(() => this.#parts.action(this.#tensorsFor(x.shape[0], elements), x));
  }

  loss(x: tf.Tensor, phase: Phase = "training"): tf.Tensor {
    return tf.tidy(() => {
      const { reconstruction, poses } = this.#pass(x, phase);
      const mean = tf.mean(this.#distance(x, reconstruction));
      const { regulariser } = this.#parts;
      return regulariser === undefined ? mean : tf.add(mean, tf.mean(regulariser(poses)));
    });
  }

  #encode(x: tf.Tensor, phase: Phase): Encoding {
    requireSamples("GroupAutoencoder", x);
    return this.#parts.encoder.encode(x, phase);
  }

  #tensorsFor(count: number, elements: readonly Element[]): readonly tf.Tensor[] {
    if (elements.length !== 1 && elements.length !== count) {
      throw new ShapeError(
        `GroupAutoencoder: got ${elements.length} elements for ${count} samples; expected one for each, or one for all.`,
      );
    }
    const given =
      elements.length === count ? elements : Array.from({ length: count }, () => elements[0]);
    return this.space.tensorsOf(given);
  }

  #pass(x: tf.Tensor, phase: Phase): { reconstruction: tf.Tensor; poses: BatchPoses } {
    const { decoder, action } = this.#parts;
    const { code, pose } = this.#encode(x, phase);
    const poses = this.space.batchSection(pose);
    return { reconstruction: action(poses.elements, decoder.decode(code, phase)), poses };
  }
}
