/**
 * The rival whose code turns along with its input, x' = δ(v(x)) with equivariant δ, and from which an
 * invariant code is computed afterwards.
 *
 * | code       | of vectors v_1 … v_C of ℝⁿ                                | numbers         |
 * | "norms"    | their lengths                                             | C               |
 * | "angles"   | cosines with the first one; in the plane sines, too       | C − 1, 2 (C − 1) |
 * | "complete" | their coordinates in the frame of the first n − 1 of them | n C             |
 *
 * The last says all but the pose: two samples have the same one where a rotation takes the vectors of
 * one to those of the other. It jumps where the first vectors vanish or are parallel.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../errors.js";
import { type Phase, type Trainable, together } from "../layers/index.js";
import type { Autoencoder, Distance, SampleShape } from "./autoencoder.js";
import { squaredError } from "./distances.js";
import { LEAST_LENGTH } from "./poses/frames/frame.js";
import { planarFrame } from "./poses/frames/planar-frame.js";
import { spaceFrame } from "./poses/frames/space-frame.js";
import { requireSameVectors } from "./require-fit.js";
import { requireSamples } from "./require-samples.js";

/** Vectors [batch, C, n] that turn along with x, n = 2 or 3. */
export interface VectorEncoder extends Trainable {
  /** Of x. */
  readonly sampleShape?: SampleShape;
  /** [C, n]. */
  readonly vectorShape?: SampleShape;
  encode(x: tf.Tensor, phase: Phase): tf.Tensor;
}

/** From vectors [batch, C, n] to samples that turn along with them. */
export interface VectorDecoder extends Trainable {
  /** Of what it gives. */
  readonly sampleShape?: SampleShape;
  /** [C, n]. */
  readonly vectorShape?: SampleShape;
  decode(vectors: tf.Tensor, phase: Phase): tf.Tensor;
}

export type InvariantKind = "norms" | "angles" | "complete";

export interface EquivariantAutoencoderParts {
  readonly encoder: VectorEncoder;
  readonly decoder: VectorDecoder;
  /** What `code` gives; default "complete". */
  readonly invariants?: InvariantKind;
  /** Default `squaredError`. */
  readonly distance?: Distance;
  /** For tables; default "equivariant". */
  readonly name?: string;
}

export interface EquivariantAutoencoder extends Autoencoder {
  /** [batch, C, n]. */
  vectors(x: tf.Tensor, phase?: Phase): tf.Tensor;
  /** The code of another kind, of the same training. */
  invariants(x: tf.Tensor, kind: InvariantKind): tf.Tensor;
}

/** @throws DomainError for an unknown kind of code; ShapeError for parts that do not fit each other */
export function equivariantAutoencoder({
  encoder,
  decoder,
  invariants = "complete",
  distance = squaredError,
  name = "equivariant",
}: EquivariantAutoencoderParts): EquivariantAutoencoder {
  requireKind(invariants);
  requireSameVectors("equivariantAutoencoder", { encoder, decoder, distance });
  const encode = (x: tf.Tensor, phase: Phase): tf.Tensor => {
    requireSamples("equivariantAutoencoder", x);
    return encoder.encode(x, phase);
  };
  const codeOf = (x: tf.Tensor, kind: InvariantKind, phase: Phase): tf.Tensor =>
    tf.tidy(() => vectorInvariants(encode(x, phase), kind));
  const through = (x: tf.Tensor, phase: Phase): tf.Tensor =>
    decoder.decode(encode(x, phase), phase);
  return {
    name,
    ...together({ encoder, decoder }),
    vectors: (x, phase = "evaluation") => encode(x, phase),
    invariants: (x, kind) => codeOf(x, kind, "evaluation"),
    code: (x, phase = "evaluation") => codeOf(x, invariants, phase),
    reconstruct: (x, phase = "evaluation") => tf.tidy(() => through(x, phase)),
    loss: (x, phase = "training") => tf.tidy(() => tf.mean(distance(x, through(x, phase)))),
  };
}

/**
 * Invariants of vectors [batch, C, n] under rotations: [batch, numbers].
 * @throws ShapeError unless n is 2 or 3 and C ≥ n − 1 (for "angles" C ≥ 2); DomainError for an
 *   unknown kind
 */
export function vectorInvariants(vectors: tf.Tensor, kind: InvariantKind): tf.Tensor {
  requireKind(kind);
  const [batch, count, n] = vectors.shape;
  const least = kind === "angles" ? 2 : kind === "norms" ? 1 : n - 1;
  if (vectors.rank !== 3 || (n !== 2 && n !== 3) || count < least) {
    throw new ShapeError(
      `vectorInvariants: got vectors of shape [${vectors.shape}] for "${kind}"; expected [batch, C, 2 or 3] with C ≥ ${least}.`,
    );
  }
  return tf.tidy(() => {
    const lengths = tf.sqrt(tf.maximum(tf.sum(tf.square(vectors), 2, true), LEAST_LENGTH ** 2));
    if (kind === "norms") return tf.reshape(lengths, [batch, count]);
    const given = kind === "angles" ? tf.div(vectors, lengths) : vectors;
    const first = tf.slice(vectors, [0, 0, 0], [batch, n - 1, n]);
    const { matrices } = (n === 2 ? planarFrame : spaceFrame).readBatch(first);
    // Rows v become v R: coordinates along the axes of the frame.
    const inFrame = tf.matMul(given, matrices);
    if (kind === "complete") return tf.reshape(inFrame, [batch, count * n]);
    const others = tf.slice(inFrame, [0, 1, 0], [batch, count - 1, n === 2 ? 2 : 1]);
    return tf.reshape(others, [batch, -1]);
  });
}

function requireKind(kind: string): void {
  if (["norms", "angles", "complete"].includes(kind)) return;
  throw new DomainError(
    `equivariantAutoencoder: got invariants "${kind}"; expected "norms", "angles" or "complete".`,
  );
}
