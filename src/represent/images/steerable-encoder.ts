/**
 * Codes and poses of pictures that may be turned (R. Winter and others, NeurIPS 2022,
 * arXiv 2202.07559): steerable convolutions, their mean over the pixels that are left, and two heads.
 *
 * | symbol | name here | from                                  | shape                             |
 * | η(x)   | code      | means of scalars, lengths of mean     | [batch, codeSize]                 |
 * |        |           | vectors, their coordinates in the     |                                   |
 * |        |           | frame of the pose                     |                                   |
 * | μ(x)   | pose      | mean vectors of frequency m           | [batch, 2]; of several m          |
 * |        |           |                                       | [batch, frequencies, 2]           |
 *
 * Law: a picture turned counter-clockwise by θ has the same code, and its vector of frequency m is
 * turned by mθ; to rounding for quarter turns of square pictures, and as far as pixels allow else.
 *
 * Networks that are round ("cpu", "pose") see little beyond the largest circle about the middle: what a
 * picture has towards the ends of a longer side is lost.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { type Phase, perceptron, together } from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Encoding, PoseEncoder } from "../autoencoder.js";
import { requireFrequencies } from "../poses/circle-head-poses.js";
import { networkNamed, requireSizes } from "../require-options.js";
import { channelsWith, countOf, lengthsOf, vectorCountOf } from "./field-channels.js";
import { coordinateCountOf, coordinatesInFrame } from "./frame-coordinates.js";
import { requireImages } from "./require-images.js";
import { steerableBody } from "./steerable-body.js";
import { STEERABLE_NETWORKS, type SteerableNetwork, withFrequencies } from "./steerable-network.js";
import { vectorHead } from "./vector-head.js";

export interface SteerableEncoderOptions {
  readonly codeSize: number;
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** m of the pose's vectors, whole numbers from 1 on that rise; default [1]. */
  readonly frequencies?: readonly number[];
  /** Default "cpu". */
  readonly network?: "cpu" | "pose" | "reference" | SteerableNetwork;
}

export interface SteerableEncoder extends PoseEncoder {
  readonly frequencies: readonly number[];
}

/** Vectors of a frequency that the network's last stage lacks. */
const HEAD_VECTORS = 4;

/**
 * Pictures that are smaller than the network's windows get zeros around.
 * @throws DomainError for a network without scalars at its end, or one that there is not; for
 *   frequencies that do not rise
 */
export function steerableEncoder(
  stream: RandomStream,
  options: SteerableEncoderOptions,
): SteerableEncoder {
  const { codeSize, channels = 1, frequencies = [1], network = "cpu" } = options;
  requireSizes("steerableEncoder", { codeSize, channels });
  const chosen = networkNamed("steerableEncoder", "network", network, STEERABLE_NETWORKS);
  requireFrequencies("steerableEncoder", frequencies);
  const { stages, hidden, isRound, taps, reads } = withFrequencies(
    chosen,
    frequencies,
    HEAD_VECTORS,
  );
  const body = steerableBody(stream, { channels, stages, isRound, taps });
  const last = body.fields;
  const scalarCount = countOf(last, 0);
  if (scalarCount === 0) {
    throw new DomainError(
      "steerableEncoder: the last stage has no scalars; the code is made of them.",
    );
  }
  // The frame is that of the lowest frequency: a higher one leaves turns open.
  const hasFrame = reads === "coordinates";
  const coordinates = hasFrame ? coordinateCountOf(last, frequencies[0]) : 0;
  const seen = scalarCount + vectorCountOf(last) + coordinates;
  const code = perceptron(stream.split("code"), [seen, ...hidden, codeSize]);
  const heads = frequencies.map((m) =>
    vectorHead(stream.split(`head ${m}`), { scalarCount, vectorCount: countOf(last, m) }),
  );
  const named = Object.fromEntries(frequencies.map((m, k) => [`frequency${m}`, heads[k]]));

  return {
    ...together({ ...body.parts, code, ...named }),
    codeSize,
    frequencies,
    sampleShape: [null, null, channels],
    poseShape: frequencies.length === 1 ? [2] : [frequencies.length, 2],
    encode: (x: tf.Tensor, phase: Phase): Encoding => {
      requireImages("steerableEncoder", x, channels);
      return tf.tidy(() => {
        const means = body.means(x, phase);
        const invariants = channelsWith(means, last, 0);
        const poses = frequencies.map((m, k) =>
          heads[k].read(invariants, channelsWith(means, last, m), phase),
        );
        const read = [invariants, ...lengthsOf(means, last)];
        if (hasFrame) read.push(...coordinatesInFrame(means, last, poses[0], frequencies[0]));
        return {
          code: code.apply(tf.concat(read, 1), phase),
          pose: poses.length === 1 ? poses[0] : tf.stack(poses, 1),
        };
      });
    },
  };
}
