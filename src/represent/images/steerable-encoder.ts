/**
 * Codes and poses of pictures that may be turned (R. Winter and others, NeurIPS 2022,
 * arXiv 2202.07559): steerable convolutions, their mean over all pixels, and two heads.
 *
 * | symbol | name here | from                                  | shape                             |
 * | η(x)   | code      | the means of scalars                  | [batch, codeSize]                 |
 * | μ(x)   | pose      | the means of vectors of frequency m   | [batch, 2]; of several m          |
 * |        |           |                                       | [batch, frequencies, 2]           |
 *
 * Law: a picture turned counter-clockwise by θ has the same code, and its vector of frequency m is
 * turned by mθ; to rounding for quarter turns of square pictures, and as far as pixels allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  blurPool,
  channelsOf,
  fieldNormalisation,
  type Layer,
  normRelu,
  type Phase,
  type PlanarFields,
  perceptron,
  scalars,
  steerableConvolution,
  together,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Encoding, PoseEncoder } from "../autoencoder.js";
import { requireImages } from "./require-images.js";
import { STEERABLE_NETWORKS, type SteerableNetwork, withFrequencies } from "./steerable-network.js";

export interface SteerableEncoderOptions {
  readonly codeSize: number;
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** m of the pose's vectors, from 1 on; default [1]. */
  readonly frequencies?: readonly number[];
  /** Default "cpu". */
  readonly network?: "cpu" | "reference" | SteerableNetwork;
}

export interface SteerableEncoder extends PoseEncoder {
  readonly frequencies: readonly number[];
}

/** Vectors of a frequency that the network's last stage lacks. */
const HEAD_VECTORS = 4;

/** @throws DomainError for a network without scalars at its end */
export function steerableEncoder(
  stream: RandomStream,
  options: SteerableEncoderOptions,
): SteerableEncoder {
  const { codeSize, channels = 1, frequencies = [1], network = "cpu" } = options;
  const chosen = typeof network === "string" ? STEERABLE_NETWORKS[network] : network;
  requireFrequencies(frequencies);
  const { stages, hidden } = withFrequencies(chosen, frequencies, HEAD_VECTORS);
  const parts: Record<string, Layer> = {};
  let from: PlanarFields = scalars(channels);
  stages.forEach(({ fields, size, padding, isPooled = false }, k) => {
    const own = stream.split(`stage ${k}`);
    parts[`convolution${k + 1}`] = steerableConvolution(own, { from, to: fields, size, padding });
    parts[`normalisation${k + 1}`] = fieldNormalisation(fields);
    parts[`activation${k + 1}`] = normRelu(fields);
    if (isPooled) parts[`pool${k + 1}`] = blurPool();
    from = fields;
  });
  const last = from;
  const layers = Object.values(parts);
  const scalarCount = countOf(last, 0);
  if (scalarCount === 0) {
    throw new DomainError(
      "steerableEncoder: the last stage has no scalars; the code is made of them.",
    );
  }
  const code = perceptron(stream.split("code"), [scalarCount, ...hidden, codeSize]);
  const heads = frequencies.map((m) =>
    steerableConvolution(stream.split(`head ${m}`), {
      from: [{ frequency: m, count: countOf(last, m) }],
      to: [{ frequency: m, count: 1 }],
      size: 1,
    }),
  );
  const named = Object.fromEntries(frequencies.map((m, k) => [`frequency${m}`, heads[k]]));

  return {
    ...together({ ...parts, code, ...named }),
    codeSize,
    frequencies,
    encode: (x: tf.Tensor, phase: Phase): Encoding => {
      requireImages("steerableEncoder", x, channels);
      return tf.tidy(() => {
        const features = layers.reduce((now, layer) => layer.apply(now, phase), x);
        const means = tf.mean(features, [1, 2]);
        const poses = frequencies.map((m, k) => {
          const vectors = tf.expandDims(tf.expandDims(channelsWith(means, last, m), 1), 1);
          return tf.reshape(heads[k].apply(vectors, phase), [-1, 2]);
        });
        return {
          code: code.apply(channelsWith(means, last, 0), phase),
          pose: poses.length === 1 ? poses[0] : tf.stack(poses, 1),
        };
      });
    },
  };
}

const countOf = (fields: PlanarFields, m: number): number =>
  fields.reduce((sum, { frequency, count }) => sum + (frequency === m ? count : 0), 0);

/** [batch, channels] to those of frequency m. */
function channelsWith(means: tf.Tensor, fields: PlanarFields, m: number): tf.Tensor {
  let begin = 0;
  const found: tf.Tensor[] = [];
  for (const field of fields) {
    const width = channelsOf([field]);
    if (field.frequency === m && width > 0) {
      found.push(tf.slice(means, [0, begin], [means.shape[0], width]));
    }
    begin += width;
  }
  return found.length === 1 ? found[0] : tf.concat(found, 1);
}

function requireFrequencies(frequencies: readonly number[]): void {
  const isRight = frequencies.every((m) => Number.isInteger(m) && m >= 1);
  if (isRight && frequencies.length > 0 && new Set(frequencies).size === frequencies.length) return;
  throw new DomainError(
    `steerableEncoder: got the frequencies [${frequencies}]; expected different whole numbers from 1 on.`,
  );
}
