/** What a symmetrised model says along a path, in pieces that end at the degeneracy: for pictures. */
import { DomainError } from "../../errors.js";
import type { Averageable } from "../weighted-mean.js";
import { entries } from "../weighted-mean.js";
import type { ContinuityPath } from "./certificate.js";

export interface PathPiece {
  /** s − s*, or s where the path does not say what it meets. */
  readonly at: Float64Array;
  /** The first number of the model's value there. */
  readonly values: Float64Array;
}

export interface PathPieceOptions {
  /** Points of each piece, default 25. */
  readonly points?: number;
  /** Subtracts the value just before the degeneracy, so that curves of several models compare. Default false. */
  readonly fromMeeting?: boolean;
}

/** How near to s* the pieces come, as a share of the path: farther than what frames take for 0. */
const APART = 1e-5;

/**
 * Two pieces, before and after the degeneracy, of which neither contains it; one where it is not known.
 * @throws DomainError for fewer than 2 points, and for `fromMeeting` where the meeting is not known
 */
export function pathPieces<Input>(
  symmetrised: (input: Input) => Averageable,
  path: ContinuityPath<Input>,
  { points = 25, fromMeeting = false }: PathPieceOptions = {},
): PathPiece[] {
  if (!Number.isSafeInteger(points) || points < 2) {
    throw new DomainError(`pathPieces: got ${points} points; expected a whole number from 2 on.`);
  }
  const { meets } = path;
  if (fromMeeting && meets === undefined) {
    throw new DomainError(
      `pathPieces: the path "${path.name}" does not say where it meets its degeneracy; give it \`meets\`, or leave \`fromMeeting\` out.`,
    );
  }
  const value = (s: number): number => entries(symmetrised(path.at(s)))[0];
  const ends =
    meets === undefined
      ? [[0, 1]]
      : [
          [0, meets - APART],
          [meets + APART, 1],
        ];
  const origin = fromMeeting ? value(ends[0][1]) : 0;
  return ends.map(([from, to]) => {
    const steps = Float64Array.from(
      { length: points },
      (_, k) => from + ((to - from) * k) / (points - 1),
    );
    return {
      at: steps.map((s) => s - (meets ?? 0)),
      values: steps.map((s) => value(s) - origin),
    };
  });
}
