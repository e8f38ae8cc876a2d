/**
 * Codes and poses for any finite group, by showing one network the whole orbit.
 *
 *   z = A mean over h of f(ρ_X(h)⁻¹ x),    y(h) = b · f(ρ_X(h)⁻¹ x)
 *
 * | symbol | name here | shape                             |
 * | f      | network   | x to [batch, width]               |
 * | A      |           | width × codeSize, with a shift    |
 * | b      |           | width                             |
 *
 * Laws, exactly: z(g x) = z(x), since the orbit is the same; y(g x) = ρ_Y(g) y(x), since
 * ρ(h)⁻¹ g = ρ(g⁻¹ h)⁻¹. A step costs the network once for each element: for small groups.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../errors.js";
import { isFiniteGroup } from "../groups/index.js";
import { type Layer, linear, together } from "../layers/index.js";
import type { RandomStream } from "../numerics/index.js";
import type { PoseEncoder } from "./autoencoder.js";
import type { BatchAction, PoseSpace } from "./poses/index.js";
import { requireReadablePoses } from "./require-fit.js";
import { requireSizes } from "./require-options.js";

export interface OrbitEncoderOptions<Element> {
  /** `finitePoses` of the group. */
  readonly space: PoseSpace<Element>;
  /** ρ_X. */
  readonly action: BatchAction;
  /** f, samples to [batch, width]. */
  readonly network: Layer;
  readonly width: number;
  readonly codeSize: number;
}

/**
 * @throws DomainError for a space whose group lists no elements, and for sizes that are not whole;
 *   ShapeError for a space that does not read a score of each element
 */
export function orbitEncoder<Element>(
  stream: RandomStream,
  { space, action, network, width, codeSize }: OrbitEncoderOptions<Element>,
): PoseEncoder {
  const { group } = space;
  if (!isFiniteGroup(group)) {
    throw new DomainError(
      `orbitEncoder: "${group.name}" lists no elements; expected a finite group.`,
    );
  }
  requireSizes("orbitEncoder", { width, codeSize });
  requireReadablePoses("orbitEncoder", { poseShape: [group.order] }, space);
  const inverses = group.elements.map((h) => group.inverse(h));
  const codeHead = linear(stream.split("code"), width, codeSize);
  const scores = linear(stream.split("scores"), width, 1, { bias: false });
  return {
    codeSize,
    poseShape: [group.order],
    ...together({ network, codeHead, scores }),
    encode: (x, phase) => {
      const batch = x.shape[0];
      const { code, pose } = tf.tidy(() => {
        const copies = inverses.map((h) =>
          action(space.tensorsOf(Array.from({ length: batch }, () => h)), x),
        );
        const features = network.apply(tf.concat(copies, 0), phase);
        if (features.shape.join() !== [group.order * batch, width].join()) {
          throw new ShapeError(
            `orbitEncoder: the network gave shape [${features.shape}]; expected [${group.order * batch}, ${width}], ${group.order} copies of each sample.`,
          );
        }
        const all = tf.reshape(features, [group.order, batch, width]);
        return {
          code: codeHead.apply(tf.mean(all, 0), phase),
          pose: tf.transpose(tf.reshape(scores.apply(all, phase), [group.order, batch])),
        };
      });
      return { code, pose };
    },
  };
}
