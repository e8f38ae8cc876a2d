/** δ of sets: from the code beside the number of the row, the same network for each row. */
import {
  activationLayer,
  batchNormalisation,
  numberedRows,
  perceptron,
  sequential,
} from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { Decoder } from "../autoencoder.js";
import { requireCodes } from "../require-codes.js";
import { requireSizes } from "../require-options.js";

export interface SetDecoderOptions {
  readonly codeSize: number;
  /** N. */
  readonly members: number;
  readonly features: number;
  /** Default 64 (published: 128). */
  readonly width?: number;
}

/** [batch, codeSize] to [batch, N, features]: of one-hot sets logits, for `crossEntropyOfLogits`. @throws DomainError for sizes that are not whole */
export function setDecoder(
  stream: RandomStream,
  { codeSize, members, features, width = 64 }: SetDecoderOptions,
): Decoder {
  requireSizes("setDecoder", { codeSize, members, features, width });
  const { weights, statistics, apply } = sequential({
    rows: numberedRows(stream.split("rows"), codeSize, members, width),
    normalisation: batchNormalisation(width),
    activation: activationLayer("relu"),
    members: perceptron(stream.split("members"), [width, width, width, features]),
  });
  return {
    weights,
    statistics,
    codeSize,
    sampleShape: [members, features],
    decode: (code, phase) => {
      requireCodes("setDecoder", code, codeSize);
      return apply(code, phase);
    },
  };
}
