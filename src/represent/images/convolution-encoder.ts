/** Codes of pictures by plain convolutions: the classical rival's network, which knows no turns. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  activationLayer,
  batchNormalisation,
  blurPool,
  convolution,
  type Layer,
  perceptron,
  together,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { CodeEncoder } from "../autoencoder.js";
import { networkNamed, requireSizes } from "../require-options.js";
import { requireImages } from "./require-images.js";

/** A convolution, its normalisation and ReLU, and perhaps a pool. */
export interface ConvolutionStage {
  /** Channels of the result. */
  readonly width: number;
  /** Pixels along a side of the filters. */
  readonly size: number;
  /** Default ⌊size / 2⌋. */
  readonly padding?: number;
  /** Whether a pool halves the number of pixels along each side; default false. */
  readonly isPooled?: boolean;
}

export interface ConvolutionNetwork {
  readonly stages: readonly ConvolutionStage[];
  /** Whether the code sees every pixel of the last stage, or their mean. */
  readonly reads: "pixels" | "mean";
  /** Widths between the last stage and the code. */
  readonly hidden: readonly number[];
}

/** As many channels, windows and pools as the steerable networks of these names. */
export const CONVOLUTION_NETWORKS: Readonly<Record<"cpu" | "reference", ConvolutionNetwork>> = {
  cpu: {
    stages: [
      { width: 16, size: 7, padding: 1, isPooled: true },
      { width: 16, size: 5, isPooled: true },
      { width: 64, size: 5 },
    ],
    reads: "pixels",
    hidden: [64],
  },
  reference: {
    stages: [
      { width: 96, size: 7, padding: 1 },
      ...Array.from({ length: 4 }, () => ({ width: 96, size: 5 })),
      { width: 96, size: 3, padding: 2 },
    ],
    reads: "mean",
    hidden: [],
  },
};

export interface ConvolutionEncoderOptions {
  readonly codeSize: number;
  /** Of the pictures, in pixels: [height, width]; default [28, 28]. */
  readonly pixels?: readonly [height: number, width: number];
  /** Of a picture; default 1. */
  readonly channels?: number;
  /** Default "cpu". */
  readonly network?: "cpu" | "reference" | ConvolutionNetwork;
}

/** @throws DomainError where windows do not fit the pictures, or for a network that there is not */
export function convolutionEncoder(
  stream: RandomStream,
  options: ConvolutionEncoderOptions,
): CodeEncoder {
  const { codeSize, pixels = [28, 28], channels = 1, network = "cpu" } = options;
  requireSizes("convolutionEncoder", { codeSize, channels });
  const chosen = networkNamed("convolutionEncoder", "network", network, CONVOLUTION_NETWORKS);
  const parts: Record<string, Layer> = {};
  let [height, width] = pixels;
  let inputs = channels;
  chosen.stages.forEach(({ width: outputs, size, padding = Math.floor(size / 2), isPooled }, k) => {
    const own = stream.split(`stage ${k}`);
    parts[`convolution${k + 1}`] = convolution(own, {
      inputs,
      outputs,
      size,
      padding,
      bias: false,
    });
    parts[`normalisation${k + 1}`] = batchNormalisation(outputs);
    parts[`activation${k + 1}`] = activationLayer("relu");
    if (isPooled) parts[`pool${k + 1}`] = blurPool();
    const after = (length: number): number => {
      const wide = length + 2 * padding - size + 1;
      return isPooled ? Math.ceil(wide / 2) : wide;
    };
    [height, width] = [after(height), after(width)];
    inputs = outputs;
  });
  if (height < 1 || width < 1) {
    throw new DomainError(
      `convolutionEncoder: got pictures of ${pixels.join(" × ")} pixels; expected more, so that some are left at the end.`,
    );
  }
  const layers = Object.values(parts);
  const read = chosen.reads === "mean" ? inputs : inputs * height * width;
  const code = perceptron(stream.split("code"), [read, ...chosen.hidden, codeSize]);
  return {
    ...together({ ...parts, code }),
    codeSize,
    encode: (x, phase) => {
      requireImages(
        "convolutionEncoder",
        x,
        channels,
        chosen.reads === "mean" ? undefined : pixels,
      );
      return tf.tidy(() => {
        const features = layers.reduce((now, layer) => layer.apply(now, phase), x);
        const seen =
          chosen.reads === "mean"
            ? tf.mean(features, [1, 2])
            : tf.reshape(features, [x.shape[0], read]);
        return code.apply(seen, phase);
      });
    },
  };
}
