/**
 * A frame measured at one cloud: how the forms change when the cloud is moved by the group,
 * when it is disturbed a little, and when it is led to where the frame may jump.
 *
 * | symbol | name here      | meaning                                                       |
 * | X      | input          | the cloud                                                     |
 * | D      | formDistance   | between the poses of two clouds, modulo the group             |
 * | ‖c‖    | size           | the largest Frobenius norm of a form of X                     |
 * | s      | sizes          | ‖E‖ / ‖c‖ of a disturbance E                                  |
 * |        | changes        | D(X + E, X) / ‖c‖: about κ s where the frame is smooth        |
 * |        | equivariance   | D(g X, X) / ‖c‖ over random g: rounding, where the law holds  |
 */
import { DomainError } from "../../errors.js";
import { Matrix, type RandomStream, requireFinite } from "../../numerics/index.js";
import type { Frame, Pose } from "../frame.js";
import type { FrameReport } from "../frame-report.js";
import { approaches } from "./approaches.js";
import { formDistance } from "./form-distance.js";
import { type Movement, movedCloud, movementName, requireCount } from "./moved-clouds.js";

export interface ProbeOptions extends Movement {
  readonly random: RandomStream;
  /** Elements of the group that are drawn; default 32. */
  readonly draws?: number;
  /** Random directions of disturbance; default 12. */
  readonly directions?: number;
}

export interface FrameJump {
  /** Such as "rows 0, 1, 2 become dependent". */
  readonly name: string;
  /** The size at which it happens. */
  readonly at: number;
  /** D between the two sides, over ‖c‖; Infinity where the frame has no pose there. */
  readonly jump: number;
  /** Sizes along the way, ascending, with two at `at`, and the changes there; NaN where the frame has no pose. */
  readonly sizes: Float64Array;
  readonly changes: Float64Array;
}

export interface FrameProbe {
  readonly frame: string;
  readonly input: Matrix;
  readonly poses: readonly Pose<Matrix>[];
  /** What the frame says of itself, where it can. */
  readonly report?: FrameReport;
  readonly size: number;
  /** 1e-14 … 1e-1. */
  readonly sizes: Float64Array;
  /** The largest and the median change over the random directions, for each size. */
  readonly worst: Float64Array;
  readonly median: Float64Array;
  /** The largest change for a size over that size, of changes above rounding: measured conditioning. */
  readonly slope: number;
  /** The nearest jump that was found. */
  readonly nearest?: FrameJump;
  readonly equivariance?: {
    readonly group: string;
    /** D(g X, X) / ‖c‖, ascending. */
    readonly errors: Float64Array;
  };
}

/** Steps to both sides of a meeting point: a share of the way, and out of what counts as none. */
const ASIDE = 1e-4;
const OUT_OF_TOLERANCE = 1e-7;
/** A change over a meeting point that is so many times the one before it is a jump. */
const OUTSTANDING = 3;
/** Changes below this share of ‖c‖ are rounding. */
const ROUNDING = 1e-13;

/**
 * @throws DomainError for a cloud that is not finite, without points, and for counts that
 *   are none; ShapeError for a group of another dimension; and as the frame's `poses`
 */
export function probeFrame(frame: Frame<Matrix>, input: Matrix, options: ProbeOptions): FrameProbe {
  requireFinite("probeFrame", "the cloud", input);
  if (input.rows === 0) {
    throw new DomainError("probeFrame: got a cloud of no points; expected at least one to move.");
  }
  const { random, draws = 32, directions = 12 } = options;
  requireCount("draws", draws, 1);
  requireCount("directions", directions, 1);
  const poses = frame.poses(input);
  const norms = poses.map(({ form }) => form.frobeniusNorm());
  const size = Math.max(...norms) || input.frobeniusNorm() || 1;
  const change = (cloud: Matrix): number => formDistance(frame.poses(cloud), poses) / size;
  const sizes = Float64Array.from({ length: 27 }, (_, k) => 10 ** (-14 + k / 2));
  const disturbed = Array.from({ length: directions }, () => {
    const direction = unit(random, input);
    return sizes.map((s) => change(input.add(direction, s * size)));
  });
  const bySize = sizes.map((_, k) => k);
  const column = (k: number): number[] => disturbed.map((row) => row[k]).sort((a, b) => a - b);
  const worst = bySize.map((k) => column(k)[directions - 1]);
  const median = bySize.map((k) => column(k)[Math.floor(directions / 2)]);
  const group = movementName(options);
  return {
    frame: frame.name,
    input,
    poses,
    ...(frame.inspect && { report: frame.inspect(input) }),
    size,
    sizes,
    worst,
    median,
    slope: worst.reduce((most, c, k) => (c > ROUNDING ? Math.max(most, c / sizes[k]) : most), 0),
    ...nearestJump(frame, input, poses, size),
    ...(group !== undefined && {
      equivariance: {
        group,
        errors: Float64Array.from({ length: draws }, () =>
          change(movedCloud(input, options, random)),
        ).sort(),
      },
    }),
  };
}

/** A Gaussian direction of Frobenius norm 1. */
function unit(random: RandomStream, { rows, columns }: Matrix): Matrix {
  const direction = new Matrix(rows, columns, random.normals(rows * columns));
  return direction.scale(1 / direction.frobeniusNorm());
}

function nearestJump(
  frame: Frame<Matrix>,
  input: Matrix,
  poses: readonly Pose<Matrix>[],
  size: number,
): { nearest?: FrameJump } {
  const found = approaches(input, poses)
    .map((way) => ({ ...way, at: way.change.frobeniusNorm() / size }))
    .sort((a, b) => a.at - b.at);
  for (const { name, change, at } of found) {
    const posesAt = (share: number): readonly Pose<Matrix>[] | undefined => {
      try {
        return frame.poses(input.add(change, share));
      } catch (error) {
        if (error instanceof DomainError) return undefined;
        throw error;
      }
    };
    const aside = Math.min(0.25, Math.max(ASIDE, OUT_OF_TOLERANCE / at));
    const [before, near, there, beyond] = [1 - 2 * aside, 1 - aside, 1, 1 + aside].map(posesAt);
    const jump = Math.max(apart(near, there), apart(there, beyond), apart(near, beyond)) / size;
    if (!(jump > (OUTSTANDING * apart(before, near)) / size + ROUNDING)) continue;
    const shares = [...decades(at), 1 - aside, 1 + aside].sort((x, y) => x - y);
    const changes = shares.map((share) => apart(posesAt(share), poses) / size);
    return {
      nearest: {
        name,
        at,
        jump,
        sizes: Float64Array.from(shares, (share) => share * at),
        changes: Float64Array.from(changes, (c) => (Number.isFinite(c) ? c : Number.NaN)),
      },
    };
  }
  return {};
}

/** Shares of the way from 1e-14 ‖c‖ on to its triple. */
function decades(at: number): number[] {
  const shares: number[] = [];
  for (let s = 1e-14; s < at; s *= Math.sqrt(10)) shares.push(s / at);
  return [...shares.filter((share) => share < 1 - ASIDE), 1.5, 2, 3];
}

function apart(
  first: readonly Pose<Matrix>[] | undefined,
  second: readonly Pose<Matrix>[] | undefined,
): number {
  return first && second ? formDistance(first, second) : Number.POSITIVE_INFINITY;
}
