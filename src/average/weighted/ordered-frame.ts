/**
 * Weighted frames of S_n × SO(d) and its like: a linear frame first, then an order of the
 * form's points.
 *
 * | symbol | name here | meaning                                                       |
 * | g, w   | linear    | an element of the linear group with its weight                |
 * | π, v   | orders    | an order of the rows of g⁻¹X with its weight                  |
 * | (π, g) |           | a pose of X with the weight w v                               |
 *
 * The directions along which the rows are sorted stand still in the form, and so move with
 * the cloud. Both groups commute, and the linear frame does not see the order of the
 * points: the product is as continuous as its factors. Sorting along the first axis itself would
 * be cheaper, and would jump where two points change places.
 */
import type { Matrix } from "../../numerics/index.js";
import type { OutputAction } from "../frame.js";
import type { LinearPose } from "../minimal/linear-pose.js";
import type { OrderPose } from "./orders/order-pose.js";
import type { WeightedFrame } from "./weighted-frame.js";

/** form = rows order[k] of g⁻¹ (x − b). */
export type OrderedPose = LinearPose & OrderPose;

/**
 * No `inspect`: the orders see every form of the linear frame, and none of these alone says how
 * near the product is to a jump. Inspect the two frames; `probeFrame` measures the product.
 * @throws what the two frames throw
 */
export function orderedFrame(
  linear: WeightedFrame<Matrix, LinearPose>,
  orders: WeightedFrame<Matrix, OrderPose>,
): WeightedFrame<Matrix, OrderedPose> {
  const joined = (outer: LinearPose, inner: OrderPose): OrderedPose => ({
    ...outer,
    ...inner,
    weight: outer.weight * inner.weight,
  });
  return {
    name: `${orders.name} within the ${linear.name}`,
    poses: (cloud) =>
      linear
        .poses(cloud)
        .flatMap((outer) => orders.poses(outer.form).map((inner) => joined(outer, inner))),
    sample(cloud, random) {
      const outer = linear.sample(cloud, random);
      return joined(outer, orders.sample(outer.form, random));
    },
  };
}

/** Carries a value back by one law, then by another; for actions that commute. */
export function bothOutputs<P, Q, Output>(
  first: OutputAction<P, Output>,
  second: OutputAction<Q, Output>,
): OutputAction<P & Q, Output> {
  return {
    name: `${first.name}, ${second.name}`,
    reads: [...(first.reads ?? []), ...(second.reads ?? [])],
    restore: (pose, value) => second.restore(pose, first.restore(pose, value)),
  };
}
