/**
 * What changes along orbits that should not: codes, canonical samples, poses.
 *
 * | measure          | of each sample x, moved by g_1 … g_K                                        |
 * | codeError        | mean over k of |η(g_k x) − η(x)| / |η(x)|                                   |
 * | canonicalSpread  | mean over pixels of the deviation of x̂ over k, over its contrast, max − min |
 * | poseError        | mean over k of d(ψ(g_k x), g_k ψ(x)), modulo G_x̂ where it is given          |
 *
 * All are 0 for an encoder that is exactly invariant and equivariant. They read tensors.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { GroupAutoencoder } from "../group-autoencoder.js";
import { type ElementDistance, poseErrorModuloStabiliser } from "../stabiliser/index.js";

export interface OrbitMeasureOptions<Element> {
  /** d; without it no error of poses is measured. */
  readonly distance?: ElementDistance<Element>;
  /** G_x̂ of sample i, the identity among them; default the identity alone. */
  readonly stabiliser?: (sample: number) => readonly Element[];
  /** ρ_X(g) x; default the autoencoder's own, which blurs a picture each time it is turned. */
  readonly move?: (g: Element, x: tf.Tensor) => tf.Tensor;
}

export interface OrbitMeasures {
  /** One number for each sample. */
  readonly codeError: Float64Array;
  readonly canonicalSpread: Float64Array;
  /** Empty without a distance. */
  readonly poseError: Float64Array;
}

/**
 * @param x [batch, …] @param elements g_1 … g_K, at least two; each moves the whole batch
 * @throws DomainError for fewer elements, ShapeError for no samples
 */
export function orbitMeasures<Element>(
  autoencoder: GroupAutoencoder<Element>,
  x: tf.Tensor,
  elements: readonly Element[],
  options: OrbitMeasureOptions<Element> = {},
): OrbitMeasures {
  const batch = x.shape[0];
  if (elements.length < 2) {
    throw new DomainError(
      `orbitMeasures: got ${elements.length} elements; expected two or more, to compare.`,
    );
  }
  if (batch === 0) throw new ShapeError("orbitMeasures: got no samples; expected one or more.");
  const { distance, stabiliser = () => [autoencoder.space.group.identity] } = options;
  const move = options.move ?? ((g: Element, given: tf.Tensor) => autoencoder.act([g], given));
  const poseError = new Float64Array(distance === undefined ? 0 : batch);
  const own = distance === undefined ? [] : autoencoder.elements(x);
  const { group } = autoencoder.space;
  const tensors = tf.tidy(() => {
    const code = autoencoder.code(x);
    const size = tf.maximum(tf.sqrt(tf.sum(tf.square(code), 1)), 1e-30);
    const changes: tf.Tensor[] = [];
    const samples: tf.Tensor[] = [];
    for (const g of elements) {
      const moved = move(g, x);
      const movedCode = autoencoder.code(moved);
      changes.push(tf.div(tf.sqrt(tf.sum(tf.squaredDifference(movedCode, code), 1)), size));
      samples.push(tf.reshape(autoencoder.decode(movedCode), [batch, -1]));
      if (distance === undefined) continue;
      autoencoder.elements(moved).forEach((predicted, i) => {
        const poses = { predicted, expected: group.compose(g, own[i]) };
        const error = poseErrorModuloStabiliser(group, distance, poses, stabiliser(i));
        poseError[i] += error / elements.length;
      });
    }
    const stack = tf.stack(samples);
    const mean = tf.mean(stack, 0);
    const deviation = tf.sqrt(tf.mean(tf.squaredDifference(stack, mean), 0));
    const contrast = tf.maximum(tf.sub(tf.max(mean, 1), tf.min(mean, 1)), 1e-30);
    return [tf.mean(tf.stack(changes), 0), tf.div(tf.mean(deviation, 1), contrast)];
  });
  const [codeError, canonicalSpread] = tensors.map((tensor) =>
    Float64Array.from(tensor.dataSync()),
  );
  tf.dispose(tensors);
  return { codeError, canonicalSpread, poseError };
}
