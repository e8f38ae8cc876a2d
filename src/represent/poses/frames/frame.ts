/**
 * Rotations read from n − 1 vectors of ℝⁿ by Gram and Schmidt, the last axis by orientation.
 *
 * | symbol          | name here     | shape                       |
 * | v₁ … v_{n−1}    | vectors       | rows, [n − 1, n]            |
 * | e₁ … e_n        | matrix        | columns, n × n, det = +1    |
 *
 * Law: e(R v) = R e(v) for rotations R; not for reflections, since det e = +1.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { Matrix, Vector } from "../../../numerics/index.js";

/** Vectors that are shorter than this have no direction. */
export const LEAST_LENGTH = 1e-4;
/** Two vectors whose angle has a smaller sine than this span no plane. */
export const LEAST_SINE = 1e-3;

export interface Frame {
  readonly matrix: Matrix;
  /** How many axes the vectors fix: 0, 1 (an axis, any turn about it) or n − 1. */
  readonly rank: number;
}

export interface BatchFrames {
  /** [batch, n, n]. */
  readonly matrices: tf.Tensor3D;
  /** [batch], 1 where the rank is less than n − 1. */
  readonly isDegenerate: tf.Tensor1D;
}

/** How frames of ℝⁿ are read. */
export interface FrameReader {
  readonly dimension: 2 | 3;
  /** @param vectors row-major, finite */
  read(vectors: Vector): Frame;
  /** @param vectors [batch, n − 1, n] */
  readBatch(vectors: tf.Tensor): BatchFrames;
}
