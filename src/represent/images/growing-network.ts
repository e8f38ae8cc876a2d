/** Few pixels at first, then twice as many again and again, each time with a convolution. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  activationLayer,
  batchNormalisation,
  convolution,
  type Layer,
  linear,
  sequential,
  withoutVariables,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";

export interface GrowingNetwork {
  /** The code becomes pixels × pixels of so many channels: the same everywhere, or each its own. */
  readonly begin: { readonly pixels: number; readonly width: number; readonly isSame: boolean };
  /** Twice as many pixels, and a convolution with so many channels and windows of `size` pixels. */
  readonly stages: readonly { readonly width: number; readonly size: number }[];
}

export interface GrowingNetworkOptions {
  readonly codeSize: number;
  readonly pixels: readonly [height: number, width: number];
  readonly channels: number;
  readonly network: GrowingNetwork;
}

/** [batch, codeSize] to [batch, height, width, channels], cut out of the middle of what grew. */
export function growingNetwork(
  stream: RandomStream,
  { codeSize, pixels, channels, network }: GrowingNetworkOptions,
): Layer {
  const { begin, stages } = network;
  const [height, width] = pixels;
  const grown = begin.pixels * 2 ** stages.length;
  if (grown < Math.max(height, width)) {
    throw new DomainError(
      `imageDecoder: ${begin.pixels} pixels become ${grown} in ${stages.length} stages; expected ${Math.max(height, width)} or more.`,
    );
  }
  const first = begin.width * (begin.isSame ? 1 : begin.pixels ** 2);
  const parts: Record<string, Layer> = {
    first: linear(stream.split("first"), codeSize, first, { bias: false }),
    normalisation: batchNormalisation(first),
    activation: activationLayer("relu"),
    places: withoutVariables((x) => onPixels(x, begin)),
  };
  let inputs = begin.width;
  stages.forEach(({ width: outputs, size }, k) => {
    const own = stream.split(`stage ${k}`);
    parts[`doubled${k + 1}`] = withoutVariables(doubled);
    parts[`convolution${k + 1}`] = convolution(own, { inputs, outputs, size, bias: false });
    parts[`normalisation${k + 1}`] = batchNormalisation(outputs);
    parts[`activation${k + 1}`] = activationLayer("relu");
    inputs = outputs;
  });
  parts.last = convolution(stream.split("last"), { inputs, outputs: channels, size: 1 });
  const [top, left] = [height, width].map((length) => Math.floor((grown - length) / 2));
  parts.middle = withoutVariables((x) =>
    tf.slice(x, [0, top, left, 0], [x.shape[0], height, width, channels]),
  );
  return sequential(parts);
}

/** [batch, numbers] to [batch, pixels, pixels, width]. */
function onPixels(x: tf.Tensor, { pixels, width, isSame }: GrowingNetwork["begin"]): tf.Tensor {
  const side = isSame ? 1 : pixels;
  const places = tf.reshape(x, [x.shape[0], side, side, width]);
  return isSame ? tf.tile(places, [1, pixels, pixels, 1]) : places;
}

const doubled = (x: tf.Tensor): tf.Tensor =>
  tf.image.resizeBilinear(x as tf.Tensor4D, [2 * x.shape[1]!, 2 * x.shape[2]!], true);
