/**
 * The rival that looks for the pose by trying: E. Mehr, A. Lieutier, F. Sanchez Bermudez, V. Guitteny,
 * N. Thome, M. Cord, Manifold learning in quotient spaces, CVPR 2018.
 *
 *   loss(x) = min over g of a grid of d(x, ρ_X(g) δ(η(x)))
 *
 * | symbol | name here  | shape                                         |
 * | K      |            | elements of the grid                          |
 * | g*     | bestOfGrid | [batch], int32, the first of the nearest ones |
 *
 * What is nearest is found without slopes; the derivative of the minimum is that of its place. A step
 * costs K actions forward and one with its derivative.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../errors.js";
import { type Phase, together, withoutSlope } from "../layers/index.js";
import type { Autoencoder, CodeEncoder, Decoder, Distance } from "./autoencoder.js";
import { squaredError } from "./distances.js";
import type { BatchAction, PoseSpace } from "./poses/index.js";
import { requireAction, requireSameCodes } from "./require-fit.js";
import { requireSamples } from "./require-samples.js";

export interface QuotientAutoencoderParts<Element> {
  readonly encoder: CodeEncoder;
  readonly decoder: Decoder;
  /** How elements become tensors. */
  readonly space: PoseSpace<Element>;
  /** ρ_X. */
  readonly action: BatchAction;
  /** The elements that are tried; the identity among them is no condition. */
  readonly grid: readonly Element[];
  /** Default `squaredError`. */
  readonly distance?: Distance;
  /** For tables; default "quotient". */
  readonly name?: string;
}

export interface QuotientAutoencoder extends Autoencoder {
  /** δ(η(x)), before an element is chosen. */
  canonical(x: tf.Tensor, phase?: Phase): tf.Tensor;
  /** Where in the grid the chosen elements stand: [batch], int32. */
  bestOfGrid(x: tf.Tensor): tf.Tensor;
}

/** @throws DomainError for a grid without elements; ShapeError for parts that do not fit each other */
export function quotientAutoencoder<Element>({
  encoder,
  decoder,
  space,
  action,
  grid,
  distance = squaredError,
  name = "quotient",
}: QuotientAutoencoderParts<Element>): QuotientAutoencoder {
  if (grid.length === 0) {
    throw new DomainError("quotientAutoencoder: got a grid without elements; expected some.");
  }
  requireSameCodes("quotientAutoencoder", { encoder, decoder, distance });
  requireAction("quotientAutoencoder", { space, action }, decoder.sampleShape);
  const encode = (x: tf.Tensor, phase: Phase): tf.Tensor => {
    requireSamples("quotientAutoencoder", x);
    return encoder.encode(x, phase);
  };
  const canonical = (x: tf.Tensor, phase: Phase): tf.Tensor =>
    decoder.decode(encode(x, phase), phase);
  const repeated = (k: number, batch: number): readonly tf.Tensor[] =>
    space.tensorsOf(Array.from({ length: batch }, () => grid[k]));

  /** [batch], int32. */
  const nearest = (x: tf.Tensor, sample: tf.Tensor): tf.Tensor => {
    const distances = grid.map((_, k) =>
      tf.tidy(() => distance(x, action(repeated(k, x.shape[0]), sample))),
    );
    return tf.argMin(tf.stack(distances, 1), 1);
  };
  /** [batch, K], 1 at the nearest. */
  const choice = (x: tf.Tensor, sample: tf.Tensor): tf.Tensor => {
    const places = tf.range(0, grid.length, 1, "int32");
    return tf.cast(tf.equal(tf.expandDims(nearest(x, sample), 1), places), "float32");
  };
  const placed = (x: tf.Tensor, sample: tf.Tensor): tf.Tensor => {
    const best = withoutSlope(choice, x, sample);
    const chosen = space.tensorsOf(grid).map((table) => {
      const rows = tf.matMul(best, tf.reshape(table, [grid.length, -1]));
      return tf.reshape(rows, [x.shape[0], ...table.shape.slice(1)]);
    });
    return action(chosen, sample);
  };
  return {
    name,
    ...together({ encoder, decoder }),
    code: (x, phase = "evaluation") => encode(x, phase),
    canonical: (x, phase = "evaluation") => tf.tidy(() => canonical(x, phase)),
    bestOfGrid: (x) => tf.tidy(() => nearest(x, canonical(x, "evaluation"))),
    reconstruct: (x, phase = "evaluation") => tf.tidy(() => placed(x, canonical(x, phase))),
    loss: (x, phase = "training") =>
      tf.tidy(() => tf.mean(distance(x, placed(x, canonical(x, phase))))),
  };
}
