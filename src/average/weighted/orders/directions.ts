/**
 * Weighted frame of S_n by all directions: robust for every cloud, coinciding points included.
 *
 * | symbol | name here | meaning                                                        |
 * | μ_X    |           | law of the order of ⟨a, x_i⟩ for a direction a uniform on S^{d−1} |
 * | θ      |           | angle of a in the plane; orders change where a ⊥ x_i − x_j      |
 *
 * In the plane the measure is exact: n (n − 1) arcs between the angles of ± the normals of
 * the differences, each weighted by its length / 2π. On a line there are two directions.
 * In higher dimension the frame is drawn (`sample`, `drawnFrame`).
 */
import { DomainError } from "../../../errors.js";
import type { Matrix, RandomStream } from "../../../numerics/index.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { WeightedFrame } from "../weighted-frame.js";
import {
  compareRows,
  heights,
  type OrderPose,
  orderByHeight,
  orderPose,
  requireCloud,
} from "./order-pose.js";
import { orderReport } from "./order-report.js";

/** Arcs up to this length, in radians, are rounding: angles that should be equal. */
const SAME_ANGLE = 1e-14;

/**
 * @throws `poses` throws DomainError for clouds of three or more dimensions, which
 *   `sample` and `drawnFrame` serve, and for NaN
 */
export function directionFrame(): WeightedFrame<Matrix, OrderPose> &
  InspectableFrame<Matrix, OrderPose> {
  const name = "frame of S_n by all directions";
  const poses = (cloud: Matrix): OrderPose[] => {
    requireCloud(name, cloud);
    if (cloud.rows === 0) return [orderPose(cloud, new Int32Array(0), 1)];
    if (cloud.columns === 1) return alongLine(cloud);
    if (cloud.columns === 2) return alongPlane(cloud);
    throw new DomainError(
      `${name}: its measure is listed on a line and in the plane, and the cloud has ${cloud.columns} coordinates; draw from it with \`drawnFrame\`, or use \`separatorFrame\`.`,
    );
  };
  return {
    name,
    poses,
    inspect: (cloud) =>
      orderReport(name, poses(cloud), {
        distance: Number.POSITIVE_INFINITY,
        conditioning: 1,
        findings: [],
      }),
    sample(cloud, random): OrderPose {
      requireCloud(name, cloud);
      return drawnOrder(cloud, random);
    },
  };
}

function drawnOrder(cloud: Matrix, random: RandomStream): OrderPose {
  const direction = random.normals(cloud.columns);
  return orderPose(cloud, orderByHeight(cloud, heights(cloud, direction)), 1);
}

function alongLine(cloud: Matrix): OrderPose[] {
  const up = orderByHeight(cloud, heights(cloud, [1]));
  const down = up.slice().reverse();
  if (compareRows(cloud, up[0], down[0]) === 0) return [orderPose(cloud, up, 1)];
  return [orderPose(cloud, up, 1 / 2), orderPose(cloud, down, 1 / 2)];
}

function alongPlane(cloud: Matrix): OrderPose[] {
  const ends = normalAngles(cloud);
  if (ends.length === 0) {
    return [
      orderPose(
        cloud,
        Int32Array.from({ length: cloud.rows }, (_, i) => i),
        1,
      ),
    ];
  }
  const poses: OrderPose[] = [];
  ends.forEach((start, k) => {
    const end = k + 1 < ends.length ? ends[k + 1] : ends[0] + Math.PI;
    const middle = (start + end) / 2;
    const height = heights(cloud, [Math.cos(middle), Math.sin(middle)]);
    const weight = (end - start) / (2 * Math.PI);
    // The opposite direction has the opposite order.
    const order = orderByHeight(cloud, height);
    poses.push(orderPose(cloud, order, weight), orderPose(cloud, order.slice().reverse(), weight));
  });
  return poses;
}

/** Angles in [0, π) at which two different points have the same height, ascending, each once. */
function normalAngles(cloud: Matrix): number[] {
  const angles: number[] = [];
  for (let i = 0; i < cloud.rows; i++) {
    for (let j = 0; j < i; j++) {
      const x = cloud.at(i, 0) - cloud.at(j, 0);
      const y = cloud.at(i, 1) - cloud.at(j, 1);
      if (x === 0 && y === 0) continue;
      // One of the two normals of a difference has y > 0, or y = 0 < x.
      const up = x > 0 || (x === 0 && y < 0) ? 1 : -1;
      angles.push(Math.atan2(up * x, -up * y));
    }
  }
  angles.sort((a, b) => a - b);
  const distinct = angles.filter((angle, k) => k === 0 || angle - angles[k - 1] > SAME_ANGLE);
  const wraps = distinct.length > 1 && distinct[0] + Math.PI - distinct.at(-1)! <= SAME_ANGLE;
  return wraps ? distinct.slice(0, -1) : distinct;
}
