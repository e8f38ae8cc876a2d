/**
 * η and μ for clouds (R. Winter et al., NeurIPS 2022, arXiv 2202.07559): layers of vector messages, then
 * means over points.
 *
 * | head    | shape                | law under x ↦ R x + b     |
 * | z       | [batch, codeSize]    | stays                     |
 * | v₁, v₂  | rows of y            | R v                       |
 * | t       | third row of y       | R t + b                   |
 * | scores  | [batch, points]      | stay; move with the rows  |
 *
 * All is computed about the mean of the points, which comes back in t: far from the origin nothing is
 * lost. Mirror images have other codes.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  gatedBlock,
  linear,
  type NeighbourhoodOptions,
  neighbourhood,
  type Trainable,
  together,
  vectorNetwork,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import { normalInitialiser } from "../../tensors/index.js";
import type { PoseEncoder } from "../autoencoder.js";
import { requireSizes, requireWord } from "../require-options.js";
import { type CloudShape, cloudColumns, presence } from "./cloud-columns.js";
import { networkSize, type PointNetworkSize } from "./point-sizes.js";

export interface PointEncoderOptions extends CloudShape, NeighbourhoodOptions {
  readonly codeSize: number;
  /**
   * What y holds: "rotation" v₁, v₂ as [batch, 2, 3]; "motion" (the default) v₁, v₂, t as [batch, 3, 3];
   * with "and order" scores after it, all flat, for a product with permutations.
   */
  readonly pose?: (typeof POSES)[number];
  /** Whether a point's place in the list says who it is, so that the network may see it; default false. */
  readonly isOrdered?: boolean;
  /** Whether points whose features are all 0 only fill up; default false. */
  readonly isPadded?: boolean;
  /** Default "cpu". */
  readonly size?: PointNetworkSize;
}

const POSES = ["rotation", "motion", "rotation and order", "motion and order"] as const;

/**
 * @throws DomainError for sizes that are not whole, a pose that there is not, points that are padded
 *   without features; ShapeError for clouds of another shape
 */
export function pointEncoder(stream: RandomStream, options: PointEncoderOptions): PoseEncoder {
  const { points, features = 0, codeSize, pose = "motion" } = options;
  const { isOrdered = false, isPadded = false, size = "cpu" } = options;
  requireSizes("pointEncoder", { points, codeSize });
  requireWord("pointEncoder", "pose", pose, POSES);
  if (isPadded && features === 0) {
    throw new DomainError(
      "pointEncoder: isPadded without features; expected features, which are all 0 where a point only fills up.",
    );
  }
  const hasOrder = pose.endsWith("and order");
  const isMotion = pose.startsWith("motion");
  const rows = isMotion ? 3 : 2;
  const { layers, ...counts } = networkSize("pointEncoder", size);
  const parts = {
    start: startOf(stream.split("start"), { points, features, isOrdered }, counts.scalars),
    network: vectorNetwork(stream.split("network"), {
      ...counts,
      layers,
      radial: options.count,
      moves: isMotion,
    }),
    heads: gatedBlock(stream.split("heads"), counts, { scalars: codeSize, vectors: 2 }),
    ...(hasOrder && { scores: scoresOf(stream.split("scores"), counts) }),
  };

  const encode = (x: tf.Tensor) => {
    const { positions, features: marks } = cloudColumns("pointEncoder", x, options);
    const present = isPadded ? presence(marks!) : undefined;
    const average = meanOver(points, present);
    const centre = average(positions);
    const centred = tf.sub(positions, centre);
    const near = neighbourhood(centred, options, present);
    const begin = { scalars: parts.start.apply(positions, marks), positions: centred };
    const last = parts.network.apply(isMotion ? begin : { scalars: begin.scalars }, near);
    const heads = parts.heads.apply(last, near);
    const code = tf.reshape(average(heads.scalars), [-1, codeSize]);
    // Rows of [batch, 3, 2] are components, channels the two vectors.
    const both = tf.reshape(average(tf.reshape(heads.vectors!, [-1, points, 6])), [-1, 3, 2]);
    const vectors = tf.transpose(both, [0, 2, 1]);
    const geometric = isMotion
      ? tf.concat([vectors, tf.add(centre, average(last.positions!))], 1)
      : vectors;
    if (parts.scores === undefined) return { code, pose: geometric };
    const flat = tf.reshape(geometric, [-1, 3 * rows]);
    const scores = parts.scores.apply(last.scalars, present);
    return { code, pose: tf.concat([flat, scores], 1) };
  };
  return {
    ...together(parts),
    codeSize,
    sampleShape: [points, 3 + features],
    poseShape: hasOrder ? [3 * rows + points] : [rows, 3],
    encode: (x) => tf.tidy(() => encode(x)),
  };
}

/** [batch, points, channels] to [batch, 1, channels]. */
function meanOver(points: number, present: tf.Tensor | undefined): (x: tf.Tensor) => tf.Tensor {
  if (present === undefined) return (x) => tf.mean(x, 1, true);
  const there = tf.reshape(present, [-1, points, 1]);
  const shares = tf.div(there, tf.maximum(tf.sum(there, 1, true), 1));
  return (x) => tf.sum(tf.mul(x, shares), 1, true);
}

interface Start extends Trainable {
  apply(positions: tf.Tensor, marks: tf.Tensor | undefined): tf.Tensor;
}

/** First scalars: what is known of a point besides where it is. */
function startOf(
  stream: RandomStream,
  { points, features, isOrdered }: { points: number; features: number; isOrdered: boolean },
  channels: number,
): Start {
  const rows = isOrdered ? points : 1;
  const table = tf.tidy(() =>
    tf.variable(normalInitialiser()(stream.split("table"), [rows, channels])),
  );
  const ofMarks = features > 0 ? linear(stream.split("features"), features, channels) : undefined;
  const { weights, statistics } = together(ofMarks === undefined ? {} : { features: ofMarks });
  return {
    weights: { table, ...weights },
    statistics,
    apply: (positions, marks) => {
      const shape = [positions.shape[0], points, channels];
      return ofMarks === undefined || marks === undefined
        ? tf.add(tf.zeros(shape), table)
        : tf.add(ofMarks.apply(marks, "training"), table);
    },
  };
}

interface Scores extends Trainable {
  apply(scalars: tf.Tensor, present: tf.Tensor | undefined): tf.Tensor;
}

/** Points that only fill up come last. */
function scoresOf(stream: RandomStream, { scalars }: { scalars: number }): Scores {
  const map = linear(stream, scalars, 1);
  return {
    ...map,
    apply: (s, present) => {
      const scores = tf.reshape(map.apply(s, "training"), [-1, s.shape[1] as number]);
      if (present === undefined) return scores;
      return tf.sub(tf.mul(scores, present), tf.mul(tf.sub(1, present), LAST));
    },
  };
}

const LAST = 100;
