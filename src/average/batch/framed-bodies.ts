/**
 * Moving bodies in the poses of any frame of clouds, as arrays for a network that takes their
 * weighted mean: what `posedBodies` and `weightedBodies` do for the frames that they know.
 *
 * | name       | numbers of a sequence  | meaning                                                  |
 * | P          |                        | the most poses that any of the sequences has             |
 * | positions  | P n d                  | c_i = (x_i − b) g, rows                                  |
 * | velocities | P n d                  | v_i g Π                                                  |
 * | frames     | P d²                   | g Π by rows                                              |
 * | weights    | P                      | with sum 1; 0 where a sequence has fewer poses           |
 *
 * Π takes away what the stabiliser of the form would average away (`LinearPose.carry`), from what
 * the network is told as from what it says: the mean is then equivariant on degenerate inputs too,
 * and blind there to the velocities that Π takes. A frame that reorders the bodies gives its axes
 * alone: the rows go back to their places, for networks that see no order.
 */
import { ShapeError } from "../../errors.js";
import { Matrix, product } from "../../numerics/index.js";
import type { Frame } from "../frame.js";
import type { LinearPose } from "../minimal/linear-pose.js";
import type { MovingBodies } from "./posed-bodies.js";
import type { WeightedBodies } from "./weighted-bodies.js";

export interface FramedBodiesOptions {
  /**
   * Whether the frame is shown the velocities as n further points, behind the centred positions:
   * then few states are degenerate, and nothing is lost. It wants a frame without translations.
   */
  readonly velocities?: boolean;
}

/** A pose that may have put the rows in another order: row k of the form is row order[k]. */
type PerhapsOrdered = LinearPose & { readonly order?: Int32Array };

/**
 * `calls` is the mean number of poses.
 * @param frame centred, such as one of E(d), unless it sees velocities
 * @throws ShapeError for arrays that do not fit each other, and what the frame throws
 */
export function framedBodies(
  data: MovingBodies,
  frame: Frame<Matrix, PerhapsOrdered>,
  { velocities: both = false }: FramedBodiesOptions = {},
): WeightedBodies {
  const { bodies: n, dimension: d, positions, velocities, targets, charges } = data;
  if (velocities.length !== positions.length || targets.length !== positions.length) {
    throw new ShapeError(
      `framedBodies: got ${positions.length} numbers of positions, ${velocities.length} of velocities and ${targets.length} of targets; expected the same.`,
    );
  }
  const size = n * d;
  const count = positions.length / size;
  const seen = Array.from({ length: count }, (_, s) => {
    const rows = (of: Float64Array) => new Matrix(n, d, of.slice(s * size, (s + 1) * size));
    const moving = rows(velocities);
    const centre = both ? centroid(rows(positions)) : undefined;
    const cloud = both ? stacked(rows(positions), centre!, moving) : rows(positions);
    return { moving, poses: frame.poses(cloud), centre };
  });
  const places = seen.reduce((most, { poses }) => Math.max(most, poses.length), 1);
  const arrays = {
    positions: new Float64Array(count * places * size),
    velocities: new Float64Array(count * places * size),
    frames: new Float64Array(count * places * d * d),
    weights: new Float64Array(count * places),
    charges,
    displacements: targets.map((target, k) => target - positions[k]),
    centres: new Float64Array(count * d),
  };
  let calls = 0;
  seen.forEach(({ moving, poses, centre }, s) => {
    arrays.centres.set(centre ?? poses[0].shift, s * d);
    calls += poses.length;
    for (let place = 0; place < places; place++) {
      const { form, carry, weight, order } = poses[place] ?? { ...poses[0], weight: 0 };
      const at = s * places + place;
      for (let k = 0; k < form.rows; k++) {
        const row = order?.[k] ?? k;
        if (row < n) arrays.positions.set(form.row(k), (at * n + row) * d);
      }
      arrays.velocities.set(product(moving, carry).data, at * size);
      arrays.frames.set(carry.data, at * d * d);
      arrays.weights[at] = weight;
    }
  });
  return { arrays, poses: places, calls: calls / Math.max(1, count) };
}

function centroid(points: Matrix): Float64Array {
  return Float64Array.from({ length: points.columns }, (_, k) =>
    points.column(k).reduce((sum, x) => sum + x / points.rows, 0),
  );
}

/** Positions less their centre, then velocities. */
function stacked(positions: Matrix, centre: Float64Array, velocities: Matrix): Matrix {
  const out = new Matrix(positions.rows + velocities.rows, positions.columns);
  out.data.set(positions.data.map((x, k) => x - centre[k % centre.length]));
  out.data.set(velocities.data, positions.data.length);
  return out;
}
