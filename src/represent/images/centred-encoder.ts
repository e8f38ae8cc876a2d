/**
 * Codes and poses of pictures that may be turned and shifted: each is first moved so that its centre of
 * mass lies in the middle, and then read by an encoder that follows turns.
 *
 *   t = Σ_p x(p) p / Σ_p x(p),   z = η(x(· + t)),   v = μ(x(· + t))
 *
 * | symbol | name here | shape                                                          |
 * | z      | code      | as the encoder's                                               |
 * | v, t   | pose      | rows of [batch, 2, 2], as `motionPoses(2)` reads them          |
 *
 * Laws, of pictures on a background of 0 that stay within the frame: a shift by whole pixels leaves z and
 * v and moves t with it, to rounding; a turn about any point as the encoder follows turns. A picture
 * that is 0 everywhere has t = 0.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import { moveImages } from "../../layers/index.js";
import type { PoseEncoder } from "../autoencoder.js";

/** @param encoder with poses [batch, 2], such as a `steerableEncoder`; ShapeError for others */
export function centredEncoder(encoder: PoseEncoder): PoseEncoder {
  const { codeSize, weights, statistics, sampleShape, poseShape, frequencies } = encoder;
  if (poseShape !== undefined && poseShape.join() !== "2") {
    throw new ShapeError(
      `centredEncoder: the encoder gives poses of shape [${poseShape}]; expected [2], a vector that turns with the picture.`,
    );
  }
  return {
    codeSize,
    sampleShape,
    poseShape: [2, 2],
    frequencies,
    weights,
    statistics,
    encode: (x, phase) => {
      if (x.rank !== 4) {
        throw new ShapeError(
          `centredEncoder: got pictures of shape [${x.shape}]; expected [batch, height, width, channels].`,
        );
      }
      return tf.tidy(() => {
        const centre = centreOfMass(x);
        const { code, pose } = encoder.encode(moveImages(shiftsBack(centre), x), phase);
        if (pose.rank !== 2 || pose.shape[1] !== 2) {
          throw new ShapeError(
            `centredEncoder: the encoder gave poses of shape [${pose.shape}]; expected [batch, 2], vectors that turn with the picture.`,
          );
        }
        return { code, pose: tf.stack([pose, centre], 1) };
      });
    },
  };
}

/** [batch, 2], in halves of the longer side from the middle, y up. */
function centreOfMass(x: tf.Tensor): tf.Tensor {
  const [batch, height, width] = x.shape as [number, number, number];
  const half = Math.max(height, width) / 2;
  const table = Float32Array.from({ length: 3 * height * width }, (_, k) => {
    const pixel = Math.floor(k / 3);
    if (k % 3 === 2) return 1;
    return k % 3 === 0
      ? ((pixel % width) - (width - 1) / 2) / half
      : ((height - 1) / 2 - Math.floor(pixel / width)) / half;
  });
  const values = tf.reshape(tf.sum(x, 3), [batch, height * width]) as tf.Tensor2D;
  const moments = tf.matMul(values, tf.tensor2d(table, [height * width, 3]));
  const mass = tf.maximum(tf.slice(moments, [0, 2], [batch, 1]), LEAST_MASS);
  return tf.div(tf.slice(moments, [0, 0], [batch, 2]), mass);
}

/** (I | −t), [batch, 2, 3]. */
function shiftsBack(centre: tf.Tensor): tf.Tensor {
  const batch = centre.shape[0];
  const still = tf.tile(tf.reshape(tf.eye(2), [1, 2, 2]), [batch, 1, 1]);
  return tf.concat([still, tf.reshape(tf.neg(centre), [batch, 2, 1])], 2);
}

const LEAST_MASS = 1e-6;
