/** Few pixels at first, then twice as many again and again, each time with a convolution. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import {
  batchNormalisation,
  convolution,
  type Layer,
  linear,
  together,
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
  };
  let inputs = begin.width;
  stages.forEach(({ width: outputs, size }, k) => {
    const own = stream.split(`stage ${k}`);
    parts[`convolution${k + 1}`] = convolution(own, { inputs, outputs, size, bias: false });
    parts[`normalisation${k + 1}`] = batchNormalisation(outputs);
    inputs = outputs;
  });
  parts.last = convolution(stream.split("last"), { inputs, outputs: channels, size: 1 });
  return {
    ...together(parts),
    apply: (code, phase) =>
      tf.tidy(() => {
        const batch = code.shape[0];
        const side = begin.isSame ? 1 : begin.pixels;
        const read = parts.normalisation.apply(parts.first.apply(code, phase), phase);
        let x: tf.Tensor = tf.reshape(tf.relu(read), [batch, side, side, begin.width]);
        if (begin.isSame) x = tf.tile(x, [1, begin.pixels, begin.pixels, 1]);
        for (let k = 1; k <= stages.length; k++) {
          const sums = parts[`convolution${k}`].apply(doubled(x), phase);
          x = tf.relu(parts[`normalisation${k}`].apply(sums, phase));
        }
        const all = parts.last.apply(x, phase);
        const [top, left] = [height, width].map((length) => Math.floor((grown - length) / 2));
        return tf.slice(all, [0, top, left, 0], [batch, height, width, channels]);
      }),
  };
}

const doubled = (x: tf.Tensor): tf.Tensor =>
  tf.image.resizeBilinear(x as tf.Tensor4D, [2 * x.shape[1]!, 2 * x.shape[2]!], true);
