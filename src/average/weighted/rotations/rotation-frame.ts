/**
 * Weighted frames of SO(d), O(d), SE(d) and E(d) for point clouds: continuous everywhere,
 * exact at every rank.
 *
 * | group | poses at full rank              | in the plane | in space  |
 * | SO(d) | n (n−1) ⋯ (n−d+2), d − 1 levels  | n            | n (n−1)   |
 * | O(d)  | twice as many: both signs of the last axis, or with `lastAxis: "points"` |
 * |       | n (n−1) ⋯ (n−d+1), d levels      |              |           |
 *
 * The axes of a pose come from a chain of points (`chains`), the last one of SO(d) from
 * the determinant. In the plane this is z ↦ Σ_i |z_i| f(z z̄_i / |z_i|) / Σ |z_k|, and no
 * continuous frame is smaller there. A chain that reaches the rank r < d gives one pose with the
 * coordinates ≥ r zero: its stabiliser is the (special) orthogonal group of the rest.
 */
import { DomainError } from "../../../errors.js";
import { Matrix, type RandomStream } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { LinearPose } from "../../minimal/linear-pose.js";
import { readyCloud } from "../../minimal/span/cloud.js";
import { requireOption } from "../../minimal/span/option.js";
import { type Precision, spanTolerance } from "../../minimal/span/precision.js";
import { requireCutoff } from "../cutoff.js";
import { everyIndex, oneIndex, type Selection, type WeightedFrame } from "../weighted-frame.js";
import { type AxesOptions, type AxesPlace, axesPoses, stabilisersByRank } from "./axes-poses.js";
import { chainReport } from "./chain-report.js";
import { type Chain, chains } from "./chains.js";

/** Lengths up to this share of the longest point count as 0; the average jumps by as little there. */
export const CHAIN_TOLERANCE: Readonly<Record<Precision, number>> = { double: 1e-12, single: 1e-5 };
/** Poses that one input may have before it is refused. */
export const MOST_POSES = 50_000;

export interface RotationFrameOptions {
  /** SO(d), SE(d) unless false: then O(d), E(d). */
  readonly special?: boolean;
  /** Whether translations belong to the group: the cloud is centred first. Default false. */
  readonly centred?: boolean;
  /** How O(d) gets its last axis: both signs of what is left (default), or one level of points more. */
  readonly lastAxis?: "signs" | "points";
  /** What the coordinates were rounded to before they came here; default "double". */
  readonly precision?: Precision;
  /** Lengths up to this share of the longest count as 0, in (0, 1); default `CHAIN_TOLERANCE`. */
  readonly tolerance?: number;
  /** Drops, level by level, weights below this share of the largest (`cutWeights`); default 0. */
  readonly cutoff?: number;
  /**
   * "product" weighs a chain by the volume that its points span, divided by the sum:
   * a frame that is not robust, kept as the counterexample. Default "hierarchical".
   */
  readonly weights?: "hierarchical" | "product";
}

/**
 * The weighted frame of rotations of ℝᵈ.
 * @throws DomainError for a dimension, tolerance or cutoff out of range. `poses` throws
 *   ShapeError for a cloud of another dimension; DomainError for NaN, for more than
 *   `MOST_POSES` poses, and for product weights of a cloud whose rank gives no volume
 */
export function weightedRotationFrame(
  dimension: number,
  options: RotationFrameOptions = {},
): WeightedFrame<Matrix, LinearPose> & InspectableFrame<Matrix, LinearPose> {
  const { special = true, centred = false, lastAxis = "signs", weights = "hierarchical" } = options;
  const { precision = "double", cutoff = 0 } = options;
  const tolerance = spanTolerance("weightedRotationFrame", {
    precision,
    tolerance: options.tolerance ?? CHAIN_TOLERANCE[precision],
  });
  const caller = "weightedRotationFrame";
  if (!Number.isSafeInteger(dimension) || dimension < 1) {
    throw new DomainError(`${caller}: got the dimension ${dimension}; expected 1 or more.`);
  }
  requireCutoff(caller, cutoff);
  requireOption(caller, "lastAxis", lastAxis, ["signs", "points"]);
  requireOption(caller, "weights", weights, ["hierarchical", "product"]);
  const fromPoints = !special && lastAxis === "points";
  const levels = fromPoints ? dimension : dimension - 1;
  const family = `${special ? "S" : ""}${centred ? "E" : "O"}`;
  const name = `weighted frame of ${family}(${dimension})${weights === "product" ? " with product weights" : ""}`;
  const axes: AxesOptions = {
    signs: special ? [1] : [1, -1],
    stabiliser: stabilisersByRank(special, dimension),
  };

  function chainsOf(points: Matrix, threshold: number, select: Selection): Chain[] {
    const found: Chain[] = [];
    for (const chain of chains(points, { levels, threshold, cutoff }, select)) {
      if (found.length >= MOST_POSES) {
        throw new DomainError(
          `${name}: ${points.rows} points give more than ${MOST_POSES} poses; draw with \`sample\` or \`drawnFrame\`, or raise \`cutoff\`.`,
        );
      }
      found.push(chain);
    }
    return weights === "product" && levels > 0 ? byVolume(name, found, levels) : found;
  }

  function place(cloud: Matrix): AxesPlace & { readonly threshold: number } {
    const ready = readyCloud(name, cloud, dimension, centred, { precision, tolerance });
    return { ...ready, points: new Matrix(ready.count, dimension, ready.points) };
  }

  return {
    name,
    poses(cloud): readonly LinearPose[] {
      const here = place(cloud);
      return chainsOf(here.points, here.threshold, everyIndex).flatMap((chain) =>
        axesPoses(here, chain, axes),
      );
    },
    sample(cloud, random: RandomStream): LinearPose {
      const here = place(cloud);
      const drawn = weights === "product" ? everyIndex : oneIndex(random);
      const found = chainsOf(here.points, here.threshold, drawn);
      const shares = Float64Array.from(found, ({ weight }) => weight);
      const [[k]] = oneIndex(random)(shares);
      const poses = axesPoses(here, found[k], axes);
      const pose = poses[poses.length === 1 ? 0 : random.integer(poses.length)];
      return { ...pose, weight: 1 };
    },
    inspect(cloud): FrameReport {
      return chainReport(name, this.poses(cloud), weights === "product");
    },
  };
}

function byVolume(name: string, found: readonly Chain[], levels: number): Chain[] {
  const full = found.filter(({ rows }) => rows.length === levels);
  const total = full.reduce((sum, { volume }) => sum + volume, 0);
  if (!(total > 0)) {
    throw new DomainError(
      `${name}: the points span no volume of dimension ${levels}, and the weights are 0/0; use the hierarchical weights.`,
    );
  }
  return full.map((chain) => ({ ...chain, weight: chain.volume / total }));
}
