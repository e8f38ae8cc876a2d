/**
 * Frame averaging over principal axes (Puny et al. 2022): the baseline FA, and its one-draw
 * version SFA (Duval et al. 2023).
 *
 * | symbol | name here | meaning                                                      |
 * | R      |           | principal axes, ascending                                    |
 * | s      |           | signs ±1 of the axes: 2^d patterns, (−1, …, −1) first, the last axis fastest |
 * | R s    | element   | those with det = 1 only for SO and SE: 2^(d−1)               |
 *
 * Law: equivariant where spreads that are not 0 differ. Where two are equal the axes in
 * their plane are the solver's, and the average is not equivariant: `inspect` says so.
 */
import { DomainError } from "../../errors.js";
import { determinant, type Matrix, type RandomStream } from "../../numerics/index.js";
import type { Frame } from "../frame.js";
import type { FrameReport } from "../frame-report.js";
import type { InspectableFrame, LinearPose } from "../minimal/index.js";
import { requireFrameDimension } from "../minimal/span/dimension.js";
import { type SpanOptions, spanTolerance } from "../minimal/span/precision.js";
import { drawnFrame, type WeightedFrame } from "../weighted/weighted-frame.js";
import { type PrincipalAxes, principalAxes, signedAxes } from "./principal-axes.js";
import { flatStabilisers, principalPose } from "./principal-pose.js";
import { principalReport } from "./principal-report.js";

export interface PrincipalFrameOptions extends SpanOptions {
  /** Rotations only, det = 1; default false. */
  readonly special?: boolean;
  /** With translations, about the centroid; default false. */
  readonly centred?: boolean;
}

/** 2^d poses are listed up to this dimension. */
export const LARGEST_SIGNED_DIMENSION = 16;

/**
 * FA of O(d), SO(d), E(d) or SE(d). `sample` draws one of its poses.
 * @throws DomainError for a dimension that is no whole number from 1 to 16; `poses` throws
 *   ShapeError for points of another dimension and DomainError for coordinates that are not finite
 */
export function principalFrame(
  dimension: number,
  options: PrincipalFrameOptions = {},
): InspectableFrame<Matrix, LinearPose> & WeightedFrame<Matrix, LinearPose> {
  const { special = false, centred = false, precision = "double" } = options;
  requireSignedDimension("principalFrame", dimension);
  spanTolerance("principalFrame", options);
  const name = `principal frame of ${special ? "S" : ""}${centred ? "E" : "O"}(${dimension})`;
  const patterns = signPatterns(dimension);
  const stabiliserOf = flatStabilisers(special, dimension);
  const axesOf = (input: Matrix) => principalAxes(name, input, dimension, centred, options);
  const allowed = ({ axes }: PrincipalAxes) => {
    if (!special) return patterns;
    const orientation = determinant(axes);
    return patterns.filter((signs) => signs.reduce((sign, s) => sign * s, orientation) > 0);
  };
  const pose = (principal: PrincipalAxes, signs: Int8Array, weight: number) =>
    principalPose(
      principal,
      signedAxes(principal.axes, signs),
      stabiliserOf(principal.flat),
      weight,
    );
  return {
    name,
    poses(input): LinearPose[] {
      const principal = axesOf(input);
      const signs = allowed(principal);
      return signs.map((pattern) => pose(principal, pattern, 1 / signs.length));
    },
    sample(input, random): LinearPose {
      const principal = axesOf(input);
      const signs = allowed(principal);
      return pose(principal, signs[random.integer(signs.length)], 1);
    },
    inspect(input): FrameReport {
      const principal = axesOf(input);
      const calls = allowed(principal).length;
      return principalReport(name, principal, {
        calls,
        special,
        centred,
        precision,
        canonical: false,
      });
    },
  };
}

/**
 * SFA: one sign pattern, drawn anew for each input. Equivariant in the mean over draws only. No
 * `inspect`: its axes are those of `principalFrame`, which says how they stand.
 * @throws as `principalFrame`
 */
export function stochasticPrincipalFrame(
  dimension: number,
  random: RandomStream,
  options: PrincipalFrameOptions = {},
): Frame<Matrix, LinearPose> {
  return drawnFrame(principalFrame(dimension, options), 1, random);
}

/** All of {±1}^d, (−1, …, −1) first, the last one fastest. */
export function signPatterns(dimension: number): Int8Array[] {
  return Array.from({ length: 2 ** dimension }, (_, k) =>
    Int8Array.from({ length: dimension }, (_, j) => ((k >> (dimension - 1 - j)) & 1 ? 1 : -1)),
  );
}

/** @throws DomainError */
export function requireSignedDimension(caller: string, dimension: number): void {
  requireFrameDimension(caller, dimension);
  if (dimension > LARGEST_SIGNED_DIMENSION) {
    throw new DomainError(
      `${caller}: got dimension ${dimension}, which has 2^${dimension} sign patterns; expected at most ${LARGEST_SIGNED_DIMENSION}. Take minimalOrthogonalFrame, which needs one call.`,
    );
  }
}
