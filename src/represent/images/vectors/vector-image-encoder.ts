/**
 * Codes of pictures that turn along with them, for `equivariantAutoencoder`: C vectors of the plane.
 *
 *   x → fields of frequencies 0, 1, 2, … → functions on the circle → v_1, …, v_C of frequency 1
 *
 * The fields are the picture's sums with waves around rings, or what steerable convolutions make of it.
 *
 * Law: of a picture turned counter-clockwise by θ all vectors are turned by θ; to rounding for quarter
 * turns of square pictures, and as far as pixels allow else.
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  type Band,
  circlePerceptron,
  type Phase,
  type PlanarFields,
  ringWaves,
  type Trainable,
  together,
} from "../../../layers/index.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { VectorEncoder } from "../../equivariant-autoencoder.js";
import { networkNamed, requireSizes } from "../../require-options.js";
import { channelsWith, countOf } from "../field-channels.js";
import { requireImages } from "../require-images.js";
import { steerableBody } from "../steerable-body.js";
import {
  type RingNetwork,
  type SteerableVectorNetwork,
  VECTOR_NETWORKS,
} from "./vector-network.js";

export interface VectorImageEncoderOptions {
  /** C. */
  readonly vectors: number;
  /** Of the pictures, in pixels: [height, width]; default [28, 28]. Convolutions take any. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | "steerable" | RingNetwork | SteerableVectorNetwork;
}

/** @throws DomainError for sizes that are not whole, or a network that there is not */
export function vectorImageEncoder(
  stream: RandomStream,
  options: VectorImageEncoderOptions,
): VectorEncoder {
  const { vectors, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  const [height, width] = pixels;
  requireSizes("vectorImageEncoder", { vectors, height, width, channels });
  const chosen = networkNamed<RingNetwork | SteerableVectorNetwork>(
    "vectorImageEncoder",
    "network",
    network,
    VECTOR_NETWORKS,
  );
  const seen =
    "waves" in chosen
      ? seenByWaves({ pixels, channels, highest: chosen.waves })
      : seenByConvolutions(stream, { channels, stages: chosen.stages });
  const circle = circlePerceptron(stream.split("circle"), {
    ...chosen,
    widths: [seen.width, ...chosen.hidden, vectors],
    from: seen.band,
    to: FIRST,
  });
  return {
    ...together({ seen, circle }),
    encode: (x, phase) => {
      requireImages("vectorImageEncoder", x, channels, "waves" in chosen ? pixels : undefined);
      return tf.tidy(() => {
        const spectrum = circle.apply(seen.spectrum(x, phase), phase);
        return tf.transpose(tf.reshape(spectrum, [2, x.shape[0], vectors]), [1, 2, 0]);
      });
    },
  };
}

/** Where vectors of the plane are. */
const FIRST: Band = { lowest: 1, highest: 1 };

/** Fields of pictures, [frequencies, 2, batch, width]. */
interface Seen extends Trainable {
  readonly band: Band;
  readonly width: number;
  spectrum(x: tf.Tensor, phase: Phase): tf.Tensor;
}

function seenByWaves({
  pixels,
  channels,
  highest,
}: {
  readonly pixels: readonly [number, number];
  readonly channels: number;
  readonly highest: number;
}): Seen {
  const { rings, spectrum } = ringWaves({ pixels, highest });
  const band = { lowest: 0, highest };
  return { weights: {}, statistics: {}, band, width: channels * rings, spectrum };
}

function seenByConvolutions(
  stream: RandomStream,
  options: { readonly channels: number; readonly stages: SteerableVectorNetwork["stages"] },
): Seen {
  const { parts, fields, means } = steerableBody(stream, options);
  const band = { lowest: 0, highest: Math.max(...fields.map(({ frequency }) => frequency)) };
  const counts = Array.from({ length: band.highest + 1 }, (_, m) => countOf(fields, m));
  const width = Math.max(...counts);
  return {
    ...together(parts),
    band,
    width,
    spectrum: (x, phase) => {
      const features = means(x, phase);
      return tf.stack(
        counts.map((_, m) => harmonicOf(features, fields, { m, width })),
        0,
      );
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
  return count === width
    ? pairs
    : tf.pad(pairs, [
        [0, 0],
        [0, 0],
        [0, width - count],
      ]);
}
