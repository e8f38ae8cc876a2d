/**
 * The rival of sets that knows no group: features of the members one after the other, so that the code
 * must hold their order as well. For N letters of C kinds that is N log₂ C bits against the
 * log₂ C(N + C − 1, N) of the multiset, 66 against 23 for twenty digits.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import { perceptron, together } from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { CodeEncoder, Decoder } from "../autoencoder.js";
import { requireCodes } from "../require-codes.js";
import { requireSizes } from "../require-options.js";
import type { SetDecoderOptions } from "./set-decoder.js";

/** [batch, N, features] to [batch, codeSize]; layers as those of `setEncoder`. */
export function sequenceEncoder(
  stream: RandomStream,
  { codeSize, members, features, width = 64 }: SetDecoderOptions,
): CodeEncoder {
  requireSizes("sequenceEncoder", { codeSize, members, features, width });
  const parts = {
    members: perceptron(stream.split("members"), [features, width, width, width]),
    sequence: perceptron(stream.split("sequence"), [members * width, width, width, codeSize]),
  };
  return {
    codeSize,
    sampleShape: [members, features],
    ...together(parts),
    encode: (x, phase) => {
      if (x.rank !== 3 || x.shape[1] !== members || x.shape[2] !== features) {
        throw new ShapeError(
          `sequenceEncoder: got x of shape [${x.shape}]; expected [batch, ${members}, ${features}].`,
        );
      }
      return tf.tidy(() => {
        const each = parts.members.apply(x, phase);
        return parts.sequence.apply(tf.reshape(each, [x.shape[0], members * width]), phase);
      });
    },
  };
}

/** [batch, codeSize] to [batch, N, features]: of one-hot sequences logits. */
export function sequenceDecoder(
  stream: RandomStream,
  { codeSize, members, features, width = 64 }: SetDecoderOptions,
): Decoder {
  requireSizes("sequenceDecoder", { codeSize, members, features, width });
  const net = perceptron(stream, [codeSize, width, width, width, members * features]);
  return {
    ...together({ net }),
    codeSize,
    sampleShape: [members, features],
    decode: (code, phase) => {
      requireCodes("sequenceDecoder", code, codeSize);
      return tf.tidy(() => tf.reshape(net.apply(code, phase), [-1, members, features]));
    },
  };
}
