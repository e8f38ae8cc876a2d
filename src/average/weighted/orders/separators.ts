/**
 * Weighted frame of S_n by separating directions, for clouds of distinct points.
 *
 * | symbol | name here  | meaning                                                        |
 * | a_k    | directions | m × d, in general position: any d of them are independent      |
 * | m      |            | (d − 1) n (n − 1) / 2 + 1: enough for n distinct points        |
 * | w_k    |            | smallest gap between heights ⟨a_k, x_i⟩ that follow each other |
 *
 * A difference x_i − x_j ≠ 0 is orthogonal to d − 1 directions at the most, so that one of
 * the m at least separates all points. Where two points meet all weights vanish, and their
 * shares have no limit: the frame is continuous on distinct points only. Smallest gaps
 * of many points are near float32 rounding: they are computed in Float64.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix, type RandomStream, requireFinite } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import { cutWeights, requireCutoff } from "../cutoff.js";
import { everyIndex, oneIndex, type Selection, type WeightedFrame } from "../weighted-frame.js";
import {
  coincidingPair,
  compareRows,
  heights,
  type OrderPose,
  orderByHeight,
  orderPose,
  requireCloud,
} from "./order-pose.js";
import { orderReport } from "./order-report.js";

export interface SeparatorOptions {
  /** m × d, rows in general position. Fewer than `separatorCount` may fail to separate some clouds. */
  readonly directions?: Matrix;
  /** Draws (d − 1) n (n − 1) / 2 + 1 normal directions for each size of cloud, always the same for this frame. */
  readonly random?: RandomStream;
  /**
   * Points that coincide: "refuse" (default), or "merge": gaps between different points
   * alone count. The frame is then defined, still invariant, and jumps there.
   */
  readonly coinciding?: "refuse" | "merge";
  /** Drops weights below this share of the largest (`cutWeights`); default 0. */
  readonly cutoff?: number;
}

/** How many directions in general position always suffice for n distinct points of ℝᵈ. */
export function separatorCount(n: number, dimension: number): number {
  return (dimension - 1) * ((n * (n - 1)) / 2) + 1;
}

/**
 * @throws DomainError without directions and without a stream, or with both, and for a
 *   cutoff out of range. `poses` throws ShapeError for another dimension than the
 *   directions'; DomainError for points that coincide, and where no direction separates
 */
export function separatorFrame(
  options: SeparatorOptions,
): WeightedFrame<Matrix, OrderPose> & InspectableFrame<Matrix, OrderPose> {
  const { directions, random, coinciding = "refuse", cutoff = 0 } = options;
  const name = "separator frame of S_n";
  if ((directions === undefined) === (random === undefined)) {
    throw new DomainError(
      `separatorFrame: got ${random ? "both directions and a random stream" : "neither directions nor a random stream"}; expected one of them.`,
    );
  }
  requireCutoff("separatorFrame", cutoff);
  if (directions) {
    requireFinite("separatorFrame", "directions", directions);
    if (directions.rows === 0) {
      throw new ShapeError("separatorFrame: directions has no row; expected at least one.");
    }
  }
  const drawn = new Map<string, Matrix>();
  const directionsFor = ({ rows, columns }: Matrix): Matrix => {
    if (directions) return directions;
    const key = `${rows} × ${columns}`;
    const known = drawn.get(key);
    if (known) return known;
    const count = separatorCount(rows, columns);
    const fresh = new Matrix(count, columns, random!.split(key).normals(count * columns));
    drawn.set(key, fresh);
    return fresh;
  };

  function orders(cloud: Matrix, select: Selection): OrderPose[] {
    requireCloud(name, cloud, directions?.columns);
    const pair = coincidingPair(cloud);
    if (pair && coinciding === "refuse") {
      throw new DomainError(
        `${name}: points ${pair[0]} and ${pair[1]} coincide, where its weights have no limit; use \`directionFrame\`, which is continuous there, or \`coinciding: "merge"\`.`,
      );
    }
    const trivial = cloud.rows === 0 || compareAll(cloud);
    if (trivial)
      return [
        orderPose(
          cloud,
          Int32Array.from({ length: cloud.rows }, (_, i) => i),
          1,
        ),
      ];
    const along = directionsFor(cloud);
    const gaps = separations(cloud, along);
    if (gaps.every((gap) => gap === 0)) {
      throw new DomainError(
        `${name}: none of the ${along.rows} directions separates the ${cloud.rows} points; give up to ${separatorCount(cloud.rows, cloud.columns)} in general position.`,
      );
    }
    return select(cutWeights(gaps, cutoff)).map(([k, weight]) =>
      orderPose(cloud, orderByHeight(cloud, heights(cloud, along.row(k))), weight),
    );
  }

  return {
    name,
    poses: (cloud) => orders(cloud, everyIndex),
    sample: (cloud, stream) => orders(cloud, oneIndex(stream))[0],
    inspect(cloud): FrameReport {
      const poses = orders(cloud, everyIndex);
      const nearest = nearestPoints(cloud);
      return orderReport(name, poses, {
        distance: nearest / Math.SQRT2,
        conditioning:
          nearest > 0 ? Math.max(1, cloud.maxAbs() / nearest) : Number.POSITIVE_INFINITY,
        findings:
          nearest > 0 ? [] : ["Points coincide: the frame jumps here; `directionFrame` does not."],
      });
    },
  };
}

/** The smallest gap between heights of different points, for each direction: length m. */
export function separations(cloud: Matrix, directions: Matrix): Float64Array {
  const out = new Float64Array(directions.rows);
  for (let k = 0; k < directions.rows; k++) {
    const height = heights(cloud, directions.row(k));
    const order = orderByHeight(cloud, height);
    let smallest = Number.POSITIVE_INFINITY;
    for (let at = 1; at < order.length; at++) {
      const [i, j] = [order[at - 1], order[at]];
      if (compareRows(cloud, i, j) === 0) continue;
      smallest = Math.min(smallest, height[j] - height[i]);
    }
    out[k] = smallest;
  }
  return out;
}

function compareAll(cloud: Matrix): boolean {
  for (let i = 1; i < cloud.rows; i++) if (compareRows(cloud, 0, i) !== 0) return false;
  return true;
}

function nearestPoints(cloud: Matrix): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < cloud.rows; i++) {
    for (let j = 0; j < i; j++) {
      nearest = Math.min(nearest, Math.hypot(...cloud.row(i).map((x, c) => x - cloud.at(j, c))));
    }
  }
  return nearest;
}
