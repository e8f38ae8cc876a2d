/** Codes of pictures by plain convolutions: the classical rival's network, which knows no turns. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  activationLayer,
  batchNormalisation,
  blurPool,
  convolution,
  type ImageStage,
  type Layer,
  leastSide,
  perceptron,
  sequential,
  sideAfter,
  together,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { CodeEncoder } from "../autoencoder.js";
import { networkNamed, requireSizes } from "../require-options.js";
import { requireImages } from "./require-images.js";

/** A convolution, its normalisation and ReLU, and perhaps a pool. */
export interface ConvolutionStage extends ImageStage {
  /** Channels of the result. */
  readonly width: number;
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
  const least = leastSide(chosen.stages);
  if (!pixels.every((side) => side >= least)) {
    throw new DomainError(
      `convolutionEncoder: got pictures of ${pixels.join(" × ")} pixels; expected ${least} or more along each side, so that some are left at the end.`,
    );
  }
  let inputs = channels;
  chosen.stages.forEach(({ width: outputs, size, padding, isPooled }, k) => {
    const own = stream.split(`stage ${k}`);
    const shape = { inputs, outputs, size, padding };
    parts[`convolution${k + 1}`] = convolution(own, { ...shape, bias: false });
    parts[`normalisation${k + 1}`] = batchNormalisation(outputs);
    parts[`activation${k + 1}`] = activationLayer("relu");
    if (isPooled) parts[`pool${k + 1}`] = blurPool();
    inputs = outputs;
  });
  const [height, width] = pixels.map((side) => chosen.stages.reduce(sideAfter, side));
  const body = sequential(parts);
  const read = chosen.reads === "mean" ? inputs : inputs * height * width;
  const code = perceptron(stream.split("code"), [read, ...chosen.hidden, codeSize]);
  return {
    ...together({ ...parts, code }),
    codeSize,
    sampleShape: [...(chosen.reads === "mean" ? [null, null] : pixels), channels],
    encode: (x, phase) => {
      requireImages(
        "convolutionEncoder",
        x,
        channels,
        chosen.reads === "mean" ? undefined : pixels,
      );
      return tf.tidy(() => {
        const features = body.apply(x, phase);
        const seen =
          chosen.reads === "mean"
            ? tf.mean(features, [1, 2])
            : tf.reshape(features, [x.shape[0], read]);
        return code.apply(seen, phase);
      });
    },
  };
}
