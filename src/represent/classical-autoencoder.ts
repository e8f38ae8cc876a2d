/** The rival that knows no group: x' = δ(η(x)), the code holds shape and pose together. */
import * as tf from "@tensorflow/tfjs-core";
import { type Phase, together } from "../layers/index.js";
import type { Autoencoder, CodeEncoder, Decoder, Distance } from "./autoencoder.js";
import { squaredError } from "./distances.js";
import { requireSameCodes } from "./require-fit.js";
import { requireSamples } from "./require-samples.js";

export interface ClassicalAutoencoderParts {
  readonly encoder: CodeEncoder;
  readonly decoder: Decoder;
  /** Default `squaredError`. */
  readonly distance?: Distance;
  /** For tables; default "classical". */
  readonly name?: string;
}

/** @throws ShapeError for an encoder and a decoder that do not fit each other */
export function classicalAutoencoder({
  encoder,
  decoder,
  distance = squaredError,
  name = "classical",
}: ClassicalAutoencoderParts): Autoencoder {
  requireSameCodes("classicalAutoencoder", { encoder, decoder, distance });
  const encode = (x: tf.Tensor, phase: Phase): tf.Tensor => {
    requireSamples("classicalAutoencoder", x);
    return encoder.encode(x, phase);
  };
  const through = (x: tf.Tensor, phase: Phase): tf.Tensor =>
    decoder.decode(encode(x, phase), phase);
  return {
    name,
    ...together({ encoder, decoder }),
    code: (x, phase = "evaluation") => encode(x, phase),
    reconstruct: (x, phase = "evaluation") => tf.tidy(() => through(x, phase)),
    loss: (x, phase = "training") => tf.tidy(() => tf.mean(distance(x, through(x, phase)))),
  };
}
