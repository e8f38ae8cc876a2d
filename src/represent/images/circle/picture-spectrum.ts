/**
 * What networks on the circle see of a picture: its sums with waves around rings, or the means of what
 * steerable convolutions make of it.
 *
 * Law: of a picture turned counter-clockwise by θ the vectors of frequency m are turned by mθ; to
 * rounding for quarter turns of square pictures, and as far as pixels allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  type Band,
  type Phase,
  type PlanarFields,
  ringWaves,
  type Trainable,
  together,
} from "../../../layers/index.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { SampleShape } from "../../autoencoder.js";
import { networkNamed, requireSizes } from "../../require-options.js";
import { channelsWith, countOf } from "../field-channels.js";
import { requireImages } from "../require-images.js";
import { type SteerableBodyOptions, steerableBody } from "../steerable-body.js";
import {
  CIRCLE_NETWORKS,
  type RingNetwork,
  type SteerableCircleNetwork,
} from "./circle-network.js";

/** What pictures are, and the network that sees them. */
export interface PictureSpectrumOptions {
  /** In pixels: [height, width]; default [28, 28]. Convolutions take any. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | "pose" | "steerable" | RingNetwork | SteerableCircleNetwork;
}

export interface PictureSpectrum extends Trainable {
  /** As it was given, or has the name. */
  readonly network: RingNetwork | SteerableCircleNetwork;
  readonly sampleShape: SampleShape;
  readonly band: Band;
  /** Channels. */
  readonly width: number;
  /** Pictures [batch, height, width, channels] to [frequencies, 2, batch, width]. */
  spectrum(x: tf.Tensor, phase: Phase): tf.Tensor;
}

/**
 * @param caller whose name errors say
 * @throws DomainError for sizes that are not whole, or a network that there is not
 */
export function pictureSpectrum(
  caller: string,
  stream: RandomStream,
  { pixels = [28, 28], channels = 1, network: named = "cpu" }: PictureSpectrumOptions,
): PictureSpectrum {
  const [height, width] = pixels;
  requireSizes(caller, { height, width, channels });
  const network = networkNamed<RingNetwork | SteerableCircleNetwork>(
    caller,
    "network",
    named,
    CIRCLE_NETWORKS,
  );
  if ("stages" in network) {
    return { network, ...seenByConvolutions(caller, stream, { ...network, channels }) };
  }
  const { rings, spectrum } = ringWaves({ pixels, highest: network.waves });
  return {
    network,
    weights: {},
    statistics: {},
    sampleShape: [...pixels, channels],
    band: { lowest: 0, highest: network.waves },
    width: channels * rings,
    spectrum: (x) => {
      requireImages(caller, x, channels, pixels);
      return spectrum(x);
    },
  };
}

function seenByConvolutions(
  caller: string,
  stream: RandomStream,
  given: SteerableBodyOptions,
): Omit<PictureSpectrum, "network"> {
  const { parts, fields, means } = steerableBody(stream, given);
  const highest = Math.max(...fields.map(({ frequency }) => frequency));
  const frequencies = Array.from({ length: highest + 1 }, (_, m) => m);
  const width = Math.max(...frequencies.map((m) => countOf(fields, m)));
  return {
    ...together(parts),
    sampleShape: [null, null, given.channels],
    band: { lowest: 0, highest },
    width,
    spectrum: (x, phase) => {
      requireImages(caller, x, given.channels);
      return tf.tidy(() => {
        const features = means(x, phase);
        return tf.stack(
          frequencies.map((m) => harmonicOf(features, fields, { m, width })),
          0,
        );
      });
    },
  };
}

/** Features [batch, channels] of frequency m: [2, batch, width], with zeros where there are fewer. */
function harmonicOf(
  features: tf.Tensor,
  fields: PlanarFields,
  { m, width }: { readonly m: number; readonly width: number },
): tf.Tensor {
  const batch = features.shape[0];
  const count = countOf(fields, m);
  if (count === 0) return tf.zeros([2, batch, width]);
  const own = channelsWith(features, fields, m);
  const pairs =
    m === 0
      ? tf.stack([own, tf.zerosLike(own)], 0)
      : tf.transpose(tf.reshape(own, [batch, count, 2]), [2, 0, 1]);
  const more = [0, 0, width - count].map((zeros): [number, number] => [0, zeros]);
  return count === width ? pairs : tf.pad(pairs, more);
}
