/**
 * η and μ of sets (R. Winter and others, NeurIPS 2022): the same network for each member, a sum over
 * the members, and a score of each member by which sets are sorted.
 *
 * | symbol | name here | shape                                            |
 * | x      |           | [batch, N, features], members in any order       |
 * | h_j    |           | [batch, N, width], φ of each member              |
 * | z      | code      | [batch, codeSize], ρ(Σ_j h_j)                    |
 * | s_j    | pose      | [batch, N], a linear map of h_j                  |
 *
 * Laws: z(Πx) = z(x) and s(Πx) = Π s(x), to the rounding of a sum in another order. Equal members have
 * equal scores: which of them comes first is settled by their index (`hardSort`), and makes no
 * difference to the set. The published scores are told apart by noise instead, which is `jitter` here;
 * it is there in training alone, so that evaluation repeats.
 *
 * Fact: how often each of C kinds comes in N members is a point of C − 1 dimensions. A code of that
 * many numbers can hold it as it is; a smaller one must fold it.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import {
  type Layer,
  linear,
  type Pooling,
  perceptron,
  poolMembers,
  setLinear,
  together,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Noise } from "../../tensors/index.js";
import type { PoseEncoder } from "../autoencoder.js";
import { requireSizes } from "../require-options.js";

export interface SetEncoderOptions {
  /** Of a member; a one-hot code of C kinds has C. */
  readonly features: number;
  readonly codeSize: number;
  /** Of all layers between; default 64 (published: 128). */
  readonly width?: number;
  /** Default "sum". */
  readonly pooling?: Pooling;
  /** Whether members see the mean of all before they are scored and pooled; default false. */
  readonly seesOthers?: boolean;
  /** h_j + N(0, deviation²) before scoring, in training; published with 0.05. Default: none. Its counter is among the statistics. */
  readonly jitter?: { readonly noise: Noise; readonly deviation: number };
}

export function setEncoder(stream: RandomStream, options: SetEncoderOptions): PoseEncoder {
  const { features, codeSize, width = 64, pooling = "sum", seesOthers = false, jitter } = options;
  requireSizes("setEncoder", { features, codeSize, width });
  const parts = {
    members: perceptron(stream.split("members"), [features, width, width, width]),
    ...(seesOthers && { others: setLinear(stream.split("others"), width, width) }),
    set: perceptron(stream.split("set"), [width, width, width, codeSize]),
    score: linear(stream.split("score"), width, 1),
  };
  const { weights, statistics } = together(parts);
  return {
    codeSize,
    sampleShape: [null, features],
    poseShape: [null],
    weights,
    statistics: { ...statistics, ...(jitter && { "jitter.counter": jitter.noise.counter }) },
    encode: (x, phase) => {
      if (x.rank !== 3 || x.shape[2] !== features) {
        throw new ShapeError(
          `setEncoder: got x of shape [${x.shape}]; expected [batch, members, ${features}].`,
        );
      }
      return tf.tidy(() => {
        const own = parts.members.apply(x, phase);
        const each = parts.others ? parts.others.apply(tf.relu(own), phase) : own;
        const code = parts.set.apply(poolMembers(each, pooling), phase);
        const scores = tf.reshape(parts.score.apply(each, phase), x.shape.slice(0, 2));
        const isMoved = jitter !== undefined && phase === "training";
        const pose = isMoved ? tf.add(scores, movement(parts.score, scores, jitter)) : scores;
        return { code, pose };
      });
    },
  };
}

/** What N(0, deviation²) on each feature does to scores with weights w: N(0, deviation² ‖w‖²), one number each. */
function movement(
  { weights: { matrix } }: Layer,
  scores: tf.Tensor,
  { noise, deviation }: NonNullable<SetEncoderOptions["jitter"]>,
): tf.Tensor {
  const length = tf.sqrt(tf.add(tf.sum(tf.square(matrix)), 1e-12));
  return tf.mul(noise.normal(scores.shape, 0, deviation), length);
}
