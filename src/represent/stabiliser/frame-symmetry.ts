/**
 * What two vectors of ℝ³ leave open of an orientation.
 *
 * | rank | the vectors            | allowed orientations                  |
 * | 2    | span a plane           | one                                   |
 * | 1    | are parallel           | all turns about the axis: a straight line of points |
 * | 0    | vanish, or the first does | all                                |
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Vector } from "../../numerics/index.js";
import { spaceFrame } from "../poses/frames/space-frame.js";

export interface FrameSymmetry {
  readonly rank: 0 | 1 | 2;
  /** Of length 1, for rank 1. */
  readonly axis?: Float64Array;
  /** A sentence, such as "This input is (nearly) symmetric about an axis: …". */
  readonly sentence: string;
}

/** @param vectors v₁ and v₂, six numbers @throws ShapeError, DomainError for numbers that are not finite */
export function frameSymmetry(vectors: Vector): FrameSymmetry {
  if (vectors.length !== 6) {
    throw new ShapeError(
      `frameSymmetry: got ${vectors.length} numbers; expected two vectors of three.`,
    );
  }
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `frameSymmetry: vectors[${bad}] is ${vectors[bad]}; expected finite numbers.`,
    );
  }
  const { matrix, rank } = spaceFrame.read(Float64Array.from(vectors));
  if (rank === 2) return { rank, sentence: "This input has one orientation." };
  if (rank === 0) {
    return {
      rank: 0,
      sentence: "This input has no direction for this encoder: its orientation is arbitrary.",
    };
  }
  const axis = Float64Array.from(matrix.column(0));
  const text = Array.from(axis, (entry) => entry.toFixed(3)).join(", ");
  return {
    rank: 1,
    axis,
    sentence: `This input is (nearly) symmetric about an axis: its orientation is known up to turns about (${text}).`,
  };
}
