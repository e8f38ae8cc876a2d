/** Pictures from codes, δ(z), values in (0, 1). They stand in one pose: what turns them comes after. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { type Layer, perceptron } from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Decoder } from "../autoencoder.js";
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

export function imageDecoder(stream: RandomStream, options: ImageDecoderOptions): Decoder {
  const { codeSize, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  const [height, width] = pixels;
  for (const [name, value] of Object.entries({ codeSize, height, width, channels })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new DomainError(`imageDecoder: ${name} is ${value}; expected a whole number from 1 on.`);
  }
  const chosen = typeof network === "string" ? DECODER_NETWORKS[network] : network;
  const layer: Layer =
    "hidden" in chosen
      ? perceptron(stream, [codeSize, ...chosen.hidden, height * width * channels])
      : growingNetwork(stream, { codeSize, pixels, channels, network: chosen });
  return {
    weights: layer.weights,
    statistics: layer.statistics,
    decode: (code, phase) => {
      if (code.rank !== 2 || code.shape[1] !== codeSize) {
        throw new ShapeError(
          `imageDecoder: got codes of shape [${code.shape}]; expected [batch, ${codeSize}].`,
        );
      }
      return tf.tidy(() => {
        const values = layer.apply(code, phase);
        return tf.sigmoid(tf.reshape(values, [code.shape[0], height, width, channels]));
      });
    },
  };
}
