/** Pictures from codes, δ(z), values in (0, 1). They stand in one pose: what turns them comes after. */
import * as tf from "@tensorflow/tfjs-core";
import { type Layer, perceptron } from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Decoder } from "../autoencoder.js";
import { requireCodes } from "../require-codes.js";
import { networkNamed, requireSizes } from "../require-options.js";
import { type GrowingNetwork, growingNetwork } from "./growing-network.js";

/** Widths between code and pixels. */
export interface PixelPerceptron {
  readonly hidden: readonly number[];
}

export interface ImageDecoderOptions {
  readonly codeSize: number;
  /** Of the pictures, in pixels: [height, width]; default [28, 28]. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | "reference" | PixelPerceptron | GrowingNetwork;
}

/**
 * "cpu": a perceptron. "reference": the code on 2 × 2 pixels, twice as many four times over; all that it
 * knows of places comes from the zeros around.
 */
export const DECODER_NETWORKS: {
  readonly cpu: PixelPerceptron;
  readonly reference: GrowingNetwork;
} = {
  cpu: { hidden: [128, 256] },
  reference: {
    begin: { pixels: 2, width: 128, isSame: true },
    stages: [3, 3, 5, 5].map((size) => ({ width: 128, size })),
  },
};

/** @throws DomainError for sizes that are not whole, or a network that there is not */
export function imageDecoder(stream: RandomStream, options: ImageDecoderOptions): Decoder {
  const { codeSize, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  const [height, width] = pixels;
  requireSizes("imageDecoder", { codeSize, height, width, channels });
  const chosen = networkNamed<PixelPerceptron | GrowingNetwork>(
    "imageDecoder",
    "network",
    network,
    DECODER_NETWORKS,
  );
  const layer: Layer =
    "hidden" in chosen
      ? perceptron(stream, [codeSize, ...chosen.hidden, height * width * channels])
      : growingNetwork(stream, { codeSize, pixels, channels, network: chosen });
  return {
    weights: layer.weights,
    statistics: layer.statistics,
    codeSize,
    sampleShape: [height, width, channels],
    decode: (code, phase) => {
      requireCodes("imageDecoder", code, codeSize);
      return tf.tidy(() => {
        const values = layer.apply(code, phase);
        return tf.sigmoid(tf.reshape(values, [code.shape[0], height, width, channels]));
      });
    },
  };
}
