/**
 * What encoders of pictures share: steerable convolutions stage by stage, and the mean of their last
 * features over the pixels that are left.
 *
 * Law: of a picture turned by θ the means of vectors of frequency m are turned by mθ; to rounding for
 * quarter turns of square pictures, and as far as pixels allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  blurPool,
  fieldNormalisation,
  type Layer,
  leastSide,
  normRelu,
  type Phase,
  type PlanarFields,
  roundWindow,
  scalars,
  sequential,
  steerableConvolution,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { SteerableStage } from "./steerable-network.js";

export interface SteerableBody {
  /** By name, as `together` takes them. */
  readonly parts: Readonly<Record<string, Layer>>;
  /** Of the last stage. */
  readonly fields: PlanarFields;
  /** [batch, height, width, channels] to [batch, channels of the last stage]. */
  means(x: tf.Tensor, phase: Phase): tf.Tensor;
}

export interface SteerableBodyOptions {
  readonly channels: number;
  readonly stages: readonly SteerableStage[];
  /** Whether every stage ends in a `roundWindow`; default false. */
  readonly isRound?: boolean;
  /** Of the pools' blur; default 4. */
  readonly taps?: number;
}

/** Pictures that are smaller than the stages' windows get zeros around. */
export function steerableBody(
  stream: RandomStream,
  { channels, stages, isRound = false, taps = 4 }: SteerableBodyOptions,
): SteerableBody {
  const parts: Record<string, Layer> = {};
  let from: PlanarFields = scalars(channels);
  stages.forEach(({ fields, size, padding, isPooled = false }, k) => {
    const own = stream.split(`stage ${k}`);
    parts[`convolution${k + 1}`] = steerableConvolution(own, { from, to: fields, size, padding });
    parts[`normalisation${k + 1}`] = fieldNormalisation(fields);
    parts[`activation${k + 1}`] = normRelu(fields);
    if (isRound) parts[`window${k + 1}`] = roundWindow();
    if (isPooled) parts[`pool${k + 1}`] = blurPool({ taps });
    from = fields;
  });
  const least = leastSide(stages);
  const body = sequential(parts);
  return {
    parts,
    fields: from,
    means: (x, phase) =>
      tf.tidy(() => tf.mean(body.apply(withZerosAround(x, least), phase), [1, 2])),
  };
}

/** As many on both sides of a short side, so that the middle stays where it is. */
function withZerosAround(x: tf.Tensor, least: number): tf.Tensor {
  const [down, across] = [x.shape[1]!, x.shape[2]!].map((side) =>
    Math.max(0, Math.ceil((least - side) / 2)),
  );
  if (down === 0 && across === 0) return x;
  const frame = [0, down, across, 0].map((count): [number, number] => [count, count]);
  return tf.pad(x, frame);
}
